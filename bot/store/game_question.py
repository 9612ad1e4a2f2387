"""The questions of live games, and how they were answered."""

from datetime import datetime

from bot.errors import ErasedError
from bot.model.game import AskedQuestion, Outcome
from bot.store.database import Connection, moment, seconds
from bot.store.game import IS_HIDDEN
from bot.store.quiz import decode


async def add(
    connection: Connection, game_id: int, number: int, question_id: int, closes_at: datetime
) -> None:
    await connection.execute(
        "INSERT INTO game_question (game_id, number, question_id, closes_at) VALUES (?, ?, ?, ?)",
        (game_id, number, question_id, seconds(closes_at)),
    )


async def last(connection: Connection, game_id: int) -> AskedQuestion | None:
    """Return the question that a game asked last, None if it has asked none yet."""
    async with connection.execute(
        "SELECT number, question_id, document, asked_at, closes_at, message_id,"
        " closed_at IS NOT NULL, is_revealed"
        " FROM game_question JOIN question ON question.id = question_id"
        " WHERE game_id = ? ORDER BY number DESC LIMIT 1",
        (game_id,),
    ) as cursor:
        row = await cursor.fetchone()
    if row is None:
        return None
    number, question_id, document, asked_at, closes_at, message_id, *is_so = row
    is_closed, is_revealed = is_so
    return AskedQuestion(
        game_id=game_id,
        number=number,
        question_id=question_id,
        question=decode(document),
        asked_at=moment(asked_at),
        closes_at=moment(closes_at),
        message_id=message_id,
        is_closed=bool(is_closed),
        is_revealed=bool(is_revealed),
    )


async def guild_of(connection: Connection, question_id: int) -> int | None:
    """Return the server whose game asked a question, None if no game asked it."""
    async with connection.execute(
        "SELECT guild_id FROM game_question JOIN game ON game.id = game_id WHERE question_id = ?",
        (question_id,),
    ) as cursor:
        row = await cursor.fetchone()
    return None if row is None else int(row[0])


async def closed_at(connection: Connection, question_id: int) -> datetime | None:
    """Return when a game's question was closed, None if it is open or unknown."""
    async with connection.execute(
        "SELECT closed_at FROM game_question JOIN question ON question.id = question_id"
        " WHERE question_id = ?",
        (question_id,),
    ) as cursor:
        row = await cursor.fetchone()
    return None if row is None or row[0] is None else moment(row[0])


async def set_deadline(connection: Connection, asked: AskedQuestion) -> None:
    await connection.execute(
        "UPDATE game_question SET closes_at = ? WHERE question_id = ?",
        (seconds(asked.closes_at), asked.question_id),
    )


async def mark_sent(connection: Connection, question_id: int, message_id: int) -> None:
    await connection.execute(
        "UPDATE game_question SET message_id = ? WHERE question_id = ?", (message_id, question_id)
    )


async def mark_revealed(connection: Connection, question_id: int) -> None:
    await connection.execute(
        "UPDATE game_question SET is_revealed = 1 WHERE question_id = ?", (question_id,)
    )


async def outcome(connection: Connection, question_id: int) -> Outcome:
    """Return how a question was answered. Raises ErasedError if its server was erased meanwhile."""
    async with connection.execute(
        f"SELECT user_id, is_right, points + bonus, {IS_HIDDEN} FROM answer WHERE question_id = ?"
        " ORDER BY points + bonus DESC, answered_at, user_id",
        (question_id,),
    ) as cursor:
        rows = list(await cursor.fetchall())
    async with connection.execute(
        "SELECT erased, erased_right FROM question WHERE id = ?", (question_id,)
    ) as cursor:
        row = await cursor.fetchone()
    if row is None:
        raise ErasedError
    erased, erased_right = row
    right = [
        (user_id, points, is_hidden) for user_id, is_right, points, is_hidden in rows if is_right
    ]
    shown = tuple((user_id, points) for user_id, points, is_hidden in right if not is_hidden)
    return Outcome(erased + len(rows), shown, erased_right + len(right) - len(shown))


async def answered_lately(connection: Connection, game_id: int, questions: int) -> int:
    """Return the number of answers to a game's last `questions` questions."""
    async with connection.execute(
        "SELECT coalesce(sum(erased + (SELECT count(*) FROM answer"
        " WHERE question_id = question.id)), 0) FROM question WHERE id IN ("
        "SELECT question_id FROM game_question WHERE game_id = ? ORDER BY number DESC LIMIT ?)",
        (game_id, questions),
    ) as cursor:
        row = await cursor.fetchone()
    assert row is not None, "sum() gives a row"
    return int(row[0])


async def missing(connection: Connection, asked: AskedQuestion) -> set[int] | None:
    """Return the people who answered an earlier question of the game, but not this one yet.

    Returns None if no earlier question of the game got an answer.
    """
    async with connection.execute(
        "SELECT user_id, max(question_id = :question) FROM answer"
        " WHERE question_id IN (SELECT question_id FROM game_question WHERE game_id = :game)"
        " GROUP BY user_id HAVING min(question_id) <> :question",
        {"question": asked.question_id, "game": asked.game_id},
    ) as cursor:
        before = {int(user_id): bool(has) async for user_id, has in cursor}
    return {user_id for user_id, has in before.items() if not has} if before else None


async def subjects(connection: Connection, game_id: int) -> set[str]:
    """Return the subjects that a game has asked about."""
    async with connection.execute(
        "SELECT subject FROM game_question JOIN question ON question.id = question_id"
        " WHERE game_id = ?",
        (game_id,),
    ) as cursor:
        return {subject async for (subject,) in cursor}
