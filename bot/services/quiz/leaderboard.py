"""Who has how many points in a server, over a week, a month or all time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

from bot.model.leaderboard import LONG_STREAK, PAGE, Leaderboard, Period, Span, Standing
from bot.model.quiz import Topic
from bot.services.quiz.hidden import is_hidden
from bot.services.quiz.streak import streaks
from bot.store import leaderboard as store
from bot.store.database import Connection
from bot.store.leaderboard import Which


def span_of(period: Period, day: date) -> Span:
    """The week (from Monday), the month or all time that a day is in."""
    match period:
        case "week":
            return Span(period, day - timedelta(days=day.weekday()))
        case "month":
            return Span(period, day.replace(day=1))
        case "all":
            return Span(period, date.min)


def span_before(span: Span) -> Span | None:
    """None for all time, and where time begins."""
    if span.first == date.min:
        return None
    return span_of(span.period, span.first - timedelta(days=1))


async def leaderboard(
    connection: Connection, guild_id: int, span: Span, topic: Topic, page: int, user_id: int | None
) -> Leaderboard:
    """The page nearest to `page` (from 1), and the neighbourhood of `user_id`, if not on it."""
    which = guild_id, _key(span), topic
    people = await store.people(connection, which)
    pages = max(1, -(-people // PAGE))
    page = min(max(page, 1), pages)
    standings = await _page(connection, which, (page - 1) * PAGE, people)
    around: list[Standing] = []
    if user_id is not None and all(each.user_id != user_id for each in standings):
        around = await _around(connection, which, user_id)
    ranked = await _ranked(connection, which, [*standings, *around])
    before = span_before(span)
    if before is not None:
        ranked = await _changed(connection, (guild_id, _key(before), topic), ranked)
    people_shown = {each.user_id for each in ranked}
    days = await streaks(connection, guild_id, people_shown, enough=LONG_STREAK)
    ranked = [replace(each, streak=days[each.user_id]) for each in ranked]
    return Leaderboard(
        span, topic, page, pages, people, tuple(ranked[: len(standings)]),
        tuple(ranked[len(standings) :]),
        has_before=before is not None and await _has_people(connection, guild_id, before, topic),
        is_asker_hidden=user_id is not None and await is_hidden(connection, guild_id, user_id),
    )  # fmt: skip


async def podium(connection: Connection, guild_id: int, span: Span, places: int) -> list[Standing]:
    """The best of a span, with their ranks."""
    which: Which = guild_id, _key(span), "all"
    return await _ranked(connection, which, await store.page(connection, which, 0, places))


async def standing(
    connection: Connection, guild_id: int, span: Span, user_id: int
) -> Standing | None:
    """Somebody's own row; None where they have none, or are hidden."""
    which: Which = guild_id, _key(span), "all"
    own = (await store.of_people(connection, which, [user_id])).get(user_id)
    return None if own is None else (await _ranked(connection, which, [own]))[0]


async def _around(connection: Connection, which: Which, user_id: int) -> list[Standing]:
    """Somebody and who comes right before and after them; empty where they have no total."""
    own = (await store.of_people(connection, which, [user_id])).get(user_id)
    if own is None:
        return []
    others = await store.neighbours(connection, which, own)
    return sorted([own, *others], key=lambda each: (-each.points, -each.user_id))


async def _page(connection: Connection, which: Which, before: int, people: int) -> list[Standing]:
    """Those who come after so many, read from the nearer end."""
    after = people - before - PAGE
    if before <= after:
        return await store.page(connection, which, before, PAGE)
    size = PAGE + min(after, 0)
    return await store.page(connection, which, max(after, 0), size, last_first=True)


async def _ranked(
    connection: Connection, which: Which, standings: Sequence[Standing]
) -> list[Standing]:
    """With their ranks: 1 and how many have more points. The highest are counted from the top, each
    other from the one above, so that no total is counted twice."""
    points = sorted({each.points for each in standings}, reverse=True)
    ranges = list(zip(points, [store.MOST, *points], strict=False))
    numbers = await store.between(connection, which, ranges)
    ranks = {each: 1 + more for each, more in zip(points, accumulate(numbers), strict=True)}
    return [replace(each, rank=ranks[each.points]) for each in standings]


async def _changed(
    connection: Connection, before: Which, standings: Sequence[Standing]
) -> list[Standing]:
    """With the ranks that each has climbed since the span before."""
    then = await store.of_people(connection, before, {each.user_id for each in standings})
    ranked = await _ranked(connection, before, list(then.values()))
    ranks = {each.user_id: each.rank for each in ranked}
    return [
        replace(each, change=ranks[each.user_id] - each.rank) if each.user_id in ranks else each
        for each in standings
    ]


async def _has_people(connection: Connection, guild_id: int, span: Span, topic: Topic) -> bool:
    return await store.people(connection, (guild_id, _key(span), topic)) > 0


def _key(span: Span) -> str:
    """As totals are kept by period: see store/score.py."""
    match span.period:
        case "week":
            return span.first.isoformat()
        case "month":
            return f"{span.first:%Y-%m}"
        case "all":
            return "all"
