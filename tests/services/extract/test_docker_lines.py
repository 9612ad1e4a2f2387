"""Lines that Docker wraps in JSON."""

import json

import pytest

from bot.model.explanation import Flag
from bot.services.extract import find_codes
from bot.services.extract.summary.summarise import summarise

ACCESS = '10.0.0.3 - - [26/Nov/2026:10:11:12 +0000] "GET /cart HTTP/1.1" {} 157 "-" "curl/8.5.0"'


def wrapped(line: str) -> str:
    log = {"log": f"{line}\n", "stream": "stdout", "time": "2026-11-26T10:11:12.404500Z"}
    return json.dumps(log, separators=(",", ":"))


@pytest.mark.parametrize(
    "line",
    [
        ACCESS.format(502),
        '{"level":"error","request":{"uri":"/x"},"status":502,"duration":0.404}',
        "[GIN] 2026/11/26 - 10:11:12 | 502 |     1.2ms |  10.0.0.3 | GET      /api/503",
        'time="2026-11-26" level=error msg="done" status=502 path="/a\tb" size=404',
        "주문 서버에서 502 떠요 ㅠㅠ",
    ],
)
def test_the_codes_of_a_wrapped_line_are_those_of_the_line(line: str) -> None:
    text = f"{wrapped('started')}\nplain 404 rows\n{wrapped(line)}"
    (mention,) = find_codes(text)
    assert (mention.code, mention.line) == (502, 3)
    assert text[mention.start : mention.end] == "502"


def test_an_escaped_line_feed_begins_no_line() -> None:
    line = wrapped("status code 502").replace("status", r"\u000astatus", 1)
    mentions = find_codes(f"{line}\n{wrapped('status code 503')}")
    assert [(each.code, each.line) for each in mentions] == [(502, 1), (503, 2)]


def test_a_wrapped_line_without_a_code_has_none() -> None:
    assert find_codes(wrapped("worker 404 did 500 jobs")) == []
    assert find_codes(wrapped("2026/11/26 [error] 29#29: *404 open() failed (2: No file)")) == []


def test_the_path_and_the_flag_of_a_wrapped_line_are_counted() -> None:
    (count,) = summarise("\n".join([wrapped(ACCESS.format(502))] * 60)).codes
    assert (count.code, count.count, count.paths) == (502, 60, (("/cart", 60),))
    assert count.first_at == "26/Nov/2026:10:11:12 +0000"
    heroku = 'heroku[router]: at=error code=H12 desc="Request timeout" path="/x" status=503 bytes=0'
    (count,) = summarise(wrapped(heroku)).codes
    assert count.flag == Flag("Heroku", "H12")
