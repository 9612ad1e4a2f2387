"""The SQLite file: opened, migrated, and one writer beside one reader."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiosqlite

from bot.config import IN_MEMORY, shipped
from bot.errors import StartError

_PRAGMAS = """
PRAGMA foreign_keys = ON;
PRAGMA busy_timeout = 5000;
PRAGMA synchronous = NORMAL;
"""


class Database:
    """One writer behind a lock, and a reader that a long write does not block.

    In memory both are one connection, since there another one would see another database.
    """

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._writer = writer
        self.reader = reader
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[aiosqlite.Connection]:
        """The writer, alone, in a transaction that ends with the block: committed, or rolled back.

        Never await Discord in here: everyone else who writes is waiting.
        """
        async with self._lock:
            await self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
            except BaseException:
                await self._writer.execute("ROLLBACK")
                raise
            await self._writer.execute("COMMIT")

    async def close(self) -> None:
        """An unclosed connection would keep the process alive."""
        if self.reader is not self._writer:
            await self.reader.close()
        await self._writer.close()


async def open_database(path: str, migrations: Path | None = None) -> Database:
    """Opens `path` (or IN_MEMORY), migrated to the newest version.

    Raises StartError where the file can't be used: no SQLite, not writable, newer than this code.
    """
    scripts = _numbered(migrations or shipped("migrations"))
    try:
        if path == IN_MEMORY:
            writer = await _connect(path)
            await _migrate(writer, path, scripts)
            await writer.executescript(_PRAGMAS)
            return Database(writer, writer)
        migrator = await _connect(path)
        try:
            await migrator.executescript("PRAGMA journal_mode = WAL;")
            await _migrate(migrator, path, scripts)
        finally:
            await migrator.close()
        writer = await _connect(path)
        await writer.executescript(_PRAGMAS)
        reader = await _connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
        await reader.executescript(_PRAGMAS)
        return Database(writer, reader)
    except sqlite3.Error as error:
        raise StartError(f"The database {path} can't be opened: {error}.") from error


async def _connect(path: str, *, uri: bool = False) -> aiosqlite.Connection:
    # isolation_level=None: transactions begin where the code says so, not where the driver guesses.
    return await aiosqlite.connect(path, isolation_level=None, uri=uri)


def _numbered(folder: Path) -> list[Path]:
    """The scripts 0001_… upward; a gap or a number used twice is a mistake in the release."""
    scripts = sorted(folder.glob("*.sql"))
    numbers = [script.name.split("_")[0] for script in scripts]
    if not scripts or numbers != [f"{number:04}" for number in range(1, len(scripts) + 1)]:
        raise StartError(f"The migrations are not numbered 0001, 0002, …: {', '.join(numbers)}.")
    return scripts


async def _migrate(connection: aiosqlite.Connection, path: str, scripts: list[Path]) -> None:
    """Runs what is missing. Foreign keys stay off meanwhile: with them on, rebuilding a parent
    table deletes its children. Each script holds its own transaction, since executescript() would
    commit one that was begun before it."""
    version = await _version(connection)
    if version > len(scripts):
        raise StartError(
            f"The database {path} is of version {version}, from a newer Teapot; "
            f"this one knows {len(scripts)}."
        )
    if version == len(scripts):
        return
    if version > 0 and path != IN_MEMORY:
        copy = Path(f"{path}.before-{len(scripts):04}")
        copy.unlink(missing_ok=True)
        await connection.execute("VACUUM INTO ?", (str(copy),))
    await connection.execute("PRAGMA foreign_keys = OFF")
    for script in scripts[version:]:
        await connection.executescript(script.read_text(encoding="utf-8"))
    async with connection.execute("PRAGMA foreign_key_check") as cursor:
        broken = list(await cursor.fetchall())
    if broken or await _version(connection) != len(scripts):
        raise StartError(f"The migration of {path} went wrong: {len(broken)} broken references.")


async def _version(connection: aiosqlite.Connection) -> int:
    async with connection.execute("PRAGMA user_version") as cursor:
        row = await cursor.fetchone()
    assert row is not None, "PRAGMA user_version always gives a row"
    return int(row[0])
