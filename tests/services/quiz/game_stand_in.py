"""A stand-in for Discord that keeps what a game shows in lists, for the rules of games."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.config import IN_MEMORY
from bot.model.game import AskedQuestion, Game, GameSettings, Outcome, Podium
from bot.model.quiz import Topic
from bot.model.quiz_rules import Level
from bot.services.quiz import game_runner
from bot.services.quiz.games import Games
from bot.services.quiz.questions import Questions
from bot.store.database import Connection, Database, open_database
from tests.services.daily.daily_stand_in import Clock, at_once

GUILD, CHANNEL, PERSON = 1, 2, 3


@dataclass
class StandInChannel:
    """Takes everything, at once or when `is_free` is set."""

    asked: list[tuple[Game, AskedQuestion]] = field(default_factory=list)
    revealed: list[Outcome] = field(default_factory=list)
    ended: list[Podium] = field(default_factory=list)
    is_free: asyncio.Event = field(default_factory=asyncio.Event)
    has_held: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.is_free.set()

    async def ask(self, game: Game, asked: AskedQuestion) -> int:
        self.asked.append((game, asked))
        await self._hold()
        return len(self.asked)

    async def find(self, game: Game, asked: AskedQuestion) -> int | None:
        return None

    async def show_deadline(self, game: Game, asked: AskedQuestion) -> None: ...

    async def has_ended(self, game: Game) -> bool:
        return False

    async def reveal(self, game: Game, asked: AskedQuestion, outcome: Outcome) -> None:
        self.revealed.append(outcome)
        await self._hold()

    async def close(self, game: Game, asked: AskedQuestion, outcome: Outcome) -> bool:
        return True

    async def end(self, game: Game, podium: Podium) -> None:
        self.ended.append(podium)
        await self._hold()

    async def _hold(self) -> None:
        self.has_held.set()
        await self.is_free.wait()


class Queue:
    """Counts the tasks that wait for a database to write: they write in the order they came in."""

    def __init__(self, database: Database) -> None:
        self.waiting = 0
        self._has_grown = asyncio.Event()
        self._transaction = database.transaction
        database.transaction = self._counted  # type: ignore[method-assign]

    @asynccontextmanager
    async def _counted(self, since: float | None = None) -> AsyncIterator[Connection]:
        self.waiting += 1
        self._has_grown.set()
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(self._transaction(since))
            finally:
                self.waiting -= 1
            yield connection

    async def has(self, waiting: int) -> None:
        """Return when this many tasks wait."""
        async with asyncio.timeout(20):
            while self.waiting < waiting:
                self._has_grown.clear()
                await self._has_grown.wait()


@dataclass
class Play:
    """Games in a stand-in channel."""

    games: Games
    game_channel: StandInChannel
    clock: Clock
    database: Database
    queue: Queue

    async def start(
        self,
        topic: Topic = "all",
        level: Level | None = None,
        questions: int = 3,
        channel: int = CHANNEL,
    ) -> Game:
        return await self.games.start(
            GUILD, channel, PERSON, "UTC", GameSettings(topic, level, questions, 20)
        )

    async def to_the_first_question(self, level: Level | None = None, questions: int = 3) -> None:
        await self.start(level=level, questions=questions)
        await self.wait(3)

    async def to_the_second_question(self) -> None:
        """It closes when PERSON answers, who alone has answered the first one."""
        await self.to_the_first_question()
        await self.answer()
        await self.wait(20)
        await self.wait(6)

    async def stop(self) -> None:
        await self.games.stop(GUILD, CHANNEL, PERSON, may_manage_messages=False)

    async def wait(self, seconds: float = 0) -> None:
        self.clock.now += timedelta(seconds=seconds)
        await self.games.tick()

    async def wait_in_vain(self, seconds: float = 0) -> None:
        """As `wait`, while the channel isn't free: return when it holds what it was sent."""
        self.game_channel.has_held.clear()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(game_runner, "TICK_WAIT_SECONDS", 0.01)
            await self.wait(seconds)
        async with asyncio.timeout(20):
            await self.game_channel.has_held.wait()

    async def answer(self, user_id: int = PERSON, choice: int | None = None) -> bool:
        """To the newest question, by default right; whether it is the first."""
        _, asked = self.game_channel.asked[-1]
        choice = asked.question.right if choice is None else choice
        return (await self.games.answer(GUILD, asked.question_id, user_id, choice)).is_new

    async def to_the_end(self, game: Game) -> None:
        """Somebody answers everything."""
        await self.wait(3)
        while self.games.are_running:
            if len(self.game_channel.asked) > len(self.game_channel.revealed):
                await self.answer()
            await self.wait(20)


@asynccontextmanager
async def playing(
    questions: Questions, path: str = IN_MEMORY, seed: int = 0
) -> AsyncIterator[Play]:
    clock, game_channel = Clock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)), StandInChannel()
    database = await open_database(path)
    queue = Queue(database)
    games = Games(
        database,
        questions,
        game_channel,
        clock,
        at_once,
        random.Random(seed),
        lambda: None,
    )
    try:
        yield Play(games, game_channel, clock, database, queue)
    finally:
        game_channel.is_free.set()
        await games.close()
        await database.close()
