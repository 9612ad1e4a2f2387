"""Counts of a person's answers in a server."""

from bot.model.stats import Tally
from bot.store.database import Connection

# Leaves out a game's open question. Otherwise, a change of the person's counts would tell whether
# an answer to the question is right.
_CLOSED_OR_DAILY = (
    "(closed_at IS NOT NULL"
    " OR NOT EXISTS (SELECT 1 FROM game_question WHERE question_id = question.id))"
)


async def games(connection: Connection, guild_id: int, user_id: int) -> int:
    """Count the games in which the person answered at least one question."""
    async with connection.execute(
        "SELECT count(DISTINCT game_id) FROM answer JOIN game_question USING (question_id)"
        " WHERE guild_id = ? AND user_id = ?",
        (guild_id, user_id),
    ) as cursor:
        row = await cursor.fetchone()
    assert row is not None, "count() gives a row"
    return int(row[0])


async def codes(connection: Connection, guild_id: int, user_id: int) -> list[Tally]:
    """Count the answers, and the right ones among them, by the code of the question.

    Answers without points count, too. Codes of different vendors with the same number count as one.
    """
    async with connection.execute(
        "SELECT json_extract(document, '$.subject.key.code'), count(*), sum(is_right)"
        " FROM answer JOIN question ON question.id = question_id"
        f" WHERE answer.guild_id = ? AND user_id = ? AND {_CLOSED_OR_DAILY} GROUP BY 1 ORDER BY 1",
        (guild_id, user_id),
    ) as cursor:
        return [Tally(*row) async for row in cursor]


async def longest_run(connection: Connection, guild_id: int, user_id: int) -> int:
    """Return the length of the longest run of right answers, in the order of the questions."""
    async with connection.execute(
        "SELECT coalesce(max(length), 0) FROM (SELECT sum(is_right) AS length FROM ("
        "SELECT is_right, sum(NOT is_right) OVER (ORDER BY question_id) AS run_number"
        " FROM answer JOIN question ON question.id = question_id"
        f" WHERE answer.guild_id = ? AND user_id = ? AND {_CLOSED_OR_DAILY}) GROUP BY run_number)",
        (guild_id, user_id),
    ) as cursor:
        row = await cursor.fetchone()
    assert row is not None, "max() gives a row"
    return int(row[0])
