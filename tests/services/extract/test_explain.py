"""What each code of a text means, and which numbers may be codes if it has none."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.model import UnassignedCode
from bot.model.explain_limits import MAX_POSSIBLE_CODES
from bot.model.explanation import Flag, Sender
from bot.services.extract.explain import explain, possible_codes
from bot.services.extract.summary.summarise import summarise
from bot.services.lookup.lookup import Lookup

ROOT = Path(__file__).parent.parent.parent.parent


def test_errors_come_first_and_with_them_the_numbers_outside_the_classes(lookup: Lookup) -> None:
    text = 'curl -w "%{http_code}" says 000\n' + "HTTP 200\n" * 9 + "HTTP 301\nHTTP 404\nHTTP 503"
    explained = explain(summarise(text), lookup)
    assert [each.count.code for each in explained] == [503, 404, 0, 301, 200]


@pytest.mark.parametrize(
    ("flag", "name"),
    [
        (Flag("Envoy", "UF"), "Upstream connection failure"),
        (Flag("Envoy", "UF,URX"), "Upstream connection failure"),
        (Flag("HAProxy", "sHVN"), "Server timeout before the response"),
        (Flag("Heroku", "H12"), "Request timeout"),
    ],
)
def test_a_flag_is_looked_up(lookup: Lookup, flag: Flag, name: str) -> None:
    detail = lookup.details.of_flag(flag)
    assert detail is not None
    assert detail.name == name


def test_a_flag_without_an_entry_says_nothing(lookup: Lookup) -> None:
    assert lookup.details.of_flag(Flag("Envoy", "XX")) is None


def test_an_unassigned_number_is_treated_like_its_classs_first_code(lookup: Lookup) -> None:
    [each] = explain(summarise("HTTP 427"), lookup)
    assert isinstance(each.result, UnassignedCode)
    assert each.entry.code == 400


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("결제 500", [500]),
        ("orders: 404, 404 and 502", [404, 502]),
        ("499", [499]),
        ("port 404", []),
        ("에러 500건", []),
        ("took 502ms", []),
        ("room 777", []),
        ("hello", []),
        ("", []),
    ],
)
def test_a_known_number_may_be_a_code_unless_the_text_calls_it_something_else(
    lookup: Lookup, text: str, codes: list[int]
) -> None:
    assert [entry.code for entry in possible_codes(summarise(text), lookup)] == codes


def test_only_the_first_numbers_of_a_text_are_offered(lookup: Lookup) -> None:
    text = "\n".join(str(code) for code in range(400, 430))
    assert len(possible_codes(summarise(text), lookup)) == MAX_POSSIBLE_CODES


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("HTTP/1.1 503 Service Unavailable\nServer: awselb/2.0", Sender("AWS ELB")),
        ("we see HTTP 499 in nginx", Sender("nginx", is_logger=True)),
        ("we see HTTP 499", Sender("nginx", is_from_text=False, is_logger=True)),
        ("HTTP 404", Sender()),
    ],
)
def test_who_answered_is_as_the_text_shows_or_as_is_usual(
    lookup: Lookup, text: str, sender: Sender
) -> None:
    assert explain(summarise(text), lookup)[0].sender == sender


@pytest.mark.slow
def test_no_text_waits_for_an_import_or_a_pattern() -> None:
    """They are loaded in a thread, and would hold the event loop for a tenth of a second."""
    code = """
import re, sys
from bot.services.extract.explain import load_patterns
from bot.services.extract.summary.summarise import summarise
load_patterns()
before = set(sys.modules)
re._compiler.compile = None
for text in sys.stdin.read().split("\\0"):
    summarise(text)
print(*sorted(each for each in set(sys.modules) - before if each.startswith("bot.")))
"""
    texts = [
        '10.0.0.3 - - [26/Nov/2026:10:11:12 +0000] "GET /cart HTTP/1.1" 502 157 "-" "curl/8.5.0"',
        '{"level":"error","request":{"uri":"/x"},"status":502,"took":0.404}\ncurl: (28) timeout',
        "<center><h1>502 Bad Gateway</h1></center>\n<hr><center>cloudflare</center>",
        "HTTP/1.1 503 Service Unavailable\nServer: awselb/2.0\n\nno healthy upstream",
        "주문 서버에서 502 떠요 ㅠㅠ 401이랑 403도요",
        "we retry on 502, 503 and 504 but a 404 isn't retried; user 404 got 200 on save",
    ]
    done = subprocess.run(
        [sys.executable, "-c", code], input="\0".join(texts), capture_output=True, text=True,
        check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout.strip() == ""
