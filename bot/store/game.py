"""Live games, the questions that they asked, and what a channel was asked before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.model.game import AskedQuestion, Ending, Game, Outcome, Place
from bot.model.quiz import Question
from bot.store.database import Connection, moment, seconds
from bot.store.quiz import decode

_IS_HIDDEN = (
    "EXISTS (SELECT 1 FROM hidden WHERE (guild_id, user_id) = (answer.guild_id, answer.user_id))"
)
_GAME = (
    "SELECT id, guild_id, channel_id, started_by, topic, level, questions, seconds, timezone,"
    " started_at, due_at, ending FROM game"
)


async def add(connection: Connection, game: Game) -> int:
    """Its id, whatever `game.id` says. Raises sqlite3.IntegrityError where the channel has one."""
    cursor = await connection.execute(
        "INSERT INTO game (guild_id, channel_id, started_by, topic, level, questions, seconds,"
        " timezone, started_at, due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            game.guild_id,
            game.channel_id,
            game.started_by,
            game.topic,
            game.level,
            game.questions,
            game.seconds,
            game.timezone,
            seconds(game.started_at),
            seconds(game.due_at),
        ),
    )
    assert cursor.lastrowid is not None, "an INSERT has just made the row"
    return cursor.lastrowid


async def running(connection: Connection, game_id: int) -> Game | None:
    """None for one that has ended."""
    return await _one(connection, "WHERE id = ? AND due_at IS NOT NULL", (game_id,))


async def running_in(connection: Connection, channel_id: int) -> Game | None:
    return await _one(connection, "WHERE channel_id = ? AND due_at IS NOT NULL", (channel_id,))


async def all_running(connection: Connection) -> list[Game]:
    async with connection.execute(f"{_GAME} WHERE due_at IS NOT NULL") as cursor:
        return [_game(row) async for row in cursor]


async def due(connection: Connection, now: datetime) -> list[int]:
    """The games whose next step is due, the longest due first."""
    async with connection.execute(
        "SELECT id FROM game WHERE due_at <= ? ORDER BY due_at", (seconds(now),)
    ) as cursor:
        return [game_id async for (game_id,) in cursor]


async def reschedule(connection: Connection, game_id: int, due_at: datetime) -> None:
    """When the next step is due; where the end is decided, meanwhile perhaps, it keeps nobody
    waiting."""
    await connection.execute(
        "UPDATE game SET due_at = ? WHERE id = ? AND ending IS NULL", (seconds(due_at), game_id)
    )


async def reschedule_failed(connection: Connection, game_id: int, due_at: datetime) -> None:
    """When the next step is due, after one that failed."""
    await connection.execute(
        "UPDATE game SET due_at = ? WHERE id = ? AND due_at IS NOT NULL",
        (seconds(due_at), game_id),
    )


async def set_ending(
    connection: Connection, game_id: int, ending: Ending, due_at: datetime
) -> None:
    """It ends with its next step, and why; what was decided before stands."""
    await connection.execute(
        "UPDATE game SET ending = coalesce(ending, ?), due_at = ?"
        " WHERE id = ? AND due_at IS NOT NULL",
        (ending, seconds(due_at), game_id),
    )


async def end(connection: Connection, game_id: int, ending: Ending) -> None:
    """Ends it for good, after every game that has ended before."""
    await connection.execute(
        "UPDATE game SET ending = ?, due_at = NULL,"
        " settled = (SELECT coalesce(max(settled), 0) + 1 FROM game),"
        " players = (SELECT count(DISTINCT user_id) FROM answer"
        " JOIN game_question USING (question_id) WHERE game_id = game.id)"
        " WHERE id = ? AND due_at IS NOT NULL",
        (ending, game_id),
    )


async def add_question(connection: Connection, asked: AskedQuestion) -> None:
    await connection.execute(
        "INSERT INTO game_question (game_id, number, question_id, closes_at) VALUES (?, ?, ?, ?)",
        (asked.game_id, asked.number, asked.question_id, seconds(asked.closes_at)),
    )


async def last_question(connection: Connection, game_id: int) -> AskedQuestion | None:
    """The one that is open, or was open last."""
    return await _asked(connection, "game_id = ? ORDER BY number DESC LIMIT 1", game_id)


async def question(connection: Connection, question_id: int) -> tuple[AskedQuestion, int] | None:
    """A game's question, and the server's id; None where no game asked it."""
    asked = await _asked(connection, "question_id = ?", question_id)
    if asked is None:
        return None
    async with connection.execute(
        "SELECT guild_id FROM game WHERE id = ?", (asked.game_id,)
    ) as cursor:
        row = await cursor.fetchone()
    assert row is not None, "a question refers to its game"
    return asked, int(row[0])


async def set_deadline(connection: Connection, asked: AskedQuestion) -> None:
    """Also of its game's next step."""
    await connection.execute(
        "UPDATE game_question SET closes_at = ? WHERE question_id = ?",
        (seconds(asked.closes_at), asked.question_id),
    )
    await reschedule(connection, asked.game_id, asked.closes_at)


async def mark_sent(connection: Connection, question_id: int, message_id: int) -> None:
    await connection.execute(
        "UPDATE game_question SET message_id = ? WHERE question_id = ?", (message_id, question_id)
    )


async def mark_revealed(connection: Connection, question_id: int) -> None:
    await connection.execute(
        "UPDATE game_question SET is_revealed = 1 WHERE question_id = ?", (question_id,)
    )


async def outcome(connection: Connection, question_id: int) -> Outcome:
    async with connection.execute(
        f"SELECT user_id, is_right, points + bonus, {_IS_HIDDEN} FROM answer WHERE question_id = ?"
        " ORDER BY points + bonus DESC, answered_at, user_id",
        (question_id,),
    ) as cursor:
        rows = list(await cursor.fetchall())
    right = [
        (user_id, points, is_hidden) for user_id, is_right, points, is_hidden in rows if is_right
    ]
    shown = tuple((user_id, points) for user_id, points, is_hidden in right if not is_hidden)
    return Outcome(len(rows), shown, len(right) - len(shown))


async def answered_lately(connection: Connection, game_id: int, questions: int) -> int:
    """How many answers its last so many questions got."""
    async with connection.execute(
        "SELECT count(*) FROM answer WHERE question_id IN (SELECT question_id FROM game_question"
        " WHERE game_id = ? ORDER BY number DESC LIMIT ?)",
        (game_id, questions),
    ) as cursor:
        row = await cursor.fetchone()
    assert row is not None, "count() gives a row"
    return int(row[0])


async def missing(connection: Connection, asked: AskedQuestion) -> set[int] | None:
    """Who has answered in this game before, and not yet this question; None where nobody has."""
    async with connection.execute(
        "SELECT user_id, max(question_id = :question) FROM answer"
        " WHERE question_id IN (SELECT question_id FROM game_question WHERE game_id = :game)"
        " GROUP BY user_id HAVING min(question_id) <> :question",
        {"question": asked.question_id, "game": asked.game_id},
    ) as cursor:
        before = {int(user_id): bool(has) async for user_id, has in cursor}
    return {user_id for user_id, has in before.items() if not has} if before else None


async def places(connection: Connection, game_id: int) -> tuple[int, tuple[Place, ...]]:
    """How many answered anything, and the places of those who may be shown."""
    answers = "FROM answer JOIN game_question USING (question_id) WHERE game_id = ?"
    async with connection.execute(
        f"SELECT count(DISTINCT user_id) {answers}", (game_id,)
    ) as cursor:
        row = await cursor.fetchone()
    assert row is not None, "count() gives a row"
    async with connection.execute(
        "SELECT rank() OVER (ORDER BY sum(points + bonus) DESC), user_id, sum(points + bonus),"
        f" sum(is_right), count(*) {answers} AND NOT {_IS_HIDDEN}"
        " GROUP BY user_id ORDER BY 1, 4 DESC, user_id",
        (game_id,),
    ) as cursor:
        return int(row[0]), tuple([Place(*row) async for row in cursor])


async def subjects(connection: Connection, game_id: int) -> set[str]:
    """What a game has asked about."""
    async with connection.execute(
        "SELECT subject FROM game_question JOIN question ON question.id = question_id"
        " WHERE game_id = ?",
        (game_id,),
    ) as cursor:
        return {subject async for (subject,) in cursor}


async def rounds(connection: Connection, channel_id: int) -> dict[str, int]:
    """In which round (from 1) a channel was last asked about each subject; those that it never was
    are left out."""
    async with connection.execute(
        "SELECT subject, round FROM asked WHERE channel_id = ?", (channel_id,)
    ) as cursor:
        return {subject: number async for subject, number in cursor}


async def set_round(
    connection: Connection, channel_id: int, question: Question, number: int
) -> None:
    await connection.execute(
        "INSERT OR REPLACE INTO asked VALUES (?, ?, ?)", (channel_id, str(question.subject), number)
    )


async def _one(connection: Connection, where: str, values: tuple[int, ...]) -> Game | None:
    async with connection.execute(f"{_GAME} {where}", values) as cursor:
        row = await cursor.fetchone()
    return None if row is None else _game(row)


def _game(row: Sequence[Any]) -> Game:
    game = Game(*row)
    return replace(game, started_at=moment(row[9]), due_at=moment(row[10]))


async def _asked(connection: Connection, which: str, value: int) -> AskedQuestion | None:
    async with connection.execute(
        "SELECT game_id, number, question_id, document, closes_at, message_id,"
        " closed_at IS NOT NULL, is_revealed"
        f" FROM game_question JOIN question ON question.id = question_id WHERE {which}",
        (value,),
    ) as cursor:
        row = await cursor.fetchone()
    if row is None:
        return None
    game_id, number, question_id, document, closes_at, message_id, is_closed, is_revealed = row
    return AskedQuestion(
        game_id,
        number,
        question_id,
        decode(document),
        moment(closes_at),
        message_id,
        bool(is_closed),
        bool(is_revealed),
    )
