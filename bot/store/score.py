"""What answers add up to: derived from their rows, kept so that a leaderboard need not count."""

import json
from collections.abc import AsyncIterator, Sequence

from bot.model.points import FULL_SCORE_PLAYERS, SOLO_ANSWERS_A_DAY
from bot.store.database import Connection

# Which total: (guild, period, topic, person).
Key = tuple[int, str, str, int]
_KEY = "guild_id, period, topic, user_id"
_VALUES = ", ".join(f"value ->> {place} AS {name}" for place, name in enumerate(_KEY.split(", ")))

# An answer to a question of the day counts at once, one in a game when the game has ended. In one
# with too few people it counts without the bonus, if it is among that person's first of the day: by
# the order in which games ended, and then in which their questions were asked.
_COUNTED = f"""
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
# By period and topic. A week is named by its Monday.
_TOTALS = f"""
SELECT guild_id, period.value AS period, topic.value AS topic, user_id,
    sum(points) AS points, count(*) AS answered, sum(is_right) AS right
FROM ({_COUNTED}) AS counted, json_each(counted.topics) AS topic, json_each(json_array(
    'all', substr(counted.local_date, 1, 7), date(counted.local_date, 'weekday 0', '-6 days')
)) AS period
GROUP BY 1, 2, 3, 4
"""
_ADD = f"""
INSERT INTO score {_TOTALS}
ON CONFLICT (guild_id, period, topic, user_id) DO UPDATE SET
    points = points + excluded.points, answered = answered + excluded.answered,
    right = right + excluded.right
"""
# All of them.
TOTALS = _TOTALS.format(which="TRUE")
# Keys whose totals are not the same in both.
_UNLIKE = f"""
SELECT {_KEY} FROM (SELECT * FROM fresh EXCEPT SELECT * FROM {{kept}})
UNION SELECT {_KEY} FROM (SELECT * FROM {{kept}} EXCEPT SELECT * FROM fresh)
"""
_DIFFERENT = _UNLIKE.format(kept="score")
_DIFFERENT_OF_WANTED = _UNLIKE.format(
    # In that order of loops: each is looked up by all of its key.
    kept=f"(SELECT score.* FROM wanted CROSS JOIN score USING ({_KEY}))"
)
_OF_A_GAME = "answer.question_id IN (SELECT question_id FROM game_question WHERE game_id = ?)"


async def count_answer(connection: Connection, question_id: int, user_id: int) -> None:
    """An answer to a question of the day, that was just given."""
    which = "answer.question_id = ? AND answer.user_id = ?"
    await connection.execute(_ADD.format(which=which), (question_id, user_id))


async def count_game(connection: Connection, game_id: int) -> None:
    """All answers of a game, that has just ended."""
    await connection.execute(_ADD.format(which=_OF_A_GAME), (game_id,))


async def compare(connection: Connection) -> tuple[int, int]:
    """How many totals follow from how many answers. The keys of those kept ones that are something
    else, or missing, or have no answers, are left with the connection for `different`.

    Writes nothing but temporary tables, so that nobody waits for it.
    """
    await connection.execute("DROP TABLE IF EXISTS temp.different")
    await connection.execute(f"CREATE TEMP TABLE fresh AS {TOTALS}")
    try:
        await connection.execute(
            f"CREATE TEMP TABLE different AS {_DIFFERENT} ORDER BY guild_id, user_id"
        )
        totals = await _number(connection, "SELECT count(*) FROM fresh")
        return totals, await _number(connection, "SELECT count(*) FROM answer")
    finally:
        await connection.execute("DROP TABLE fresh")


async def different(connection: Connection, limit: int) -> AsyncIterator[list[Key]]:
    """What `compare` has found, in pages; a person's together, as they are derived together."""
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


async def mend(connection: Connection, keys: Sequence[Key]) -> int:
    """These totals anew from the answers; how many of them were something else."""
    await connection.execute(
        f"CREATE TEMP TABLE wanted AS SELECT {_VALUES} FROM json_each(?)", (json.dumps(keys),)
    )
    try:
        whose = "(answer.guild_id, answer.user_id) IN (SELECT guild_id, user_id FROM wanted)"
        await connection.execute(
            f"CREATE TEMP TABLE fresh AS SELECT * FROM ({_TOTALS.format(which=whose)})"
            f" WHERE ({_KEY}) IN (SELECT * FROM wanted)"
        )
        changed = await _number(connection, f"SELECT count(*) FROM ({_DIFFERENT_OF_WANTED})")
        await connection.executemany(f"DELETE FROM score WHERE ({_KEY}) = (?, ?, ?, ?)", keys)
        await connection.execute("INSERT INTO score SELECT * FROM fresh")
        return changed
    finally:
        await connection.execute("DROP TABLE IF EXISTS fresh")
        await connection.execute("DROP TABLE wanted")


async def _number(connection: Connection, statement: str) -> int:
    async with connection.execute(statement) as cursor:
        row = await cursor.fetchone()
    assert row is not None, "count() gives a row"
    return int(row[0])
