"""Days in a row."""

import asyncio
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import IN_MEMORY
from bot.services.quiz.streak import Streaks, streak
from bot.store.database import open_database

TODAY = date(2026, 11, 24)  # a Tuesday


def days(*ago: int) -> set[date]:
    return {TODAY - timedelta(days=each) for each in ago}


def posted(*ago: int) -> list[date]:
    return sorted(days(*ago), reverse=True)


def in_a_row(answered: set[date], posted: list[date]) -> int:
    return streak({*posted} - answered, posted)[0]


def test_each_day_in_a_row_counts() -> None:
    assert in_a_row(days(0, 1, 2), posted(*range(10))) == 3
    assert in_a_row(days(), posted(*range(10))) == 0


def test_today_may_still_come() -> None:
    assert in_a_row(days(1, 2), posted(*range(10))) == 2


def test_one_missed_day_a_week_is_forgiven() -> None:
    assert in_a_row(days(0, 1, 3, 4), posted(*range(5))) == 4
    assert in_a_row(days(0, 1, 3, 5), posted(*range(6))) == 3  # the second within a week is not
    assert in_a_row({*days(*range(21))} - days(3, 10, 17), posted(*range(21))) == 18
    assert in_a_row({*days(*range(21))} - days(3, 9), posted(*range(21))) == 8  # six days are less


def test_a_day_without_a_post_breaks_nothing() -> None:
    weekdays = [TODAY - timedelta(days=n) for n in range(30)]
    weekdays = [day for day in weekdays if day.weekday() < 5]
    assert in_a_row(set(weekdays), weekdays) == len(weekdays)


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)))
def test_one_answer_more_never_shortens_it(answered: set[int], asked: set[int]) -> None:
    before = in_a_row(days(*(answered & asked)), posted(*asked))
    for each in asked - answered:
        assert in_a_row(days(*(answered & asked), each), posted(*asked)) >= before
    assert before <= len(answered & asked)


ENOUGH = 20
asked = st.sets(st.integers(0, 130), min_size=30)


@pytest.mark.slow
@given(asked, st.lists(st.sets(st.integers(0, 130), max_size=12), min_size=3, max_size=3))
def test_the_ledger_tells_each_persons(asked: set[int], missed: list[set[int]]) -> None:
    """However far back it is read."""

    async def ask() -> tuple[dict[int, int], dict[int, int]]:
        database = await open_database(IN_MEMORY)
        try:
            async with database.transaction() as connection:
                await connection.executemany(
                    "INSERT INTO question (id, guild_id, document, asked_at)"
                    " VALUES (?, 1, '{}', 0)",
                    [(ago + 1,) for ago in asked],
                )
                await connection.executemany(
                    "INSERT INTO daily_post (guild_id, local_date, state, timezone, due_at,"
                    " channel_id, question_id) VALUES (1, ?, 'sent', 'UTC', 0, 1, ?)",
                    [((TODAY - timedelta(days=ago)).isoformat(), ago + 1) for ago in asked],
                )
                await connection.executemany(
                    "INSERT INTO answer VALUES (?, ?, 1, '', 0, 0, 0, 0, 0)",
                    [(ago + 1, user) for user, days in enumerate(missed) for ago in asked - days],
                )
            everybody = range(len(missed))
            return (
                await Streaks(database).of(1, everybody),
                await Streaks(database).of(1, everybody, enough=ENOUGH),
            )
        finally:
            await database.close()

    found, shortened = asyncio.run(ask())
    for user_id, each in enumerate(missed):
        assert found[user_id] == in_a_row(days(*(asked - each)), posted(*asked))
        assert min(found[user_id], ENOUGH) == min(shortened[user_id], ENOUGH)
