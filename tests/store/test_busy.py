"""While another process holds the database, one deadline covers the queue and the lock."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.model.quiz import NewAnswer
from bot.services.quiz.answer_batch import AnswerBatch
from bot.store import database as store
from bot.store import state
from bot.store.database import Database, DatabaseError
from tests.conftest import Opener

WAIT = 0.3
# Without the deadline, the last of twelve waited for twelve of them, one after the other.
WRITES, MOST = 12, 6 * WAIT


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "teapot.sqlite3")


@pytest.fixture
def other(path: str, opened: Opener) -> Iterator[sqlite3.Connection]:
    """Another process's connection."""
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


async def seconds_in_vain(*writes: asyncio.Task[object]) -> list[float]:
    """Return after how many seconds each write has failed."""
    loop = asyncio.get_running_loop()
    started = loop.time()

    async def failed(write: asyncio.Task[object]) -> float:
        with pytest.raises(DatabaseError):
            await write
        return loop.time() - started

    return await asyncio.gather(*map(failed, writes))


async def put(database: Database) -> None:
    async with database.transaction() as connection:
        await state.put(connection, "tea", "ready")


class _Busy:
    """A database whose transactions fail in the end, and the times from which they wait."""

    def __init__(self) -> None:
        self.since: list[float | None] = []
        self.is_over = asyncio.Event()

    @asynccontextmanager
    async def transaction(self, since: float | None = None) -> AsyncIterator[None]:
        self.since.append(since)
        await self.is_over.wait()
        raise DatabaseError
        yield


def answer(user_id: int) -> NewAnswer:
    return NewAnswer(
        question_id=1,
        user_id=user_id,
        guild_id=1,
        local_date=date(2026, 11, 24),
        choice=0,
        is_right=True,
        points=10,
        answered_at=datetime(2026, 11, 24, tzinfo=UTC),
    )


async def test_many_writes_fail_within_one_wait(
    path: str, opened: Opener, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = await opened(path)
    monkeypatch.setattr(store, "WAIT_SECONDS", WAIT)
    other.execute("BEGIN IMMEDIATE")
    waits = await seconds_in_vain(*(asyncio.create_task(put(database)) for _ in range(WRITES)))
    assert max(waits) < MOST
    other.execute("ROLLBACK")
    await put(database)
    assert await state.get(database.reader, "tea") == "ready"


async def test_an_answer_that_waits_for_the_batch_before_has_one_deadline_from_its_press() -> None:
    busy: Any = _Busy()
    answers, time = AnswerBatch(busy), asyncio.get_running_loop().time
    pressed, writes = [], []
    for person in range(3):
        pressed.append(time())
        writes.append(asyncio.create_task(answers.keep(answer(person))))
        await asyncio.sleep(0.01)
    busy.is_over.set()
    await seconds_in_vain(*writes)
    first, second = busy.since
    assert pressed[0] <= first <= pressed[1] <= second <= pressed[2]


async def test_a_lock_that_passes_in_time_is_waited_for(
    path: str, opened: Opener, other: sqlite3.Connection
) -> None:
    database = await opened(path)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(put(database))
    await asyncio.sleep(0.1)
    other.execute("ROLLBACK")
    await writing
    assert await state.get(database.reader, "tea") == "ready"
