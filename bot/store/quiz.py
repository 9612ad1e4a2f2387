"""Questions, each with the options that it was asked with, and the answers to the questions."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from bot.errors import ErasedError
from bot.model.daily import Result
from bot.model.quiz import NewAnswer, Question, Topic
from bot.store.database import Connection, moment, seconds


class _AnswerRow(NamedTuple):
    """A row of the table `answer`; the fields are named like its columns."""

    question_id: int
    user_id: int
    guild_id: int
    local_date: str
    choice: int
    is_right: int
    points: int
    bonus: int
    answered_at: int


_COLUMNS = ", ".join(_AnswerRow._fields)


def decode(document: str) -> Question:
    return msgspec.json.decode(document, type=Question)


async def add_question(
    connection: Connection,
    guild_id: int,
    question: Question,
    topics: Sequence[Topic],
    asked_at: datetime,
) -> int:
    """Insert a question and return its id. Its answers count for `topics`."""
    cursor = await connection.execute(
        "INSERT INTO question (guild_id, document, subject, topics, asked_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (guild_id, _json(question), str(question.subject), _json(topics), seconds(asked_at)),
    )
    assert cursor.lastrowid is not None, "an INSERT has just made the row"
    return cursor.lastrowid


async def question(connection: Connection, question_id: int) -> tuple[Question, datetime | None]:
    """Return a question and the time of its closing, None for an open question."""
    async with connection.execute(
        "SELECT document, closed_at FROM question WHERE id = ?", (question_id,)
    ) as cursor:
        row = await cursor.fetchone()
    assert row is not None, "the transaction has just found it"
    return decode(row[0]), None if row[1] is None else moment(row[1])


async def close(connection: Connection, question_id: int, now: datetime) -> bool:
    """Mark a question as closed; return False if it was closed already."""
    cursor = await connection.execute(
        "UPDATE question SET closed_at = ? WHERE id = ? AND closed_at IS NULL",
        (seconds(now), question_id),
    )
    return cursor.rowcount > 0


async def result(connection: Connection, question_id: int) -> Result:
    """Return a question's result. Raises ErasedError if its server was erased meanwhile."""
    async with connection.execute(
        "SELECT document,"
        " erased + (SELECT count(*) FROM answer WHERE question_id = question.id),"
        " erased_right + (SELECT count(*) FROM answer WHERE question_id = question.id AND is_right)"
        " FROM question WHERE id = ?",
        (question_id,),
    ) as cursor:
        row = await cursor.fetchone()
    if row is None:
        raise ErasedError
    return Result(decode(row[0]), row[1], row[2])


async def add_answer(connection: Connection, answer: NewAnswer) -> None:
    """Insert an answer. Raises sqlite3.IntegrityError if the person has answered already."""
    await connection.execute(
        f"INSERT INTO answer ({_COLUMNS}) VALUES ({', '.join('?' for _ in _AnswerRow._fields)})",
        _row(answer),
    )


async def add_answers(connection: Connection, answers: Sequence[NewAnswer]) -> set[tuple[int, int]]:
    """Insert answers to open questions; return the inserted ones as (question, person).

    Skips the answers of people who have answered already or are unrecorded. One statement inserts
    all answers, because each statement costs a round trip to SQLite's thread.
    """
    values = ", ".join(
        f"json_extract(given.value, '$[{place}]')" for place in range(len(_AnswerRow._fields))
    )
    async with connection.execute(
        f"INSERT INTO answer ({_COLUMNS}) SELECT {values} FROM json_each(?) AS given"
        " JOIN question ON question.id = json_extract(given.value, '$[0]')"
        " WHERE closed_at IS NULL"
        " AND json_extract(given.value, '$[1]') NOT IN (SELECT user_id FROM unrecorded)"
        " ON CONFLICT DO NOTHING RETURNING question_id, user_id",
        (_json([_row(answer) for answer in answers]),),
    ) as cursor:
        return {(question_id, user_id) async for question_id, user_id in cursor}


async def choices(
    connection: Connection, answers: Sequence[NewAnswer]
) -> dict[tuple[int, int], int]:
    """Return the choices that are stored for these questions and people, by (question, person)."""
    keys = _json([(answer.question_id, answer.user_id) for answer in answers])
    async with connection.execute(
        "SELECT question_id, user_id, choice FROM json_each(?) AS given"
        " JOIN answer ON question_id = json_extract(given.value, '$[0]')"
        " AND user_id = json_extract(given.value, '$[1]')",
        (keys,),
    ) as cursor:
        return {(question_id, user_id): choice async for question_id, user_id, choice in cursor}


async def answer(connection: Connection, question_id: int, user_id: int) -> tuple[int, int] | None:
    """Return the choice and the points of a person's answer, None if there is none."""
    async with connection.execute(
        "SELECT choice, points FROM answer WHERE question_id = ? AND user_id = ?",
        (question_id, user_id),
    ) as cursor:
        row = await cursor.fetchone()
    return None if row is None else (int(row[0]), int(row[1]))


def _row(answer: NewAnswer) -> _AnswerRow:
    return _AnswerRow(
        question_id=answer.question_id,
        user_id=answer.user_id,
        guild_id=answer.guild_id,
        local_date=answer.local_date.isoformat(),
        choice=answer.choice,
        is_right=int(answer.is_right),
        points=answer.points,
        bonus=answer.bonus,
        answered_at=seconds(answer.answered_at),
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
