"""Counts of codes: which column holds the codes, and which the counts."""

import pytest

from tests.services.extract.test_judged_kinds import codes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Non-successful responses: 502 x 12, 504 x 3", [502, 504]),
        ("status codes: {200: 1404, 500: 12, 503: 4}", [200, 500, 503]),
        ("rows per shard of the api: 101: 204, 302: 404", []),
        ("image 200 x 300, 404 x 200 px from the api", []),
        ("server parts: sizes 200 x 300, 404 x 503", []),
    ],
)
def test_a_line_says_how_often_each_code_came(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("   1404 200\n    503 404\n     12 502", [200, 404, 502]),
        ("GROUP BY status;\n 200 | 40412\n 404 | 503\n 502 | 12", [200, 404, 502]),
        ("서버 점검 목록\n1 200\n2 302\n3 404", []),
        ("api port map\n101 | 204\n302 | 404\n503 | 600", []),
        ("room seats\n404 12\n503 30\n302 8", []),
        ("api response times\n100 1404\n200 503\n400 12", []),
    ],
)
def test_a_column_of_codes_stands_beside_one_of_counts(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("api errors of the day: 302 retries, 18 × 500, 3 × 503", [500, 503]),
        ("boxes of the api team: 18 × 300, 3 × 500", []),
        ("origin status code: 200 88.1k, 301 404, 503 12", [200, 301, 503]),
        ("api parts: 404 12, 302 8, 503 1", []),
    ],
)
def test_counts_stand_before_or_behind_their_codes(text: str, found: list[int]) -> None:
    assert codes(text) == found
