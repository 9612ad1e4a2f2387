"""Tables without a header, maps and tools' output: which of their numbers are statuses."""

import pytest

from bot.services.extract import find_codes
from tests.linear_time import least_ratio_within


def codes(text: str) -> list[int]:
    return [each.code for each in find_codes(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Edge status codes\n200   8.1M\n404   52.3k\n523   201", [200, 404, 523]),
        ("requests per answer\n201  40,503\n409   1,204\n422     404", [201, 409, 422]),
        ("│ Code │ Count │\n├──────┼───────┤\n│ 204  │ 5030  │\n├──────┼───────┤\n│ 302  │ 404   │",
         [204, 302]),
        ("api errors\n| 500 | 302 | 1,204 |\n| 502 | 41 | 404 |\n| 504 | 9 | 200 |",
         [500, 502, 504]),
        ("by status\n404  12k   scanners\n429  503   one partner\n500  200   the export",
         [404, 429, 500]),
        ("응답 코드별 건수\n200: 30,211\n302: 1,503\n404: 201", [200, 302, 404]),
        ("Top values of status\n200  88.1%\n304   9.0%\n503   2.4%", [200, 304, 503]),
        ("seats per room\n302  1,204\n404  503\n503  200", []),
        ("rooms of the api team\n401  8,000\n402  5,000\n403  2,000", []),
        ("desk  people\n101  12\n302  8\n404  3\n503  1", []),
        ("pid of the server, memory\n302  1.2M\n404  3.4M\n503  8.1M", []),
    ],
)  # fmt: skip
def test_a_code_and_its_count_are_told_apart_without_a_header(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("eu  eu.shop.example.com  200  v12\nus  us.shop.example.com  503  v11\n"
         "kr  kr.shop.example.com  200  v12", [200, 503, 200]),
        ("198.51.100.7 /cart 502\n198.51.100.8 /orders/404 504\n198.51.100.9 /pay 500",
         [502, 504, 500]),
        ("/              200\n/admin         401\n/items/404     410", [200, 401, 410]),
        ('"Nov 3, 2026 @ 10",200,"/a","1,503"\n"Nov 3, 2026 @ 10",502,"/b","404"', [200, 502]),
        ("| TC-301 | /login | 401 | 500 | NG |\n| TC-302 | /join | 409 | 409 | OK |",
         [401, 500, 409, 409]),
        ("role | read | write\nadmin | 200 | 201\nguest | 200 | 403\nnobody | 401 | 401",
         [200, 201, 200, 403, 401, 401]),
        ("| 항목 | 기존 | 변경 |\n|---|---|---|\n| 없는 글 | 200 (빈 값) | 404 |\n"
         "| 중복 | 500 | 409 |\n| 만료 | 403 | 401 |", [200, 404, 500, 409, 403, 401]),
        ("/var/log 404\n/var/cache 503\n/var/lib 200", []),
        ("| shop | seats |  |\n| north | 302 | 200 |\n| south | 404 | 101 |\n| east | 503 | 100 |",
         []),
        ("kim 404 seoul\nlee 503 busan\npark 200 jeju", []),
        ("12.5 404 0.1\n13.5 503 0.2\n14.5 200 0.3", []),
    ],
)  # fmt: skip
def test_a_column_of_codes_is_a_status_if_something_was_asked(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"host":"a","by_status":{"200":404,"429":302,"503":500},"rows":404}', [200, 429, 503]),
        ("status_code_distribution: {200: 19500, 404: 503}", [200, 404]),
        ('{"rooms":{"404":12,"503":30}}', []),
        ("{'downloader/response_status_count/404': 503,", [404]),
        ("'retry/reason_count/520 Unknown Status': 404,", [520]),
        ("http.codes.503: 1,204", [503]),
        ("[11:00:03] 301 -  404B - /js  ->  http://a.example/js/", [301]),
        ("2026-11-02T10:00:00.123Z   503        404 https://a.example/x L", [503]),
        ("[STATUS] (503) == 200", [503, 200]),
        ("the backend is DOWN, L7STS/503 in 404ms", [503]),
        ('probe_http_status_code{instance="https://a.example",job="web"} 404', [404]),
        ("... Mozilla/5.0+(X11;+Linux) - 503 0 64 404", [503]),
        ('"503/Service Unavailable",404,12.5%', [503]),
        ("the target group's matcher: 200-404", [200, 404]),
        ("accepted status codes are 200-399", [200, 399]),
        ("expected codes 200-299 rooms", []),
        ("the promo codes 200-299 are used up", []),
        ("/shop id=:id  /items/:id  301!", [301]),
    ],
)
def test_the_keys_and_marks_of_tools_name_a_status(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example\nok 404 - adds an api route\nnot ok 503 - removes it\n# pass 403",
        "status 502 - 404\nstatus 503 - 302",
        "> requests   (OK=404   KO=503   ), the api halts at 503",
        "404 × TimeoutError in the api",
        "/api: 404 page views",
    ],
)
def test_a_printed_count_is_no_code(text: str) -> None:
    assert 404 not in codes(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "row",
    [
        "404  1,204   \n", "404" + " " * 200 + "\n", "| 404 | 200 | 404 |\n", "/a 404\n",
        '"a","404","/b"\n', "a.example.com 404 b\n", '"status":{"404":1,', "L7STS/404 ",
        "matcher 200-404 ", "404 1k, ", "3 × 404, ", "404 , , , ", "│ 404 │\n├──┤\n",
    ],
)  # fmt: skip
def test_a_text_of_twice_the_length_takes_twice_as_long(row: str) -> None:
    """With room for noise: eight times the length may take sixteen times as long, but not 64."""
    text = "api\n" + row * 160_000
    assert least_ratio_within(
        16, lambda: find_codes(text[:20_000]), lambda: find_codes(text[:160_000])
    )
