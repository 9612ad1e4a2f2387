"""Reads a leaderboard's rows. They are sorted by points, then by id, so that no two share a place.

A statement takes less time in SQLite than on its way to SQLite's thread and back, so each function
runs only one statement.
"""

import json
from collections.abc import Collection, Sequence

from bot.model.leaderboard import Standing
from bot.model.quiz import Topic
from bot.store.database import Connection

# A board: (guild, period, topic). The people in `hidden` are on no board.
Board = tuple[int, str, Topic]
_ON_BOARD = "guild_id = ? AND period = ? AND topic = ?"
_NOT_HIDDEN = (
    "NOT EXISTS (SELECT 1 FROM hidden WHERE (guild_id, user_id) = (score.guild_id, score.user_id))"
)
_STANDING = "SELECT 0, user_id, points, answered, right FROM score"
_ASCENDING, _DESCENDING = "points ASC, user_id ASC", "points DESC, user_id DESC"
# Bounds outside every possible total.
LOWEST, HIGHEST = -1, 2**62


async def people(connection: Connection, board: Board) -> int:
    (number,) = await between(connection, board, [(LOWEST, HIGHEST)])
    return number


async def between(
    connection: Connection, board: Board, ranges: Sequence[tuple[int, int]]
) -> list[int]:
    """Return, for each (low, high), the number of people with more points than `low` and at most
    `high`. Counts the few hidden people separately, and subtracts them."""
    within = "points > value ->> 0 AND points <= value ->> 1"
    rows = await connection.execute_fetchall(
        "WITH unseen AS MATERIALIZED (SELECT points FROM hidden"
        f" CROSS JOIN score USING (guild_id, user_id) WHERE {_ON_BOARD})"
        f" SELECT (SELECT coalesce(sum(people), 0) FROM score_count WHERE {_ON_BOARD} AND {within})"
        f" - (SELECT count(*) FROM unseen WHERE {within}) FROM json_each(?) ORDER BY key",
        (*board, *board, json.dumps(ranges)),
    )
    return [number for (number,) in rows]


async def page(
    connection: Connection, board: Board, offset: int, limit: int, *, from_end: bool = False
) -> list[Standing]:
    """Return a page of people without ranks: the caller derives the ranks from the points.

    With `from_end`, `offset` counts from the board's end; the rows still come best first.
    SQLite also reads the people before the page, so a large offset is slow.
    """
    order = _ASCENDING if from_end else _DESCENDING
    # The CROSS JOIN fixes the order of the loops: the index gives the people of the page, and only
    # their rows are looked up.
    rows = await connection.execute_fetchall(
        "SELECT 0, user_id, points, answered, right"
        f" FROM (SELECT user_id FROM score WHERE {_ON_BOARD}"
        " AND user_id NOT IN (SELECT user_id FROM hidden WHERE guild_id = ?)"
        f" ORDER BY {order} LIMIT ? OFFSET ?) CROSS JOIN score USING (user_id)"
        f" WHERE {_ON_BOARD} ORDER BY {_DESCENDING}",
        (*board, board[0], limit, offset, *board),
    )
    return [Standing(*row) for row in rows]


async def of_people(
    connection: Connection, board: Board, user_ids: Collection[int]
) -> dict[int, Standing]:
    """Return people's rows, without ranks. Leaves out people who have no total or are hidden."""
    rows = await connection.execute_fetchall(
        f"{_STANDING} WHERE {_ON_BOARD} AND {_NOT_HIDDEN}"
        " AND user_id IN (SELECT value FROM json_each(?))",
        (*board, json.dumps(list(user_ids))),
    )
    return {row[1]: Standing(*row) for row in rows}


async def neighbours(connection: Connection, board: Board, one: Standing) -> list[Standing]:
    """Return the people right before and right after `one`, without ranks."""
    beside = f"{_STANDING} WHERE {_ON_BOARD} AND {_NOT_HIDDEN} AND (points, user_id)"
    rows = await connection.execute_fetchall(
        f"SELECT * FROM ({beside} > (?, ?) ORDER BY {_ASCENDING} LIMIT 1) UNION ALL"
        f" SELECT * FROM ({beside} < (?, ?) ORDER BY {_DESCENDING} LIMIT 1)",
        (*board, one.points, one.user_id) * 2,
    )
    return [Standing(*row) for row in rows]
