"""The SQLite file: one writer beside one reader, and the migrations."""

import asyncio
import math
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiosqlite

from bot.config import IN_MEMORY, shipped
from bot.errors import StartError
from bot.store.database_faults import database_fault, is_of_the_disk
from bot.store.migration_copies import copy_before_migration
from bot.store.private_file import make_private

# Other modules catch errors and pass connections by these names, and need not know the driver.
DatabaseError = sqlite3.Error
Connection = aiosqlite.Connection

# How long a write waits for this process's other writes and for another process's lock, together.
# An interaction must be answered within three seconds, so a longer wait is no use.
WAIT_SECONDS = 2.0
_PRAGMAS = f"""
PRAGMA foreign_keys = ON;
PRAGMA busy_timeout = {round(1000 * WAIT_SECONDS)};
PRAGMA synchronous = NORMAL;
PRAGMA secure_delete = ON;
"""
_WAL = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL;"


class BusyError(sqlite3.OperationalError):
    """Raised if the writes before this one took too long."""

    sqlite_errorname = "SQLITE_BUSY"


class Database:
    """One writer behind a lock, and a reader that a long write does not block.

    In memory both are one connection, because each connection has an in-memory database of its own.
    """

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._writer = writer
        self.reader = reader
        self._lock = asyncio.Lock()
        self._busy_timeout = round(1000 * WAIT_SECONDS)
        # The error if the disk took no more. The process should end: later writes may fail, too.
        self.disk_error: sqlite3.Error | None = None

    @asynccontextmanager
    async def transaction(self, since: float | None = None) -> AsyncIterator[aiosqlite.Connection]:
        """Open a transaction on the writer. Commit it at the end of the block, or roll it back if
        the block raises.

        Raises DatabaseError if it can't begin within WAIT_SECONDS of `since`, which is a time of
        the event loop, by default now. Never await Discord in the block: every other write waits
        for its end.
        """
        time = asyncio.get_running_loop().time
        until = (time() if since is None else since) + WAIT_SECONDS
        try:
            async with asyncio.timeout_at(until):
                await self._lock.acquire()
        except TimeoutError:
            raise BusyError("earlier writes took too long") from None
        try:
            await self._begin(until - time())
            yield self._writer
            await self._writer.commit()
        except BaseException as error:
            if is_of_the_disk(error):
                self.disk_error = error
            # A cancelled BEGIN needs it, too: the driver's thread still runs the statement. If
            # SQLite has rolled back on its own, this does nothing.
            await self._writer.rollback()
            raise
        finally:
            self._lock.release()

    async def _begin(self, seconds: float) -> None:
        """Begin a transaction. Wait at most `seconds` for another process's lock."""
        # In steps of 0.1 s, so that the pragma rarely changes.
        milliseconds = 100 * max(0, math.ceil(10 * seconds))
        if milliseconds != self._busy_timeout:
            await self._set_busy_timeout(milliseconds)
        await self._writer.execute("BEGIN IMMEDIATE")

    async def _set_busy_timeout(self, milliseconds: int) -> None:
        # The pragma returns a row. Until its cursor is closed, VACUUM fails.
        async with self._writer.execute(f"PRAGMA busy_timeout = {milliseconds}"):
            self._busy_timeout = milliseconds

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[aiosqlite.Connection]:
        """Keep the reader at one moment of the database until the block ends.

        Use it only in a process that does nothing else, because all of its reads see that moment.
        """
        await self.reader.execute("BEGIN")
        try:
            yield self.reader
            await self.reader.commit()  # a rollback would drop temporary tables
        except BaseException:
            await self.reader.rollback()
            raise

    async def check(self) -> None:
        """Raise DatabaseError if the file is broken anywhere."""
        async with self.reader.execute("PRAGMA quick_check(1)") as cursor:
            row = await cursor.fetchone()
        if row is not None and row[0] != "ok":
            raise sqlite3.DatabaseError(f"it is broken: {row[0]}")

    async def path(self) -> Path | None:
        """Return the file's path, or None in memory."""
        async with self.reader.execute("PRAGMA database_list") as cursor:
            row = await cursor.fetchone()
        return Path(row[2]) if row is not None and row[2] else None

    async def truncate_wal(self) -> bool:
        """Write the WAL into the file and empty it. Return False if a reader prevents it."""
        async with self._lock:
            # Other writes must not wait for a reader.
            await self._set_busy_timeout(0)
            try:
                async with self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
                    row = await cursor.fetchone()
            finally:
                await self._set_busy_timeout(round(1000 * WAIT_SECONDS))
        return row is not None and row[0] == 0

    async def vacuum(self) -> None:
        """Rewrite all pages. Other writes wait meanwhile, about a second for each 100 MB."""
        async with self._lock:
            await self._writer.execute("VACUUM")

    async def close(self) -> None:
        """Close both connections; an open one keeps the process alive."""
        if self.reader is not self._writer:
            await self.reader.close()
        await self._writer.close()


async def open_database(
    path: str, migrations: Path | None = None, *, keeps_copy: bool = True
) -> Database:
    """Open `path` (or IN_MEMORY), and migrate it to the newest version.

    A migration first copies a database that holds data, unless `keeps_copy` is false.

    Raises StartError if the file is no SQLite database, not writable, or newer than this code.
    """
    scripts = _numbered(migrations or shipped("migrations"))
    try:
        async with AsyncExitStack() as opened:
            if path == IN_MEMORY:
                writer = reader = await _connect(opened, path)
                await _migrate(writer, path, scripts, keeps_copy=False)
            else:
                make_private(Path(path))
                # Try it without the driver first. If the start fails, the event loop ends, and a
                # thread of the driver that outlives the loop prints an error.
                sqlite3.connect(path).close()
                async with AsyncExitStack() as for_now:
                    migrator = await _connect(for_now, path)
                    try:
                        await _use_wal(migrator)
                        await _migrate(migrator, path, scripts, keeps_copy=keeps_copy)
                    except asyncio.CancelledError:
                        # The close waits for the statement that the driver's thread still runs.
                        await migrator.interrupt()
                        raise
                writer = await _connect(opened, path)
                uri = f"{Path(path).absolute().as_uri()}?mode=ro"
                reader = await _connect(opened, uri, uri=True)
                await reader.executescript(_PRAGMAS)
            await writer.executescript(_PRAGMAS)
            opened.pop_all()
            return Database(writer, reader)
    except sqlite3.Error as error:
        raise database_fault(path, error) from error
    except OSError as error:
        raise StartError(f"The database {path} can't be opened: {error.strerror}.") from error


def newest_version() -> int:
    """Return the version that this code's migrations lead to."""
    return len(_numbered(shipped("migrations")))


def seconds(moment: datetime) -> int:
    """Return a moment as it is stored: in seconds of UTC since 1970."""
    return int(moment.timestamp())


def moment(stored: int) -> datetime:
    return datetime.fromtimestamp(stored, UTC)


async def _connect(opened: AsyncExitStack, path: str, *, uri: bool = False) -> aiosqlite.Connection:
    """Open a connection that `opened` closes."""
    # With isolation_level=None the driver begins no transaction on its own.
    connection = await aiosqlite.connect(path, isolation_level=None, uri=uri)
    opened.push_async_callback(connection.close)
    return connection


async def _use_wal(connection: aiosqlite.Connection) -> None:
    """Switch to WAL, and retry for 5 seconds: busy_timeout does not cover this lock."""
    for pause in [0.05] * 100 + [0.0]:
        try:
            await connection.executescript(_WAL)
        except sqlite3.OperationalError as error:
            if not pause or "locked" not in str(error):
                raise
            await asyncio.sleep(pause)
        else:
            return


def _numbered(folder: Path) -> list[Path]:
    """Return the scripts in order. Raises StartError if a number is missing or used twice."""
    scripts = sorted(folder.glob("*.sql"))
    numbers = [script.name.split("_")[0] for script in scripts]
    if not scripts or numbers != [f"{number:04}" for number in range(1, len(scripts) + 1)]:
        raise StartError(f"The migrations are not numbered 0001, 0002, …: {', '.join(numbers)}.")
    return scripts


async def _migrate(
    connection: aiosqlite.Connection, path: str, scripts: list[Path], *, keeps_copy: bool
) -> None:
    """Run the scripts that the database lacks.

    Foreign keys are off, because with them on, rebuilding a parent table deletes its children. Each
    script contains its own transaction, because executescript() commits an open one first.
    """
    version = await _version(connection)
    if version > len(scripts):
        raise StartError(
            f"The database {path} has version {version}, from a newer Teapot; "
            f"this one knows versions up to {len(scripts)}."
        )
    if version == 0 and await _has_tables(connection):
        raise StartError(
            f"The database {path} belongs to something else: its tables are not Teapot's."
        )
    if 0 < version < len(scripts) and keeps_copy:
        await copy_before_migration(connection, path, version)
    await connection.execute("PRAGMA foreign_keys = OFF")
    for number, script in enumerate(scripts[version:], version + 1):
        try:
            await connection.executescript(script.read_text(encoding="utf-8"))
        except sqlite3.Error:
            await connection.rollback()
            # Another process may have run the same script at this moment.
            if await _version(connection) < number:
                raise
    await _check_references(connection, path, len(scripts))


async def _check_references(connection: aiosqlite.Connection, path: str, version: int) -> None:
    """Raise StartError if a row refers to a missing row.

    application_id is the version at which the last check passed. A check of a million answers is
    slow, so it is skipped then. Until it passes, every start checks again.
    """
    if await _pragma(connection, "application_id") == version:
        return
    async with connection.execute("PRAGMA foreign_key_check") as cursor:
        broken = list(await cursor.fetchall())
    if broken:
        raise StartError(f"The database {path} has {len(broken)} references to missing rows.")
    await connection.execute(f"PRAGMA application_id = {version}")


async def _has_tables(connection: aiosqlite.Connection) -> bool:
    """Return whether there are tables at version 0.

    One statement reads both, because another process may be running the first script.
    """
    async with connection.execute(
        "SELECT (SELECT count(*) FROM sqlite_schema) > 0"
        " AND (SELECT user_version FROM pragma_user_version) = 0"
    ) as cursor:
        row = await cursor.fetchone()
    return row is not None and bool(row[0])


async def _version(connection: aiosqlite.Connection) -> int:
    return await _pragma(connection, "user_version")


async def _pragma(connection: aiosqlite.Connection, name: str) -> int:
    async with connection.execute(f"PRAGMA {name}") as cursor:
        row = await cursor.fetchone()
    assert row is not None, "a PRAGMA that is a number always gives a row"
    return int(row[0])
