"""Totals of points, derived from the answers and stored, so that a leaderboard reads no answers.

services/quiz/counted_answers.py states which answers count. This module computes the totals by
that rule.
"""

import json
from collections.abc import AsyncIterator, Sequence

from bot.model.quiz_rules import FULL_SCORE_PLAYERS, SOLO_ANSWERS_A_DAY
from bot.store.database import Connection

# A total's key: (guild, period, topic, person).
ScoreKey = tuple[int, str, str, int]
_KEY = "guild_id, period, topic, user_id"
_VALUES = ", ".join(f"value ->> {place} AS {name}" for place, name in enumerate(_KEY.split(", ")))
COLUMNS = f"{_KEY}, points, answered, right"

_COUNTED_ANSWERS = f"""
SELECT answer.guild_id, answer.user_id, answer.local_date, answer.is_right, question.topics,
    answer.points + iif(game.players >= {FULL_SCORE_PLAYERS}, answer.bonus, 0) AS points
FROM answer JOIN question ON question.id = answer.question_id
LEFT JOIN game_question ON game_question.question_id = answer.question_id
LEFT JOIN game ON game.id = game_question.game_id
WHERE {{which}} AND (
    game_question.question_id IS NULL
    OR game.players >= {FULL_SCORE_PLAYERS}
    OR (game.settled IS NOT NULL AND {SOLO_ANSWERS_A_DAY} > (
        SELECT count(*) FROM answer AS earlier
        JOIN game_question AS its ON its.question_id = earlier.question_id
        JOIN game AS that ON that.id = its.game_id
        WHERE (earlier.guild_id, earlier.user_id, earlier.local_date)
            = (answer.guild_id, answer.user_id, answer.local_date)
        AND that.players < {FULL_SCORE_PLAYERS}
        AND (that.settled, its.number) < (game.settled, game_question.number)
    ))
)
"""
# Each person's totals by period and topic. A week is named by its Monday.
_TOTALS = f"""
SELECT guild_id, period.value AS period, topic.value AS topic, user_id,
    sum(points) AS points, count(*) AS answered, sum(is_right) AS right
FROM ({_COUNTED_ANSWERS}) AS counted, json_each(counted.topics) AS topic, json_each(json_array(
    'all', substr(counted.local_date, 1, 7), date(counted.local_date, 'weekday 0', '-6 days')
)) AS period
GROUP BY 1, 2, 3, 4
"""
_ADD = f"""
INSERT INTO score ({COLUMNS}) {_TOTALS}
ON CONFLICT ({_KEY}) DO UPDATE SET
    points = points + excluded.points, answered = answered + excluded.answered,
    right = right + excluded.right
"""
ALL_TOTALS = _TOTALS.format(which="TRUE")
# The keys of the totals that differ between {stored} and `fresh`, a temporary table of totals that
# are derived anew.
_DIFFERENCE = f"""
SELECT {_KEY} FROM (SELECT {COLUMNS} FROM fresh EXCEPT SELECT {COLUMNS} FROM {{stored}})
UNION SELECT {_KEY} FROM (SELECT {COLUMNS} FROM {{stored}} EXCEPT SELECT {COLUMNS} FROM fresh)
"""
_DIFFERENT = _DIFFERENCE.format(stored="score")
_DIFFERENT_OF_WANTED = _DIFFERENCE.format(
    # In SQLite, CROSS JOIN reads `wanted` first, so each row of `score` is found by its whole key.
    stored=f"(SELECT {COLUMNS} FROM wanted CROSS JOIN score USING ({_KEY}))"
)
# How many points of a running game will count if only one person plays the game. As in
# _COUNTED_ANSWERS, an answer counts if it is one of the person's first SOLO_ANSWERS_A_DAY of its
# date. The answers in games that have ended come before those in the running game. Games of
# FULL_SCORE_PLAYERS or more people are left out.
_COUNTED_ALONE = f"""
SELECT coalesce(sum(points), 0) FROM (
    SELECT answer.guild_id, answer.user_id, answer.local_date, answer.points,
        row_number() OVER (PARTITION BY answer.local_date ORDER BY number) AS place
    FROM answer JOIN game_question USING (question_id) WHERE game_id = ?
) AS own
WHERE place + (
    SELECT count(*) FROM answer AS earlier JOIN game_question USING (question_id)
    JOIN game AS that ON that.id = game_id
    WHERE (earlier.guild_id, earlier.user_id, earlier.local_date)
        = (own.guild_id, own.user_id, own.local_date)
    AND that.settled IS NOT NULL AND that.players < {FULL_SCORE_PLAYERS}
) <= {SOLO_ANSWERS_A_DAY}
"""
_OF_A_GAME = "answer.question_id IN (SELECT question_id FROM game_question WHERE game_id = ?)"


async def count_daily_answer(connection: Connection, question_id: int, user_id: int) -> None:
    """Update a person's totals with their stored answer to a question of the day. Call it once."""
    which = "answer.question_id = ? AND answer.user_id = ?"
    await connection.execute(_ADD.format(which=which), (question_id, user_id))


async def count_game(connection: Connection, game_id: int) -> None:
    """Add a game's answers to the players' totals. Call it once, when the game has ended."""
    await connection.execute(_ADD.format(which=_OF_A_GAME), (game_id,))


async def counted_alone(connection: Connection, game_id: int) -> int:
    """Return how many points a running game adds to the total of the one person who plays it."""
    return await _number(connection, _COUNTED_ALONE, game_id)


async def compare(connection: Connection) -> tuple[int, int]:
    """Derive all totals, and return the number of totals and of answers.

    Writes the keys of wrong, missing and surplus totals to this connection's temporary table
    `different`, for `different_keys`. A surplus total has no answers. No other writer waits,
    because only temporary tables are written.
    """
    await connection.execute("DROP TABLE IF EXISTS temp.different")
    await connection.execute(f"CREATE TEMP TABLE fresh AS {ALL_TOTALS}")
    try:
        await connection.execute(
            f"CREATE TEMP TABLE different AS {_DIFFERENT} ORDER BY guild_id, user_id"
        )
        totals = await _number(connection, "SELECT count(*) FROM fresh")
        return totals, await _number(connection, "SELECT count(*) FROM answer")
    finally:
        await connection.execute("DROP TABLE fresh")


async def different_keys(connection: Connection, limit: int) -> AsyncIterator[list[ScoreKey]]:
    """Yield the keys that `compare` found, in pages.

    A person's keys are together, because deriving one of their totals reads all of their answers.
    """
    last = 0
    while True:
        async with connection.execute(
            f"SELECT rowid, {_KEY} FROM different WHERE rowid > ? ORDER BY rowid LIMIT ?",
            (last, limit),
        ) as cursor:
            page = list(await cursor.fetchall())
        if not page:
            return
        last = page[-1][0]
        yield [(guild_id, period, topic, user_id) for _, guild_id, period, topic, user_id in page]


async def repair(connection: Connection, keys: Sequence[ScoreKey]) -> int:
    """Derive these totals again from the answers, and return how many of them were wrong."""
    await connection.execute(
        f"CREATE TEMP TABLE wanted AS SELECT {_VALUES} FROM json_each(?)", (json.dumps(keys),)
    )
    try:
        of_wanted = "(answer.guild_id, answer.user_id) IN (SELECT guild_id, user_id FROM wanted)"
        await connection.execute(
            f"CREATE TEMP TABLE fresh AS SELECT {COLUMNS} FROM ({_TOTALS.format(which=of_wanted)})"
            f" WHERE ({_KEY}) IN (SELECT {_KEY} FROM wanted)"
        )
        changed = await _number(connection, f"SELECT count(*) FROM ({_DIFFERENT_OF_WANTED})")
        await connection.executemany(f"DELETE FROM score WHERE ({_KEY}) = (?, ?, ?, ?)", keys)
        await connection.execute(f"INSERT INTO score ({COLUMNS}) SELECT {COLUMNS} FROM fresh")
        return changed
    finally:
        await connection.execute("DROP TABLE IF EXISTS fresh")
        await connection.execute("DROP TABLE wanted")


async def _number(connection: Connection, statement: str, *values: int) -> int:
    async with connection.execute(statement, values) as cursor:
        row = await cursor.fetchone()
    assert row is not None, "an aggregate gives a row"
    return int(row[0])
