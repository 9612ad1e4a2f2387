"""Posts of the day with a sender that fails, for tests of what goes wrong on their way."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.config import IN_MEMORY
from bot.model import Knowledge
from bot.model.daily import Claim, Daily, PauseNotice, Post, Schedule
from bot.services.daily.posts import DailyPosts
from bot.store.database import Database, open_database
from tests.services.daily.daily_stand_in import Clock, RecordingSender, daily_posts

DUE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=each) for each in (1, 60, 3600, 86400))
NINE = Daily(1, 2, None, Schedule(time(9), "UTC"))


class FailingSender(RecordingSender):
    """Raises the exception set for a server, instead of taking its post."""

    def __init__(self) -> None:
        super().__init__()
        self.failures: dict[int, Exception] = {}
        self.tries: list[datetime] = []
        self.meanwhile: Callable[[], Awaitable[object]] | None = None
        self.searching: Callable[[], object] = lambda: None
        self.telling: Exception | None = None
        self.is_silent = False
        self.is_telling = asyncio.Event()

    async def send(self, claim: Claim, post: Post) -> int:
        if self.meanwhile is not None:
            await self.meanwhile()
        failure = self.failures.get(claim.guild_id)
        if failure is not None:
            raise failure
        return await super().send(claim, post)

    async def find(self, claim: Claim) -> int | None:
        self.searching()
        return await super().find(claim)

    async def tell(self, notice: PauseNotice, *, is_late: bool) -> None:
        await super().tell(notice, is_late=is_late)
        self.is_telling.set()
        if self.is_silent:
            await asyncio.Event().wait()
        if self.telling is not None:
            raise self.telling


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    database = await open_database(IN_MEMORY)
    yield database
    await database.close()


@pytest.fixture
def sender() -> FailingSender:
    return FailingSender()


@pytest.fixture
def clock() -> Clock:
    return Clock(DUE - HOUR)


@pytest.fixture
def posts(
    database: Database, knowledge: Knowledge, sender: FailingSender, clock: Clock
) -> DailyPosts:
    return daily_posts(database, knowledge, sender, clock)


async def tick(posts: DailyPosts, clock: Clock, now: datetime) -> None:
    clock.now = now
    await posts.tick()
