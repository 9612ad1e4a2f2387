"""Totals in their order: points, then the person's id, so that every row has its place.

Each statement is one way to SQLite's thread and back, which takes longer than most of them.
"""

import json
from collections.abc import Collection, Sequence

from bot.model.leaderboard import Standing
from bot.model.quiz import Topic
from bot.store.database import Connection

# Whose totals: (guild, period, topic). The people who are hidden are in none of them.
Which = tuple[int, str, Topic]
_WHICH = "guild_id = ? AND period = ? AND topic = ?"
_SHOWN = (
    "NOT EXISTS (SELECT 1 FROM hidden WHERE (guild_id, user_id) = (score.guild_id, score.user_id))"
)
_STANDING = "SELECT 0, user_id, points, answered, right FROM score"
_ASCENDING, _DESCENDING = "points ASC, user_id ASC", "points DESC, user_id DESC"
# Nobody has fewer points or as many as the one, or more than the other.
LEAST, MOST = -1, 2**62


async def people(connection: Connection, which: Which) -> int:
    (number,) = await between(connection, which, [(LEAST, MOST)])
    return number


async def between(
    connection: Connection, which: Which, ranges: Sequence[tuple[int, int]]
) -> list[int]:
    """How many have more points than `low` and at most `high`, for each (low, high). The hidden are
    counted apart and taken off: they are few, and the others many."""
    within = "points > value ->> 0 AND points <= value ->> 1"
    rows = await connection.execute_fetchall(
        "WITH unseen AS MATERIALIZED (SELECT points FROM hidden"
        f" CROSS JOIN score USING (guild_id, user_id) WHERE {_WHICH})"
        f" SELECT (SELECT coalesce(sum(people), 0) FROM score_count WHERE {_WHICH} AND {within})"
        f" - (SELECT count(*) FROM unseen WHERE {within}) FROM json_each(?) ORDER BY key",
        (*which, *which, json.dumps(ranges)),
    )
    return [number for (number,) in rows]


async def page(
    connection: Connection, which: Which, offset: int, limit: int, *, last_first: bool = False
) -> list[Standing]:
    """Without ranks: those follow from the points. Cheaper the smaller the offset, so what is near
    the end is better counted from there."""
    order = _ASCENDING if last_first else _DESCENDING
    # The index knows the order, and only what is shown is looked up: in that order of loops.
    rows = await connection.execute_fetchall(
        f"SELECT 0, user_id, points, answered, right FROM (SELECT user_id FROM score WHERE {_WHICH}"
        " AND user_id NOT IN (SELECT user_id FROM hidden WHERE guild_id = ?)"
        f" ORDER BY {order} LIMIT ? OFFSET ?) CROSS JOIN score USING (user_id)"
        f" WHERE {_WHICH} ORDER BY {_DESCENDING}",
        (*which, which[0], limit, offset, *which),
    )
    return [Standing(*row) for row in rows]


async def of_people(
    connection: Connection, which: Which, user_ids: Collection[int]
) -> dict[int, Standing]:
    """Without ranks; those who have no total, or are hidden, are left out."""
    rows = await connection.execute_fetchall(
        f"{_STANDING} WHERE {_WHICH} AND {_SHOWN} AND user_id IN (SELECT value FROM json_each(?))",
        (*which, json.dumps(list(user_ids))),
    )
    return {row[1]: Standing(*row) for row in rows}


async def neighbours(connection: Connection, which: Which, one: Standing) -> list[Standing]:
    """Who comes right before and right after, without ranks."""
    beside = f"{_STANDING} WHERE {_WHICH} AND {_SHOWN} AND (points, user_id)"
    rows = await connection.execute_fetchall(
        f"SELECT * FROM ({beside} > (?, ?) ORDER BY {_ASCENDING} LIMIT 1) UNION ALL"
        f" SELECT * FROM ({beside} < (?, ?) ORDER BY {_DESCENDING} LIMIT 1)",
        (*which, one.points, one.user_id) * 2,
    )
    return [Standing(*row) for row in rows]
