"""What each code of a text means."""

import pytest

from bot.model import UnassignedCode
from bot.model.explanation import Sender
from bot.services.extract.explain import explain
from bot.services.extract.summarise import summarise
from bot.services.lookup.lookup import Lookup


def test_errors_come_first_and_with_them_the_numbers_outside_the_classes(lookup: Lookup) -> None:
    text = 'curl -w "%{http_code}" says 000\n' + "HTTP 200\n" * 9 + "HTTP 301\nHTTP 404\nHTTP 503"
    explained = explain(summarise(text), lookup)
    assert [each.count.code for each in explained] == [503, 404, 0, 301, 200]


def test_an_unassigned_number_is_treated_like_its_classs_first_code(lookup: Lookup) -> None:
    [each] = explain(summarise("HTTP 427"), lookup)
    assert isinstance(each.result, UnassignedCode)
    assert each.entry.code == 400


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("HTTP/1.1 503 Service Unavailable\nServer: awselb/2.0", Sender("AWS ELB")),
        ("we see HTTP 499 in nginx", Sender("nginx", is_logger=True)),
        ("we see HTTP 499", Sender("nginx", is_shown=False, is_logger=True)),
        ("HTTP 404", Sender()),
    ],
)
def test_who_answered_is_as_the_text_shows_or_as_is_usual(
    lookup: Lookup, text: str, sender: Sender
) -> None:
    assert explain(summarise(text), lookup)[0].sender == sender
