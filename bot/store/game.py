"""Live games, and which subjects games have asked about in each channel."""

from datetime import datetime
from typing import NamedTuple

from bot.errors import ErasedError
from bot.model.game import DraftGame, Ending, Game, GameSettings, Place
from bot.model.quiz import Question, Topic
from bot.model.quiz_rules import Level
from bot.store.database import Connection, moment, seconds

IS_HIDDEN = (
    "EXISTS (SELECT 1 FROM hidden WHERE (guild_id, user_id) = (answer.guild_id, answer.user_id))"
)


class _GameRow(NamedTuple):
    """The columns of `game` that this module reads."""

    id: int
    guild_id: int
    channel_id: int
    started_by: int
    topic: Topic
    level: Level | None
    questions: int
    seconds: int
    timezone: str
    started_at: int
    due_at: int
    ending: Ending | None

    def game(self) -> Game:
        return Game(
            id=self.id,
            guild_id=self.guild_id,
            channel_id=self.channel_id,
            started_by=self.started_by,
            settings=GameSettings(self.topic, self.level, self.questions, self.seconds),
            timezone=self.timezone,
            started_at=moment(self.started_at),
            due_at=moment(self.due_at),
            ending=self.ending,
        )


_NEVER = 2**33  # The year 2242
# How many people have answered in a running game.
_PLAYERS = (
    "erased_players + (SELECT count(DISTINCT user_id) FROM answer"
    " JOIN game_question USING (question_id) WHERE game_id = game.id)"
)
_COLUMNS = ", ".join(_GameRow._fields)
_RUNNING = f"SELECT {_COLUMNS} FROM game WHERE due_at IS NOT NULL"


async def add(connection: Connection, draft: DraftGame) -> Game:
    """Insert a game and return it with its id.

    Raises sqlite3.IntegrityError if a game is running in the channel.
    """
    settings = draft.settings
    cursor = await connection.execute(
        "INSERT INTO game (guild_id, channel_id, started_by, topic, level, questions, seconds,"
        " timezone, started_at, due_at) VALUES (:guild_id, :channel_id, :started_by, :topic,"
        " :level, :questions, :seconds, :timezone, :started_at, :due_at)",
        {
            "guild_id": draft.guild_id,
            "channel_id": draft.channel_id,
            "started_by": draft.started_by,
            "topic": settings.topic,
            "level": settings.level,
            "questions": settings.questions,
            "seconds": settings.seconds,
            "timezone": draft.timezone,
            "started_at": seconds(draft.started_at),
            "due_at": seconds(draft.due_at),
        },
    )
    assert cursor.lastrowid is not None, "an INSERT has just made the row"
    game = await running(connection, cursor.lastrowid)
    assert game is not None, "a game without an ending is running"
    return game


async def running(connection: Connection, game_id: int) -> Game | None:
    """Return a game, None if it has ended."""
    return await _one(connection, "id = ?", game_id)


async def ended(connection: Connection, game_id: int) -> Game | None:
    """Return a game that has ended, or None if the game is still running.

    The returned `due_at` is the start of the game: an ended game has no next step, and its row has
    NULL.
    """
    row = await connection.execute_fetchall(
        f"SELECT {_COLUMNS.replace('due_at', 'started_at')} FROM game"
        " WHERE id = ? AND due_at IS NULL",
        (game_id,),
    )
    return next((_GameRow(*each).game() for each in row), None)


async def with_unclosed_card(connection: Connection, since: datetime) -> list[int]:
    """Return the ids of the games that ended as "lost" before their last answer was revealed.

    Leaves out the games that began before `since`. `Ending` says why a game is lost.
    """
    rows = await connection.execute_fetchall(
        "SELECT game.id FROM game JOIN game_question ON game_id = game.id"
        " WHERE ending = 'lost' AND due_at IS NULL AND started_at >= ? AND is_revealed = 0"
        " ORDER BY game.id",
        (seconds(since),),
    )
    return [game_id for (game_id,) in rows]


async def running_in(connection: Connection, channel_id: int) -> Game | None:
    return await _one(connection, "channel_id = ?", channel_id)


async def all_running(connection: Connection) -> list[Game]:
    return [_GameRow(*row).game() for row in await connection.execute_fetchall(_RUNNING)]


async def due(connection: Connection, now: datetime) -> list[int]:
    """Return the ids of the games whose next step is due, the longest overdue first."""
    rows = await connection.execute_fetchall(
        "SELECT id FROM game WHERE due_at <= ? ORDER BY due_at", (seconds(now),)
    )
    return [game_id for (game_id,) in rows]


async def reschedule(connection: Connection, game_id: int, due_at: datetime) -> None:
    """Set the time at which the next step is due.

    Does nothing if the game was told to end in the meantime, so that the end isn't delayed.
    """
    await connection.execute(
        "UPDATE game SET due_at = ? WHERE id = ? AND ending IS NULL", (seconds(due_at), game_id)
    )


async def reschedule_failed(connection: Connection, game_id: int, due_at: datetime) -> None:
    """Set the time of the retry of a failed step, even if the game was told to end."""
    await connection.execute(
        "UPDATE game SET due_at = ? WHERE id = ? AND due_at IS NOT NULL",
        (seconds(due_at), game_id),
    )


async def set_ending(
    connection: Connection, game_id: int, ending: Ending, due_at: datetime
) -> None:
    """Tell a game to end with its next step, and make that step due. An earlier ending stays."""
    await connection.execute(
        "UPDATE game SET ending = coalesce(ending, ?), due_at = ?"
        " WHERE id = ? AND due_at IS NOT NULL",
        (ending, seconds(due_at), game_id),
    )


async def postpone_all(connection: Connection, guild_id: int | None = None) -> None:
    """Postpone the steps of a server's running games, or of all games, during an erasure."""
    await connection.execute(
        "UPDATE game SET due_at = ? WHERE due_at IS NOT NULL AND coalesce(guild_id = ?, TRUE)",
        (_NEVER, guild_id),
    )


async def end(connection: Connection, game_id: int, ending: Ending) -> None:
    """End a game: count its players and give it the next number in the order of ended games."""
    await connection.execute(
        "UPDATE game SET ending = ?, due_at = NULL,"
        " settled = (SELECT coalesce(max(settled), 0) + 1 FROM game),"
        f" players = {_PLAYERS}"
        " WHERE id = ? AND due_at IS NOT NULL",
        (ending, game_id),
    )


async def places(connection: Connection, game_id: int) -> tuple[int, tuple[Place, ...]]:
    """Return how many people have answered in a running game, and the places of visible people.

    The best place comes first. Raises ErasedError if the game's server was erased meanwhile.
    """
    async with connection.execute(
        f"SELECT {_PLAYERS} FROM game WHERE id = ?", (game_id,)
    ) as cursor:
        row = await cursor.fetchone()
    if row is None:
        raise ErasedError
    async with connection.execute(
        "SELECT rank() OVER (ORDER BY sum(points + bonus) DESC), user_id, sum(points + bonus),"
        " sum(is_right), count(*) FROM answer JOIN game_question USING (question_id)"
        f" WHERE game_id = ? AND NOT {IS_HIDDEN}"
        " GROUP BY user_id ORDER BY 1, 4 DESC, user_id",
        (game_id,),
    ) as cursor:
        return int(row[0]), tuple(
            [
                Place(rank=rank, user_id=user_id, points=points, right=right, answered=answered)
                async for rank, user_id, points, right, answered in cursor
            ]
        )


async def rounds(connection: Connection, channel_id: int) -> dict[str, int]:
    """Return the round (from 1) in which games last asked about each subject in a channel.

    A round is a pass through the subjects. A game first asks about the subjects with the lowest
    round. Leaves out the subjects that no game has asked about in the channel.
    """
    async with connection.execute(
        "SELECT subject, round FROM asked WHERE channel_id = ?", (channel_id,)
    ) as cursor:
        return {subject: number async for subject, number in cursor}


async def set_round(
    connection: Connection, channel_id: int, question: Question, number: int, now: datetime
) -> None:
    await connection.execute(
        "INSERT OR REPLACE INTO asked (channel_id, subject, round, asked_at) VALUES (?, ?, ?, ?)",
        (channel_id, str(question.subject), number, seconds(now)),
    )


async def _one(connection: Connection, which: str, value: int) -> Game | None:
    rows = await connection.execute_fetchall(f"{_RUNNING} AND {which}", (value,))
    return next((_GameRow(*row).game() for row in rows), None)
