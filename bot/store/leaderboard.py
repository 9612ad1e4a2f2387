"""Totals in their order: points, then the person's id, so that every row has its place."""

import json
from collections.abc import Collection

from bot.model.leaderboard import Standing
from bot.model.quiz import Topic
from bot.store.database import Connection

# Whose totals: (guild, period, topic). The people who are hidden are in none of them.
Which = tuple[int, str, Topic]
_WHICH = "guild_id = ? AND period = ? AND topic = ?"
_SHOWN = (
    "NOT EXISTS (SELECT 1 FROM hidden WHERE (guild_id, user_id) = (score.guild_id, score.user_id))"
)


async def people(connection: Connection, which: Which) -> int:
    return await _count(connection, which, "TRUE")


async def above(connection: Connection, which: Which, points: int) -> int:
    """How many have more points."""
    return await _count(connection, which, "points > ?", points)


async def between(connection: Connection, which: Which, low: int, high: int) -> int:
    """How many have more points than `low`, and at most `high`."""
    return await _count(connection, which, "points > ? AND points <= ?", low, high)


async def page(connection: Connection, which: Which, offset: int, limit: int) -> list[Standing]:
    """Without ranks: those follow from the points."""
    async with connection.execute(
        f"SELECT 0, user_id, points, answered, right FROM score WHERE {_WHICH} AND {_SHOWN}"
        " ORDER BY points DESC, user_id DESC LIMIT ? OFFSET ?",
        (*which, limit, offset),
    ) as cursor:
        return [Standing(*row) async for row in cursor]


async def of_people(
    connection: Connection, which: Which, user_ids: Collection[int]
) -> dict[int, Standing]:
    """Without ranks; those who have no total, or are hidden, are left out."""
    async with connection.execute(
        f"SELECT 0, user_id, points, answered, right FROM score WHERE {_WHICH} AND {_SHOWN}"
        " AND user_id IN (SELECT value FROM json_each(?))",
        (*which, json.dumps(list(user_ids))),
    ) as cursor:
        return {row[1]: Standing(*row) async for row in cursor}


async def neighbours(connection: Connection, which: Which, one: Standing) -> list[Standing]:
    """Who comes right before and right after, without ranks."""
    found: list[Standing] = []
    for sign, order in ((">", "ASC"), ("<", "DESC")):
        async with connection.execute(
            f"SELECT 0, user_id, points, answered, right FROM score WHERE {_WHICH} AND {_SHOWN}"
            f" AND (points, user_id) {sign} (?, ?)"
            f" ORDER BY points {order}, user_id {order} LIMIT 1",
            (*which, one.points, one.user_id),
        ) as cursor:
            found += [Standing(*row) async for row in cursor]
    return found


async def _count(connection: Connection, which: Which, condition: str, *values: int) -> int:
    """The hidden are counted apart and taken off: they are few, and the others many."""
    async with connection.execute(
        f"SELECT (SELECT count(*) FROM score WHERE {_WHICH} AND {condition})"
        " - (SELECT count(*) FROM hidden JOIN score USING (guild_id, user_id)"
        f" WHERE {_WHICH} AND {condition})",
        (*which, *values) * 2,
    ) as cursor:
        row = await cursor.fetchone()
    assert row is not None, "count() gives a row"
    return int(row[0])
