"""Questions as they were asked, and answers as they were given."""

from datetime import date, datetime

import msgspec

from bot.model.daily import Result
from bot.model.quiz import GivenAnswer, Question
from bot.store.database import Connection, moment, seconds


def decode(document: str) -> Question:
    return msgspec.json.decode(document, type=Question)


async def add_question(
    connection: Connection, guild_id: int, question: Question, asked_at: datetime
) -> int:
    """Its id."""
    cursor = await connection.execute(
        "INSERT INTO question (guild_id, document, asked_at) VALUES (?, ?, ?)",
        (guild_id, msgspec.json.encode(question).decode(), seconds(asked_at)),
    )
    assert cursor.lastrowid is not None, "an INSERT has just made the row"
    return cursor.lastrowid


async def question(connection: Connection, question_id: int) -> tuple[Question, datetime | None]:
    """As it was asked, and when it was closed, if it was."""
    async with connection.execute(
        "SELECT document, closed_at FROM question WHERE id = ?", (question_id,)
    ) as cursor:
        row = await cursor.fetchone()
    assert row is not None, "questions are never deleted"
    return decode(row[0]), None if row[1] is None else moment(row[1])


async def close(connection: Connection, question_id: int, now: datetime) -> None:
    """From now on nobody's answer counts."""
    await connection.execute(
        "UPDATE question SET closed_at = ? WHERE id = ? AND closed_at IS NULL",
        (seconds(now), question_id),
    )


async def result(connection: Connection, question_id: int) -> Result:
    async with connection.execute(
        "SELECT document, (SELECT count(*) FROM answer WHERE question_id = question.id),"
        " (SELECT count(*) FROM answer WHERE question_id = question.id AND is_right)"
        " FROM question WHERE id = ?",
        (question_id,),
    ) as cursor:
        row = await cursor.fetchone()
    assert row is not None, "questions are never deleted"
    return Result(decode(row[0]), row[1], row[2])


async def add_answer(connection: Connection, answer: GivenAnswer) -> None:
    """Raises sqlite3.IntegrityError where that person has answered the question already."""
    await connection.execute(
        "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            answer.question_id, answer.user_id, answer.guild_id, answer.local_date.isoformat(),
            answer.choice, answer.is_right, answer.points, seconds(answer.answered_at),
        ),
    )  # fmt: skip


async def answer(connection: Connection, question_id: int, user_id: int) -> tuple[int, int] | None:
    """The choice and the points of somebody's answer."""
    async with connection.execute(
        "SELECT choice, points FROM answer WHERE question_id = ? AND user_id = ?",
        (question_id, user_id),
    ) as cursor:
        row = await cursor.fetchone()
    return None if row is None else (int(row[0]), int(row[1]))


async def daily_dates(connection: Connection, guild_id: int, user_id: int) -> set[date]:
    """The dates whose question of the day somebody answered."""
    async with connection.execute(
        "SELECT answer.local_date FROM answer"
        " JOIN daily_post ON daily_post.question_id = answer.question_id"
        " WHERE answer.guild_id = ? AND user_id = ?",
        (guild_id, user_id),
    ) as cursor:
        return {date.fromisoformat(day) async for (day,) in cursor}
