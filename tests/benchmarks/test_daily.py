"""Thousands of servers due in the same minute, and a hundred thousand of which none is."""

import asyncio
import time
from collections import deque
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # has no types of its own
import pytest

from bot.model import Knowledge
from bot.model.daily import Claim, PauseNotice, Post
from bot.services.lookup.lookup import Lookup
from bot.services.rate_limit import RateLimiter
from bot.store.database import Database, open_database
from tests.benchmarks.figures import report
from tests.benchmarks.virtual_time import VirtualTimeLoop, count_sqlites_work
from tests.services.daily.daily_stand_in import RecordingSender, daily_posts

DUE = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
LIMIT = 50  # requests a second, of all of a bot's
LATENCY = 0.2
CONFIGURED = 100_000


class LimitedSender:
    """Discord: takes LATENCY for each post, and no more than LIMIT in any second."""

    def __init__(self) -> None:
        self.posted: set[tuple[int, date]] = set()
        self.refused = 0
        self._lately: deque[float] = deque()

    async def send(self, claim: Claim, post: Post) -> int:
        now = asyncio.get_running_loop().time()
        while self._lately and self._lately[0] <= now - 1:
            self._lately.popleft()
        if len(self._lately) >= LIMIT:
            self.refused += 1
            raise RuntimeError("429")
        self._lately.append(now)
        await asyncio.sleep(LATENCY)
        self.posted.add((claim.guild_id, claim.due.local_date))
        return len(self.posted)

    async def find(self, claim: Claim) -> int | None:
        raise AssertionError("nothing was sent before")

    async def tell(self, notice: PauseNotice, *, is_late: bool) -> None:
        raise AssertionError("nothing is in the way")


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch) -> Iterator[VirtualTimeLoop]:
    loop = VirtualTimeLoop()
    count_sqlites_work(loop, monkeypatch)
    yield loop
    loop.close()


async def configure(path: Path, servers: int, due_at: datetime) -> Database:
    database = await open_database(str(path))
    async with database.transaction() as connection:
        await connection.execute(
            "WITH RECURSIVE g (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM g WHERE id < ?)"
            " INSERT INTO daily"
            " (guild_id, channel_id, time, timezone, weekdays_only, next_date, next_due_at)"
            " SELECT id, id, '09:00', 'Asia/Seoul', 0, ?, ? FROM g",
            (servers, (due_at + timedelta(hours=9)).date().isoformat(), int(due_at.timestamp())),
        )
    return database


@pytest.mark.nightly
def test_thousands_of_servers_due_in_the_same_minute(
    loop: VirtualTimeLoop,
    tmp_path: Path,
    knowledge: Knowledge,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In virtual time, against what the limit allows. Wanted: 1.05 times that. Meanwhile a person
    asks once a second; `waited` is real."""
    sender, process = LimitedSender(), psutil.Process()
    servers = int(request.config.getoption("--servers"))

    async def morning() -> tuple[float, float, int]:
        database = await configure(tmp_path / "teapot.sqlite3", servers, DUE)
        try:
            lookup = Lookup(knowledge)
            posts = daily_posts(
                database, knowledge, sender,
                lambda: DUE + timedelta(seconds=loop.time() - started), RateLimiter().acquire,
            )  # fmt: skip
            started = loop.time()
            ticking = asyncio.create_task(posts.tick())
            waited, before, most = 0.0, process.memory_info().rss, 0
            while not ticking.done():
                await asyncio.sleep(1)
                asked = time.perf_counter()
                lookup.find("418")
                await posts.get(1)
                waited = max(waited, time.perf_counter() - asked)
                most = max(most, process.memory_info().rss)
            return loop.time() - started, waited, most - before
        finally:
            await database.close()

    seconds, waited, grown = loop.run_until_complete(morning())
    report(
        capsys, f"{servers} servers at once",
        of_what_the_limit_allows=round(seconds / (servers / LIMIT), 3),
        waited_ms_at_most=round(waited * 1000, 1), memory_mib=round(grown / 2**20, 1),
    )  # fmt: skip
    assert seconds <= 1.05 * servers / LIMIT
    assert grown < 16 * 2**20, "posts are gathered, not streamed"
    assert sender.refused == 0
    assert len(sender.posted) == servers


def test_a_tick_without_anything_due(
    tmp_path: Path, knowledge: Knowledge, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a hundred thousand servers configured. Wanted: 5 ms."""

    async def ticks() -> list[float]:
        database = await configure(tmp_path / "teapot.sqlite3", CONFIGURED, DUE + timedelta(days=1))
        try:
            posts = daily_posts(
                database, knowledge, RecordingSender(), lambda: DUE, RateLimiter().acquire
            )
            taken = []
            for _ in range(50):
                started = time.perf_counter()
                await posts.tick()
                taken.append((time.perf_counter() - started) * 1000)
            return sorted(taken)
        finally:
            await database.close()

    taken = asyncio.run(ticks())
    report(
        capsys, f"a tick, {CONFIGURED} servers",
        median_ms=round(taken[25], 2), most_ms=round(taken[-1], 2),
    )  # fmt: skip
