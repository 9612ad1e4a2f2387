"""Whose code it is, who sent it, and the piece of the line that is shown."""

import pytest

from bot.model import UnassignedCode
from bot.services.extract.excerpts import SHOWN_AFTER_CHARACTERS, SHOWN_BEFORE_CHARACTERS
from bot.services.extract.explain import explain
from bot.services.lookup.lookup import Lookup

ALB = 'https 2026-11-24T05:01:22Z app/a/1 203.0.113.7:5044 10.0.3.2:80 0.1 0.2 0.0 {} 502 0 "GET x"'


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("HTTP/2 502\nserver: cloudflare\ncf-ray: 8e50-ICN", "Cloudflare"),
        ("<h1>502 Bad Gateway</h1><hr><center>nginx/1.27.2</center>", "nginx"),
        ("HTTP/1.1 503 Service Unavailable\nServer: awselb/2.0", "balancer"),
        (ALB.format("502 -"), "balancer"),
        (ALB.format("502 502"), "app"),
        ("1.2.3.4:5 [x] fe be/<NOSRV> 0/-1/-1/-1/0 503 217 - - SC-- 0/0", "HAProxy"),
        ("HTTP/1.1 500 Internal Server Error\nServer: gunicorn", "app"),
        ("HTTP/1.1 503 Service Unavailable\nserver: istio-envoy", "Envoy"),
        ("nginx says 499", "nginx"),
        ("a 520 since noon", "Cloudflare"),
        ("HTTP/1.1 404 Not Found", None),
    ],
)
def test_the_sender_is_told_where_the_text_shows_it(
    lookup: Lookup, text: str, sender: str | None
) -> None:
    assert explain(text, lookup)[0].sender == sender


def test_each_code_stands_once_in_order_of_its_first_place(lookup: Lookup) -> None:
    explained = explain("HTTP 502\nHTTP 404\nHTTP 502", lookup)
    assert [(each.mention.code, each.mention.line) for each in explained] == [(502, 1), (404, 2)]


def test_a_long_line_is_cut_on_both_sides(lookup: Lookup) -> None:
    [each] = explain("x" * 99 + " HTTP 502 " + "y" * 99, lookup)
    assert each.before.startswith("…")
    assert each.before.endswith("HTTP ")
    assert each.after.endswith("…")
    assert (len(each.before), len(each.after)) == (
        SHOWN_BEFORE_CHARACTERS + 1,
        SHOWN_AFTER_CHARACTERS + 1,
    )


def test_a_number_that_nobody_assigned_is_its_classs(lookup: Lookup) -> None:
    [each] = explain("HTTP 427", lookup)
    assert isinstance(each.result, UnassignedCode)
    assert each.entry.code == 400
