"""The SQLite file: opened, migrated, and one writer beside one reader."""

import asyncio
import secrets
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiosqlite

from bot.config import IN_MEMORY, shipped
from bot.errors import StartError

# For whoever has to tell an operator, or to pass a connection on; nobody else need know which
# driver it is.
DatabaseError = sqlite3.Error
Connection = aiosqlite.Connection

# An interaction lives three seconds: whoever waits longer for the lock answers nobody.
_PRAGMAS = """
PRAGMA foreign_keys = ON;
PRAGMA busy_timeout = 2000;
PRAGMA synchronous = NORMAL;
"""


_WAL = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL;"


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
            try:
                await self._writer.execute("BEGIN IMMEDIATE")
                yield self._writer
                await self._writer.commit()
            except BaseException:
                # Also after a BEGIN that was cancelled here, which the driver's thread still runs;
                # does nothing where SQLite has rolled back by itself.
                await self._writer.rollback()
                raise

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[aiosqlite.Connection]:
        """The reader, which sees one moment until the block ends, whatever is written meanwhile.

        For a process that does nothing else: everyone who reads would see that moment.
        """
        await self.reader.execute("BEGIN")
        try:
            yield self.reader
            await self.reader.commit()  # what is temporary stays
        except BaseException:
            await self.reader.rollback()
            raise

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
        async with AsyncExitStack() as opened:
            if path == IN_MEMORY:
                writer = reader = await _connect(opened, path)
                await _migrate(writer, path, scripts)
            else:
                # First without the driver: its thread may outlive a loop that ends with a failure,
                # and says so.
                sqlite3.connect(path).close()
                async with AsyncExitStack() as for_now:
                    migrator = await _connect(for_now, path)
                    await _use_wal(migrator)
                    await _migrate(migrator, path, scripts)
                writer = await _connect(opened, path)
                uri = f"{Path(path).absolute().as_uri()}?mode=ro"
                reader = await _connect(opened, uri, uri=True)
                await reader.executescript(_PRAGMAS)
            await writer.executescript(_PRAGMAS)
            opened.pop_all()
            return Database(writer, reader)
    except sqlite3.Error as error:
        raise StartError(f"The database {path} can't be opened: {error}.") from error


def seconds(moment: datetime) -> int:
    """As moments are stored: of UTC, since 1970."""
    return int(moment.timestamp())


def moment(stored: int) -> datetime:
    return datetime.fromtimestamp(stored, UTC)


async def _connect(opened: AsyncExitStack, path: str, *, uri: bool = False) -> aiosqlite.Connection:
    """Closed with `opened`: a connection that is left open keeps the process alive."""
    # isolation_level=None: transactions begin where the code says so, not where the driver guesses.
    connection = await aiosqlite.connect(path, isolation_level=None, uri=uri)
    opened.push_async_callback(connection.close)
    return connection


async def _use_wal(connection: aiosqlite.Connection) -> None:
    """SQLite does not wait for the lock that this takes, however long busy_timeout is."""
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
            f"The database {path} has version {version}, from a newer Teapot; "
            f"this one knows versions up to {len(scripts)}."
        )
    if version == 0 and await _has_tables(connection):
        raise StartError(
            f"The database {path} belongs to something else: its tables are not Teapot's."
        )
    if 0 < version < len(scripts) and path != IN_MEMORY:
        copy = Path(f"{path}.version-{version:04}")
        if not copy.exists():
            # Another process may be making its own at this moment.
            made = copy.with_name(f"{copy.name}.{secrets.token_hex(4)}")
            await connection.execute("VACUUM INTO ?", (str(made),))
            made.replace(copy)
    await connection.execute("PRAGMA foreign_keys = OFF")
    for number, script in enumerate(scripts[version:], version + 1):
        try:
            await connection.executescript(script.read_text(encoding="utf-8"))
        except sqlite3.Error:
            await connection.rollback()
            # Another process may have started at the same moment, and have done it.
            if await _version(connection) < number:
                raise
    # Until it is whole: a broken reference is not mended by starting again. Looking at a million
    # answers takes a while, so what was whole is not looked at again; application_id says so.
    if await _pragma(connection, "application_id") == len(scripts):
        return
    async with connection.execute("PRAGMA foreign_key_check") as cursor:
        broken = list(await cursor.fetchall())
    if broken:
        raise StartError(f"The database {path} has {len(broken)} references to missing rows.")
    await connection.execute(f"PRAGMA application_id = {len(scripts)}")


async def _has_tables(connection: aiosqlite.Connection) -> bool:
    """False, too, where another process has just made them: then the version says so."""
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
    assert row is not None, "such a PRAGMA always gives a row"
    return int(row[0])
