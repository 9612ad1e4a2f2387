"""Ranks, pages and neighbours, against a plain list of everyone."""

import asyncio
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.config import IN_MEMORY
from bot.model.leaderboard import Leaderboard, Span
from bot.services.quiz.hidden import HiddenPeople
from bot.services.quiz.leaderboard import PEOPLE_PER_PAGE, Leaderboards, span_of
from bot.services.quiz.streak import Streaks
from bot.store.database import Database, open_database

GUILD = 1
THIS, LAST = Span("week", date(2026, 11, 23)), Span("week", date(2026, 11, 16))
# Few different points, so that many share a rank.
points = st.dictionaries(st.integers(1, 60), st.integers(0, 6).map(lambda n: n * 10), max_size=45)


async def keep(database: Database, guild_id: int, span: Span, points: dict[int, int]) -> None:
    async with database.transaction() as connection:
        for user_id, number in points.items():
            await connection.execute(
                "INSERT INTO score VALUES (?, ?, 'all', ?, ?, 7, ?)",
                (guild_id, span.first.isoformat(), user_id, number, number // 10),
            )


def ranks(points: dict[int, int], hidden: set[int]) -> dict[int, int]:
    """By counting who has more."""
    shown = {user_id: number for user_id, number in points.items() if user_id not in hidden}
    return {each: 1 + sum(other > shown[each] for other in shown.values()) for each in shown}


@given(
    points, points, st.sets(st.integers(1, 60), max_size=20), st.integers(-1, 7), st.integers(1, 60)
)
def test_a_page_is_a_part_of_the_list(
    now: dict[int, int], then: dict[int, int], hidden: set[int], page: int, user_id: int
) -> None:
    async def ask() -> Leaderboard:
        database = await open_database(IN_MEMORY)
        try:
            await keep(database, GUILD, THIS, now)
            await keep(database, GUILD, LAST, then)
            await keep(database, GUILD + 1, THIS, dict.fromkeys(range(40), 30))
            for each in hidden:
                await HiddenPeople(database).set_hidden(GUILD, each, is_hidden=True)
            boards = Leaderboards(database, Streaks(database))
            own = await boards.standing(GUILD, THIS, user_id)
            assert (own.rank if own else None) == current.get(user_id)
            best = await boards.podium(GUILD, THIS, 3)
            assert [each.user_id for each in best] == order[:3]
            return await boards.page(GUILD, THIS, "all", page, user_id)
        finally:
            await database.close()

    current, before = ranks(now, hidden), ranks(then, hidden)
    order = sorted(current, key=lambda each: (now[each], each), reverse=True)
    pages = max(1, -(-len(order) // PEOPLE_PER_PAGE))
    found = asyncio.run(ask())
    assert (found.people, found.pages) == (len(order), pages)
    assert found.page == min(max(page, 1), pages)
    shown = order[(found.page - 1) * PEOPLE_PER_PAGE : found.page * PEOPLE_PER_PAGE]
    assert [each.user_id for each in found.standings] == shown
    around: list[int] = []
    if user_id in order and user_id not in shown:
        place = order.index(user_id)
        around = order[max(place - 1, 0) : place + 2]
    assert [each.user_id for each in found.around] == around
    for each in (*found.standings, *found.around):
        assert (each.rank, each.points) == (current[each.user_id], now[each.user_id])
        climbed = before[each.user_id] - each.rank if each.user_id in before else None
        assert each.change == climbed


@given(st.dates(date(1, 1, 8)))
def test_a_span_has_its_day(day: date) -> None:
    year, week, _ = day.isocalendar()
    assert span_of("week", day).first == date.fromisocalendar(year, week, 1)
    assert span_of("month", day).first == date(day.year, day.month, 1)
    assert span_of("all", day) == span_of("all", date.max)
