"""Sums of texts: the same at any size, in any pieces, by columns and line by line."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.explanation import CodeCount, Flag, Summary
from bot.services.extract import find_codes
from bot.services.extract.summary.blocks import BLOCK_CHARACTERS, blocks
from bot.services.extract.summary.columns import MIN_LINES
from bot.services.extract.summary.summarise import mentions_in, summarise, summarise_pieces
from bot.services.extract.summary.tally import MAX_KEPT_PATHS, MAX_PATH_CHARACTERS, Count, Kind

MANY = MIN_LINES * 4


def combined(number: int, status: int, path: str = "/") -> str:
    clock = f"{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}"
    return (
        f"203.0.113.{number % 200} - - [24/Nov/2026:{clock} +0000]"
        f' "GET {path} HTTP/1.1" {status} 404 "-" "curl/8.5.0"'
    )


def codes(summary: Summary) -> dict[int, int]:
    return {each.code: each.count for each in summary.codes}


def one(summary: Summary, code: int) -> CodeCount:
    (found,) = [each for each in summary.codes if each.code == code]
    return found


def test_a_log_is_summed_up_worst_class_first_and_the_more_frequent_first() -> None:
    log = [200] * 90 + [404] * 30 + [401] * 40 + [502] * 5 + [503] * 6 + [301] * 70
    summary = summarise("\n".join(combined(n, status) for n, status in enumerate(log)))
    assert summary.lines == len(log)
    counted = [(each.code, each.count) for each in summary.codes]
    assert counted == [(503, 6), (502, 5), (401, 40), (404, 30), (301, 70), (200, 90)]


@pytest.mark.parametrize("size", [5, MANY])
def test_a_count_has_its_first_and_last_line_and_time(size: int) -> None:
    log = [combined(n, 502 if n in (1, 3) else 200) for n in range(size)]
    found = one(summarise("\n".join(log)), 502)
    assert (found.first_line, found.last_line) == (2, 4)
    assert found.first_at == "24/Nov/2026:00:00:01 +0000"
    assert found.last_at == "24/Nov/2026:00:00:03 +0000"


@pytest.mark.parametrize("times", [1, 100])
def test_a_success_keeps_its_flag(times: int) -> None:
    line = "1.2.3.4:5 [26/Nov/2026:10:11:12.404] fe be/s1 0/0/0/1/9 200 217 - - {} 1/1/0/0/0 0/0"
    lines = [line.format(flags) + ' "GET /x HTTP/1.1"' for flags in ("----", "--NI", "CD--")]
    (count,) = summarise("\n".join(lines * times)).codes
    assert (count.code, count.count, count.flag) == (200, 3 * times, Flag("HAProxy", "CD--"))


@pytest.mark.parametrize("times", [1, 100])
def test_an_error_has_its_three_commonest_paths_without_their_queries(times: int) -> None:
    paths = ["/a?page=1", "/a?page=2", "/b", "/b?x=/c", "/a?", "/c", "/c", "/c", "/c", "/d"]
    log = [combined(n, 500, path) for n, path in enumerate(paths * times)]
    log += [combined(0, 200, "/fine")] * len(log)
    summary = summarise("\n".join(log))
    assert one(summary, 500).paths == (("/c", 4 * times), ("/a", 3 * times), ("/b", 2 * times))
    assert one(summary, 200).paths == ()


def test_prose_between_the_lines_of_a_log_is_read_too() -> None:
    log = [combined(n, 200) for n in range(MANY)]
    log[7] = "upstream sent HTTP/1.1 503 Service Unavailable"
    log[70:72] = ["Traceback (most recent call last):", '  File "app.py", line 404']
    summary = summarise("\n".join(log))
    assert codes(summary) == {503: 1, 200: MANY - 3}
    assert (one(summary, 503).first_line, summary.lines) == (8, MANY)


def test_a_line_of_a_more_exact_format_keeps_its_own_columns() -> None:
    """The line of ingress-nginx has the combined format's columns, and the upstreams' statuses."""
    log = [combined(n, 200) for n in range(MANY)]
    log[9] = (
        '203.0.113.9 - - [24/Nov/2026:02:11:09 +0000] "GET /pay HTTP/1.1" 200 51 "-" "curl/8.5.0"'
        " 92 0.204 [shop-api-80] [] 10.0.0.3:8080, 10.0.0.4:8080 0, 51 0.002, 0.202 504, 200"
        " 5f0c2a9e8d7b4c3a9e8d7b4c3a5f0c2a"
    )
    assert codes(summarise("\n".join(log))) == {504: 1, 200: MANY}


def test_a_response_that_a_line_repeats_counts_once() -> None:
    line = (
        "http 2026-11-24T02:11:09.123456Z app/shop/50dc6c495c0c9188 203.0.113.7:2817 10.0.0.1:80"
        ' 0.000 0.001 0.000 502 502 34 366 "GET http://shop.example.com:80/pay HTTP/1.1"'
        ' "curl/8.5.0" - -'
    )
    assert [codes(summarise("\n".join([line] * n))) for n in (3, MANY)] == [{502: 3}, {502: MANY}]


def test_a_number_of_several_vendors_is_read_with_the_words_of_its_own_line() -> None:
    log = [combined(n, 499) for n in range(MANY)]
    log[99] = log[99].replace("curl/8.5.0", "ArcGIS Pro")
    counted = {each.vendor: each.count for each in summarise("\n".join(log)).codes}
    assert counted == {"nginx": MANY - 1, "Esri": 1}


@pytest.mark.parametrize("times", [1, MANY])
def test_a_proxys_flag_says_who_answered(times: int) -> None:
    def line(status: int, server: str, flags: str) -> str:
        return (
            f"203.0.113.7:33317 [24/Nov/2026:02:11:09.655] web~ app/{server} 0/0/0/69/109"
            f' {status} 2750 - - {flags} 1/1/1/1/0 0/0 "GET /pay HTTP/1.1"'
        )

    log = [line(200, "srv1", "----"), line(504, "srv1", "sH--"), line(504, "srv1", "----")]
    found = {
        (each.code, each.sender, each.flag): each.count
        for each in summarise("\n".join(log * times)).codes
    }
    assert found == {
        (200, None, None): times,
        (504, "HAProxy", Flag("HAProxy", "sH--")): times,
        (504, None, None): times,
    }


# Longer than a block, with a line that is longer than two blocks
LONG = "\n".join(
    [combined(n, (200, 404, 502)[n % 3], f"/{n % 7}") for n in range(700)]
    + [("get 504 " + "a bc " * 2_000) * (BLOCK_CHARACTERS // 4_000)]
    + [f"job {n}: got HTTP 500 from /pay" for n in range(3_000)]
    + [""] * 10
)


@given(st.lists(st.integers(0, len(LONG)), max_size=5))
def test_the_pieces_of_a_text_dont_change_its_blocks(cuts: list[int]) -> None:
    pieces = [LONG[start:stop] for start, stop in pairwise([0, *sorted(cuts), len(LONG)])]
    assert list(blocks(pieces)) == list(blocks([LONG]))


@pytest.mark.slow
def test_a_text_in_pieces_has_the_summary_of_the_whole() -> None:
    pieces = (LONG[start : start + 10_007] for start in range(0, len(LONG), 10_007))
    assert summarise_pieces(pieces) == summarise(LONG)


def test_blocks_lose_nothing_and_cut_no_number() -> None:
    cut = list(blocks([LONG]))
    assert len(cut) > 4
    assert cut[0].offset == 0
    ends = [*(each.offset for each in cut[1:]), len(LONG)]
    for each, end in zip(cut, ends, strict=True):
        assert LONG[each.offset : end].removesuffix("\n") == each.text
        assert LONG.count("\n", 0, each.offset) == each.first_line - 1
        assert not LONG[each.offset - 1 : each.offset + 1].isdigit()


@pytest.mark.slow
def test_every_place_in_a_long_text_is_where_its_number_is() -> None:
    places = list(mentions_in([LONG]))
    assert {each.code for each in places} == {200, 404, 500, 502, 504}
    assert all(LONG[each.start : each.end] == str(each.code) for each in places)
    assert [each.line for each in places] == [
        LONG.count("\n", 0, each.start) + 1 for each in places
    ]


def test_a_text_of_one_block_has_the_places_that_a_message_has() -> None:
    text = "\n".join([combined(1, 502), "그 뒤로 502랑 504가 떠요", "user 404 logged in"])
    assert list(mentions_in([text])) == find_codes(text)


def test_columns_and_lines_count_the_same() -> None:
    """A block of few lines is read line by line, a block of many by its columns."""
    log = [
        combined(n, (200, 304, 404, 499, 502)[n * n % 5], f"/{n % 9}?q={n}") for n in range(MANY)
    ]
    by_lines: dict[int, int] = {}
    for line in log:
        for code, count in codes(summarise(line)).items():
            by_lines[code] = by_lines.get(code, 0) + count
    assert codes(summarise("\n".join(log))) == by_lines


def test_paths_that_differ_by_an_id_are_one() -> None:
    count = Count()
    uuid, digest = "123e4567-e89b-42d3-a456-426614174000", "9f86d081884c7d659a2feaa0c55ad015"
    count.add_paths([f"/v1/orders/{each}/items?page=1" for each in (2, 9, 9, uuid, digest.upper())])
    count.add_paths(["/v2/pay/17"] * 3)
    count.add_paths(["/added/facade/deadbeefdeadbeef", "/v1/orders/new/items"])
    found = count.total(Kind(500, None, None)).paths
    assert found == (
        ("/v1/orders/{id}/items", 5),
        ("/v2/pay/17", 3),
        ("/added/facade/deadbeefdeadbeef", 1),
    )


def test_paths_without_end_are_forgotten_but_not_the_common_ones() -> None:
    count = Count()
    for number in range(0, MAX_KEPT_PATHS * 3, 100):
        count.add_paths(f"/p{each}" for each in range(number, number + 100))
        count.add_paths(["/pay" + "y" * 1_000] * 3)
    assert len(count.paths) <= MAX_KEPT_PATHS
    (path, times), *_ = count.paths.most_common(1)
    assert (len(path), times) == (MAX_PATH_CHARACTERS, MAX_KEPT_PATHS * 3 // 100 * 3)


@pytest.mark.parametrize("times", [1, MANY])
@pytest.mark.parametrize("status", [200, 503])
def test_a_count_has_its_commonest_flag(status: int, times: int) -> None:
    line = (
        "1.2.3.4:5 [26/Nov/2026:10:11:12.404] fe be/<NOSRV> 0/0/0/1/9 {} 217 - - {} 1/1/0/0/0 0/0"
        ' "GET /x HTTP/1.1"'
    )
    flags = ["SC--", "sQ--", "sQ--"] if status == 503 else ["CD--", "SD--", "SD--"]
    (count,) = summarise("\n".join(line.format(status, each) for each in flags * times)).codes
    assert (count.count, count.flag) == (3 * times, Flag("HAProxy", flags[-1]))
    assert count.flagged == 2 * times
