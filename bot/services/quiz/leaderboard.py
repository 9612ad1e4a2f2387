"""The points of a server's people over a week, a month or all time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

from bot.model.leaderboard import LONG_STREAK, Leaderboard, Period, Span, Standing
from bot.model.quiz import Topic
from bot.services.quiz.streak import Streaks
from bot.store import hidden
from bot.store import leaderboard as store
from bot.store.database import Database
from bot.store.leaderboard import Board

PEOPLE_PER_PAGE = 10


def span_of(period: Period, day: date) -> Span:
    """Return the week (from Monday), the month or all time that `day` is in."""
    match period:
        case "week":
            return Span(period, day - timedelta(days=day.weekday()))
        case "month":
            return Span(period, day.replace(day=1))
        case "all":
            return Span(period, date.min)


def span_before(span: Span) -> Span | None:
    """Return the previous span; None if the span begins at `date.min`, as all time does."""
    if span.first == date.min:
        return None
    return span_of(span.period, span.first - timedelta(days=1))


class Leaderboards:
    """The people of each server in the order of their points. Hidden people are on no board."""

    def __init__(self, database: Database, streaks: Streaks) -> None:
        self._database = database
        self._streaks = streaks

    async def page(
        self, guild_id: int, span: Span, topic: Topic, page: int, user_id: int | None
    ) -> Leaderboard:
        """Return the page nearest to `page` (counted from 1). If `user_id` is not on it, add that
        person and their neighbours."""
        board = guild_id, _period(span), topic
        people = await store.people(self._database.reader, board)
        pages = max(1, -(-people // PEOPLE_PER_PAGE))
        page = min(max(page, 1), pages)
        standings = await self._page(board, (page - 1) * PEOPLE_PER_PAGE, people)
        around: list[Standing] = []
        if user_id is not None and all(each.user_id != user_id for each in standings):
            around = await self._around(board, user_id)
        ranked = await self._ranked(board, [*standings, *around])
        before = span_before(span)
        if before is not None:
            ranked = await self._changed((guild_id, _period(before), topic), ranked)
        ranked = await self._with_streaks(guild_id, ranked)
        return Leaderboard(
            span,
            topic,
            page,
            pages,
            people,
            tuple(ranked[: len(standings)]),
            tuple(ranked[len(standings) :]),
            has_before=before is not None and await self._has_people(guild_id, before, topic),
            is_asker_hidden=user_id is not None
            and await hidden.contains(self._database.reader, guild_id, user_id),
        )

    async def podium(self, guild_id: int, span: Span, places: int) -> list[Standing]:
        """Return the first `places` people of a span, with their ranks."""
        board: Board = guild_id, _period(span), "all"
        return await self._ranked(board, await store.page(self._database.reader, board, 0, places))

    async def standing(self, guild_id: int, span: Span, user_id: int) -> Standing | None:
        """Return one person's row, or None if they have no total or are hidden."""
        board: Board = guild_id, _period(span), "all"
        own = (await store.of_people(self._database.reader, board, [user_id])).get(user_id)
        return None if own is None else (await self._ranked(board, [own]))[0]

    async def _page(self, board: Board, offset: int, people: int) -> list[Standing]:
        """Return the page that starts after `offset` people.

        Counts from the board's nearer end, because the database reads every row that it skips.
        """
        after = people - offset - PEOPLE_PER_PAGE
        if offset <= after:
            return await store.page(self._database.reader, board, offset, PEOPLE_PER_PAGE)
        size = PEOPLE_PER_PAGE + min(after, 0)
        return await store.page(self._database.reader, board, max(after, 0), size, from_end=True)

    async def _around(self, board: Board, user_id: int) -> list[Standing]:
        """Return a person and the person's neighbours, in the order of the board.

        Empty if the person has no total or is hidden.
        """
        own = (await store.of_people(self._database.reader, board, [user_id])).get(user_id)
        if own is None:
            return []
        neighbours = await store.neighbours(self._database.reader, board, own)
        return sorted([own, *neighbours], key=lambda each: (-each.points, -each.user_id))

    async def _ranked(self, board: Board, standings: Sequence[Standing]) -> list[Standing]:
        """Add the ranks: 1 plus the number of people with more points.

        People are counted in ranges of points: above the highest total in `standings`, then from
        each of these totals down to the next. So no person is counted twice.
        """
        points = sorted({each.points for each in standings}, reverse=True)
        ranges = list(zip(points, [store.HIGHEST, *points], strict=False))
        numbers = await store.between(self._database.reader, board, ranges)
        ranks = {each: 1 + more for each, more in zip(points, accumulate(numbers), strict=True)}
        return [replace(each, rank=ranks[each.points]) for each in standings]

    async def _changed(self, before: Board, standings: Sequence[Standing]) -> list[Standing]:
        """Add the number of ranks that each person has climbed since the board `before`."""
        user_ids = {each.user_id for each in standings}
        then = await store.of_people(self._database.reader, before, user_ids)
        ranked = await self._ranked(before, list(then.values()))
        ranks = {each.user_id: each.rank for each in ranked}
        return [
            replace(each, change=ranks[each.user_id] - each.rank) if each.user_id in ranks else each
            for each in standings
        ]

    async def _with_streaks(self, guild_id: int, standings: list[Standing]) -> list[Standing]:
        user_ids = {each.user_id for each in standings}
        days = await self._streaks.of(guild_id, user_ids, enough=LONG_STREAK)
        return [replace(each, streak=days[each.user_id]) for each in standings]

    async def _has_people(self, guild_id: int, span: Span, topic: Topic) -> bool:
        board = guild_id, _period(span), topic
        return await store.people(self._database.reader, board) > 0


def _period(span: Span) -> str:
    """Return the span's name in the table `score`: see store/score.py."""
    match span.period:
        case "week":
            return span.first.isoformat()
        case "month":
            return f"{span.first:%Y-%m}"
        case "all":
            return "all"
