"""Days in a row."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.services.streak import streak

TODAY = date(2026, 11, 24)  # a Tuesday


def days(*ago: int) -> set[date]:
    return {TODAY - timedelta(days=each) for each in ago}


def posted(*ago: int) -> list[date]:
    return sorted(days(*ago), reverse=True)


def test_each_day_in_a_row_counts() -> None:
    assert streak(days(0, 1, 2), posted(*range(10))) == 3
    assert streak(days(), posted(*range(10))) == 0


def test_today_may_still_come() -> None:
    assert streak(days(1, 2), posted(*range(10))) == 2


def test_one_missed_day_a_week_is_forgiven() -> None:
    assert streak(days(0, 1, 3, 4), posted(*range(5))) == 4
    assert streak(days(0, 1, 3, 5), posted(*range(6))) == 3  # the second within a week is not
    assert streak({*days(*range(21))} - days(3, 10, 17), posted(*range(21))) == 18


def test_a_day_without_a_post_breaks_nothing() -> None:
    weekdays = [TODAY - timedelta(days=n) for n in range(30)]
    weekdays = [day for day in weekdays if day.weekday() < 5]
    assert streak(set(weekdays), weekdays) == len(weekdays)


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)))
def test_one_answer_more_never_shortens_it(answered: set[int], asked: set[int]) -> None:
    before = streak(days(*(answered & asked)), posted(*asked))
    for each in asked - answered:
        assert streak(days(*(answered & asked), each), posted(*asked)) >= before
    assert before <= len(answered & asked)
