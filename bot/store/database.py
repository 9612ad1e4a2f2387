"""Opens the SQLite file, with one connection that writes and one that reads."""

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
from bot.store.migrations import migrate, numbered
from bot.store.private_file import make_private

# Other modules catch errors and pass connections by these names, and need not know the driver.
DatabaseError = sqlite3.Error
Connection = aiosqlite.Connection

# How long a write waits in all, for this process's other writes and for another process's lock. An
# interaction must be answered within three seconds, so a longer wait is no use.
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
    """A connection that writes, behind a lock, and one that reads, even during a long write.

    For a database in memory, one connection does both, because a second connection would open
    another in-memory database.
    """

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._writer = writer
        self.reader = reader
        self._lock = asyncio.Lock()
        self._busy_timeout = round(1000 * WAIT_SECONDS)
        # The error of a write that failed because of the disk, if any. The process should end after
        # such an error, since later writes may fail, too.
        self.disk_error: sqlite3.Error | None = None

    @asynccontextmanager
    async def transaction(self, since: float | None = None) -> AsyncIterator[aiosqlite.Connection]:
        """Open a transaction on the writer. Commit it after the block, or roll it back on an error.

        Raises DatabaseError if the transaction can't begin within WAIT_SECONDS of `since`. `since`
        is a time of the event loop, by default now. Never await Discord in the block: every other
        write waits for the block's end.
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
            # A cancelled BEGIN needs the rollback, too: the driver's thread still runs the
            # statement. The rollback does nothing if SQLite has rolled back on its own.
            await self._writer.rollback()
            raise
        finally:
            self._lock.release()

    async def _begin(self, seconds: float) -> None:
        """Begin a transaction. Wait at most `seconds` for another process's lock."""
        # Rounded up to 0.1 s, so that most transactions need no new pragma.
        milliseconds = 100 * max(0, math.ceil(10 * seconds))
        if milliseconds != self._busy_timeout:
            await self._set_busy_timeout(milliseconds)
        await self._writer.execute("BEGIN IMMEDIATE")

    async def _set_busy_timeout(self, milliseconds: int) -> None:
        # The pragma returns a row. VACUUM fails while the row's cursor is open.
        async with self._writer.execute(f"PRAGMA busy_timeout = {milliseconds}"):
            self._busy_timeout = milliseconds

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[aiosqlite.Connection]:
        """Keep the reader at one moment of the database until the block ends.

        Use it only in a process that does nothing else, because all reads see that moment.
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
        """Return the file's path, or None if the database is in memory."""
        async with self.reader.execute("PRAGMA database_list") as cursor:
            row = await cursor.fetchone()
        return Path(row[2]) if row is not None and row[2] else None

    async def truncate_wal(self) -> bool:
        """Write the WAL into the file, and empty the WAL. Return False if a reader prevents it."""
        async with self._lock:
            # With a timeout, the checkpoint would wait for a reader, and other writes would wait
            # for the checkpoint.
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

    A database with data is copied before a migration, unless `keeps_copy` is false.

    Raises StartError if the file is no SQLite database, not writable, or newer than this code.
    """
    scripts = numbered(migrations or shipped("migrations"))
    try:
        async with AsyncExitStack() as opened:
            if path == IN_MEMORY:
                writer = reader = await _connect(opened, path)
                await migrate(writer, path, scripts, keeps_copy=False)
            else:
                make_private(Path(path))
                # If the file can't be opened, this raises before the driver starts a thread. That
                # thread would outlive the event loop and print an error.
                sqlite3.connect(path).close()
                async with AsyncExitStack() as for_now:
                    migrator = await _connect(for_now, path)
                    try:
                        await _use_wal(migrator)
                        await migrate(migrator, path, scripts, keeps_copy=keeps_copy)
                    except asyncio.CancelledError:
                        # The driver's thread still runs the statement. Without the interrupt,
                        # closing the connection would wait for the statement's end.
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
    """Switch to WAL mode. Retry for 5 seconds: busy_timeout does not cover the switch's lock."""
    for pause in [0.05] * 100 + [0.0]:
        try:
            await connection.executescript(_WAL)
        except sqlite3.OperationalError as error:
            if not pause or "locked" not in str(error):
                raise
            await asyncio.sleep(pause)
        else:
            return
