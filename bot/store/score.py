"""What answers add up to: derived from their rows, kept so that a leaderboard need not count."""

from bot.model.points import ALONE_A_DAY, PLAYERS
from bot.store.database import Connection

# An answer to a question of the day counts at once, one in a game when the game has ended. In one
# with too few people it counts without the bonus, if it is among that person's first of the day: by
# the order in which games ended, and then in which their questions were asked.
_COUNTED = f"""
SELECT answer.guild_id, answer.user_id, answer.local_date, answer.is_right, question.topics,
    answer.points + iif(game.players >= {PLAYERS}, answer.bonus, 0) AS points
FROM answer JOIN question ON question.id = answer.question_id
LEFT JOIN game_question ON game_question.question_id = answer.question_id
LEFT JOIN game ON game.id = game_question.game_id
WHERE {{which}} AND (
    game_question.question_id IS NULL
    OR game.players >= {PLAYERS}
    OR (game.settled IS NOT NULL AND {ALONE_A_DAY} > (
        SELECT count(*) FROM answer AS earlier
        JOIN game_question AS its ON its.question_id = earlier.question_id
        JOIN game AS that ON that.id = its.game_id
        WHERE (earlier.guild_id, earlier.user_id, earlier.local_date)
            = (answer.guild_id, answer.user_id, answer.local_date)
        AND that.players < {PLAYERS}
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
_OF_A_GAME = "answer.question_id IN (SELECT question_id FROM game_question WHERE game_id = ?)"


async def count_answer(connection: Connection, question_id: int, user_id: int) -> None:
    """An answer to a question of the day, that was just given."""
    which = "answer.question_id = ? AND answer.user_id = ?"
    await connection.execute(_ADD.format(which=which), (question_id, user_id))


async def count_game(connection: Connection, game_id: int) -> None:
    """All answers of a game, that has just ended."""
    await connection.execute(_ADD.format(which=_OF_A_GAME), (game_id,))


async def rebuild(connection: Connection) -> tuple[int, int]:
    """Every total anew from the answers, in place of what was kept. How many there are, and how
    many of the kept ones were something else, or missing, or had no answers."""
    await connection.execute(f"CREATE TEMP TABLE fresh AS {_TOTALS.format(which='TRUE')}")
    try:
        different = await _number(
            connection,
            "SELECT count(*) FROM (SELECT guild_id, period, topic, user_id FROM"
            " (SELECT * FROM fresh EXCEPT SELECT * FROM score) UNION"
            " SELECT guild_id, period, topic, user_id FROM"
            " (SELECT * FROM score EXCEPT SELECT * FROM fresh))",
        )
        if different:
            await connection.execute("DELETE FROM score")
            await connection.execute("INSERT INTO score SELECT * FROM fresh")
        return await _number(connection, "SELECT count(*) FROM fresh"), different
    finally:
        await connection.execute("DROP TABLE fresh")


async def _number(connection: Connection, statement: str) -> int:
    async with connection.execute(statement) as cursor:
        row = await cursor.fetchone()
    assert row is not None, "count() gives a row"
    return int(row[0])
