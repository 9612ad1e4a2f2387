"""What the tests of backup and restore share."""

import asyncio
import sqlite3
import stat
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.config import shipped
from bot.store import state
from bot.store.database import Database, open_database


async def put(database: Database, name: str) -> None:
    async with database.transaction() as connection:
        await state.put(connection, name, "1")


def new_database(path: Path, *names: str, migrations: Path | None = None) -> None:
    """Make a database with a row for each name, and close it."""

    async def make() -> None:
        database = await open_database(str(path), migrations)
        for name in names:
            await put(database, name)
        await database.close()

    asyncio.run(make())


def names_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM state ORDER BY rowid")]


def older_migrations(folder: Path, count: int) -> Path:
    """Return a folder with the first migrations."""
    folder.mkdir()
    for script in sorted(shipped("migrations").glob("*.sql"))[:count]:
        (folder / script.name).write_bytes(script.read_bytes())
    return folder


def set_version(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


def break_inside(path: Path) -> None:
    """Spoil a page that only a check of the whole file reads."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        select = "SELECT rootpage FROM sqlite_schema WHERE name = 'score'"
        (number,) = connection.execute(select).fetchone()
    content = bytearray(path.read_bytes())
    content[(number - 1) * size : number * size] = b"\xff" * size
    path.write_bytes(content)


def is_private(path: Path) -> bool:
    return stat.S_IMODE(path.stat().st_mode) == 0o600


def left_in(folder: Path, *but: str) -> Sequence[str]:
    return sorted(path.name for path in folder.iterdir() if path.name not in but)
