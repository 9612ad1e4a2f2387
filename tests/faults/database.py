"""What can go wrong with the database while the bot runs: from SQLite and the kernel themselves."""

import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from pathlib import Path

from bot.client import Teapot

DATABASE_FAULTS = ("locked", "full", "read-only", "gone")


@asynccontextmanager
async def spoilt(client: Teapot, path: Path, fault: str) -> AsyncIterator[None]:
    """Spoil the open database of a client until the end of the block."""
    assert client.database is not None
    async with AsyncExitStack() as stack:
        if fault == "locked":
            other = stack.enter_context(closing(sqlite3.connect(path, isolation_level=None)))
            other.execute("BEGIN IMMEDIATE")
            stack.callback(other.rollback)
        elif fault == "read-only":
            writer = client.database._writer
            await writer.execute("PRAGMA query_only = ON")
            stack.push_async_callback(writer.execute, "PRAGMA query_only = OFF")
        else:
            if fault == "full":
                stack.enter_context(_replaced(f"{path}-wal", "/dev/full", os.O_RDWR))
            else:
                # A read of a file that is open for writing alone fails, and so does the opposite.
                stack.enter_context(_replaced(f"{path}-wal", os.devnull, os.O_RDONLY))
                stack.enter_context(_replaced(str(path), os.devnull, os.O_WRONLY))
        yield


@contextmanager
def _replaced(path: str, other: str, flags: int) -> Iterator[None]:
    """Let every open descriptor of a file lead to another file."""
    descriptors = [
        int(each.name)
        for each in Path("/proc/self/fd").iterdir()
        if os.path.realpath(each) == os.path.realpath(path)
    ]
    assert descriptors, f"nothing has {path} open"
    kept = [os.dup(each) for each in descriptors]
    instead = os.open(other, flags)
    try:
        for each in descriptors:
            os.dup2(instead, each)
        yield
    finally:
        for each, own in zip(descriptors, kept, strict=True):
            os.dup2(own, each)
            os.close(own)
        os.close(instead)
