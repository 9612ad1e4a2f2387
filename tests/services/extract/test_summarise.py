"""A text's codes, counted: order, lines, times and paths."""

from dataclasses import replace

import pytest

from bot.model.explanation import CodeCount, Flag, Summary
from bot.services.extract.summary.summarise import NamedSummary, merged, summarise
from bot.services.extract.summary.summariser import MAX_PROSE_LINES
from tests.linear_time import least_ratio_within
from tests.logs import access_log

ALB = 'https 2026-11-24T05:01:22Z app/a/1 203.0.113.7:5044 10.0.3.2:80 0.1 0.2 0.0 {} 502 0 "GET x"'


def counted(code: int, count: int, **values: object) -> CodeCount:
    one = CodeCount(code, None, None, None, count, 1, count, None, None, ())
    return replace(one, **values)  # type: ignore[arg-type]


def test_the_worst_class_comes_first_and_in_it_the_most_frequent_code() -> None:
    codes = [200, 200, 404, 429, 429, 500, 503, 503, 304, 101]
    summary = summarise("\n".join(f"HTTP/1.1 {code}" for code in codes))
    assert [each.code for each in summary.codes] == [503, 500, 429, 404, 304, 200, 101]
    assert [each.count for each in summary.codes] == [2, 1, 2, 1, 1, 2, 1]


def test_a_log_gives_lines_times_and_paths_without_their_queries() -> None:
    summary = summarise(access_log())
    assert summary.lines == 57
    worst = summary.codes[0]
    assert (worst.code, worst.count, worst.first_line, worst.last_line) == (502, 15, 10, 55)
    assert worst.first_at == "24/Nov/2026:02:09:09 +0000"
    assert worst.last_at == "24/Nov/2026:02:54:09 +0000"
    assert worst.paths == (("/v1/payments/confirm", 12), ("/v1/orders", 3))


def test_only_errors_have_paths() -> None:
    for each in summarise(access_log()).codes:
        assert bool(each.paths) == (each.code >= 400)


def test_prose_has_neither_times_nor_paths() -> None:
    [each] = summarise("since noon we get HTTP 502, HTTP 502").codes
    assert each == counted(502, 2, last_line=1)


@pytest.mark.parametrize(("text", "lines"), [("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2)])
def test_a_line_break_at_the_end_begins_no_line(text: str, lines: int) -> None:
    assert summarise(text) == Summary(lines, ())


def test_a_code_of_two_senders_is_counted_for_each() -> None:
    lines = [ALB.format("502 -")] * 2 + [ALB.format("502 502")] * 3
    counts = [(each.count, each.first_line) for each in summarise("\n".join(lines)).codes]
    assert counts == [(3, 3), (2, 1)]  # A line repeats the status of its one response.


def test_a_codes_first_line_is_in_the_first_text_and_its_last_in_the_last() -> None:
    begun = replace(counted(404, 2), first_at="09:01", last_at="09:02")
    ended = replace(counted(404, 9, paths=(("/a", 9),)), first_line=3, last_at="09:30")
    old = NamedSummary("old.log", Summary(20, (begun, counted(200, 1))))
    new = NamedSummary("new.log", Summary(100, (counted(503, 1), ended)))
    both = merged([old, new])
    assert (both.lines, [each.code for each in both.codes]) == (120, [503, 404, 200])
    found = both.codes[1]
    assert (found.count, found.paths) == (11, (("/a", 9),))
    assert (found.first_line, found.first_file, found.first_at) == (1, "old.log", "09:01")
    assert (found.last_line, found.last_file, found.last_at) == (9, "new.log", "09:30")
    assert (both.codes[0].first_file, both.codes[0].last_file) == ("new.log", "new.log")


def test_a_lone_text_needs_no_name() -> None:
    log, words = Summary(100, (counted(503, 1),)), Summary(3, ())
    assert merged([NamedSummary("a.log", log)]) == log
    assert merged([NamedSummary(None, words), NamedSummary("a.log", log)]) == log
    assert merged([NamedSummary(None, words)] * 2) == Summary(6, ())


def test_a_code_on_very_many_lines_keeps_its_sender() -> None:
    lines = "HTTP/1.1 502 Bad Gateway\nServer: awselb/2.0\n\n" * (MAX_PROSE_LINES + 9)
    [each] = summarise(lines).codes
    assert (each.sender, each.count) == ("AWS ELB", MAX_PROSE_LINES + 9)


@pytest.mark.slow
@pytest.mark.parametrize("text", ["HTTP 502 and ", "HTTP 502 and \n"])
def test_many_codes_take_no_more_than_linear_time(text: str) -> None:
    """Looking for each sender in all mentions took nine times as long for three times."""
    once, more = text * 1_000, text * 3_000
    assert least_ratio_within(6, lambda: summarise(once), lambda: summarise(more), slack_seconds=0)


@pytest.mark.parametrize(
    ("text", "exit_code"),
    [
        ("curl: (28) Operation timed out after 10009 milliseconds with 0 bytes received", "28"),
        ("cURL error 28: Operation timed out after 2001 milliseconds", "28"),
        ("Curl finished with exit code 6", "6"),
        ("Curl returned error code 7 - Couldn't connect to server", "7"),
        ("curl exit code 60 (line 869)", "60"),
        ("CURLE_COULDNT_RESOLVE_HOST (6)", "6"),
        ("[curl] 28: Operation timed out", "28"),
        ("curl: (7) Failed to connect after 404 ms\nhttp_code=000", "7"),
    ],
)
def test_an_exit_code_of_curl_without_a_response_is_000(text: str, exit_code: str) -> None:
    (code,) = summarise(text).codes
    assert (code.code, code.vendor, code.sender, code.count) == (0, "curl", "curl", 1)
    assert code.flag == Flag("curl", exit_code)


@pytest.mark.parametrize(
    "text",
    [
        "curl: (23) Failed writing body",
        "curl error, run with -m 28 again",
        "curl 7.28.1",
        "the script exited with code 28",
        "curl took 28 seconds",
    ],
)
def test_another_number_beside_curl_is_no_exit_code(text: str) -> None:
    assert summarise(text).codes == ()


def test_an_exit_code_of_curl_with_a_status_adds_nothing() -> None:
    (code,) = summarise("curl: (22) The requested URL returned error: 404").codes
    assert code.code == 404
    (code,) = summarise("curl: (56) CONNECT tunnel failed, response 407").codes
    assert code.code == 407


def test_of_several_texts_the_commonest_flag_is_kept() -> None:
    def flagged(file: str, code: str | None, times: int) -> NamedSummary:
        flag = Flag("HAProxy", code) if code else None
        one = CodeCount(
            503, None, "HAProxy", flag, 9, 1, 9, None, None, (), flagged=times if code else 0
        )
        return NamedSummary(file, Summary(9, (one,)))

    texts = [
        flagged("a", None, 0), flagged("b", "SC--", 2), flagged("c", "sQ--", 3),
        flagged("d", "sQ--", 1),
    ]  # fmt: skip
    assert [merged(texts[:end]).codes[0].flag for end in (2, 3, 4)] == [
        Flag("HAProxy", "SC--"), Flag("HAProxy", "sQ--"), Flag("HAProxy", "sQ--"),
    ]  # fmt: skip
    assert merged(texts).codes[0].flagged == 4


def test_numbers_that_may_be_codes_are_named_only_if_no_text_has_a_code() -> None:
    vague, other, clear = (summarise(text) for text in ("결제 500", "그 404", "HTTP 502"))
    assert (vague.possible, clear.possible) == ((500,), ())
    several = [NamedSummary(None, each) for each in (vague, other, vague)]
    assert merged(several).possible == (500, 404)
    assert merged([*several, NamedSummary(None, clear)]).possible == ()
