"""Bounds of a range of statuses, in sentences and in source code."""

import pytest

from bot.services.extract import find_codes


def codes(text: str) -> list[int]:
    return [each.code for each in find_codes(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("any code larger than 399 counts as failed", [399]),
        ("a status above 499 is ours, below 500 theirs", [499, 500]),
        ("if the response code is less than 300 we cache", [300]),
        ("an HTTP code higher than or equal to 400", [400]),
        ("the api failed if (code > 299)", [299]),
        ("retry on a status code higher or equal to 500", [500]),
        ("return 500 <= value <= 599", [500, 599]),
        ("only codes between 500 and 599 were handled", [500, 599]),
        ("응답 코드가 400 이상이면 재시도", [400]),
        ("상태 코드 500 이상은 알림", [500]),
    ],
)
def test_a_bound_of_statuses_is_read(text: str, found: list[int]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "100 <= x <= 300",
        "exit code greater than 100",
        "if (size > 500) throw new RangeError()",
        "the code is longer than 300 lines",
        "a status page with more than 500 visitors",
        "이용자가 400 이상이면 증설",
        "우편 코드가 100 이상이면",
        "status checks take more than 300 ms",
    ],
)
def test_a_bound_of_something_else_is_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("İİ alert when status code > 499 or < 200", [499, 200]),
        ("İ 500 <= status_code <= 599", [500, 599]),
        ("İİİ 상태 코드가 400 이상이면 재시도", [400]),
    ],
)
def test_a_letter_whose_lower_case_is_longer_moves_no_bound(text: str, found: list[int]) -> None:
    assert codes(text) == found
