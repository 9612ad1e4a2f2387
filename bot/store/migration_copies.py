"""The copies of the database that migrations make beside the database, and their removal.

The unfinished copy of a killed restore is removed with these copies.
"""

import re
import secrets
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiosqlite

from bot.store.private_file import make_private

KEPT_FOR = timedelta(days=30)


async def copy_before_migration(connection: aiosqlite.Connection, path: str, version: int) -> None:
    """Write the database to a file beside the database, named by the version.

    Replaces a file that an earlier upgrade from the same version made. If the operator went back to
    that version and now upgrades again, the earlier file lacks what people have stored meanwhile.
    """
    copy = Path(f"{path}.version-{version:04}")
    # Another process may be writing its copy at this moment.
    made = copy.with_name(f"{copy.name}.{secrets.token_hex(4)}")
    try:
        make_private(made)
        await connection.execute("VACUUM INTO ?", (str(made),))
        # Another process may have migrated the database meanwhile.
        if _version(made) == version:
            made.replace(copy)
    finally:
        made.unlink(missing_ok=True)


def remove_old_copies(path: str, now: datetime) -> list[Path]:
    """Remove the copies that are older than KEPT_FOR, and return the removed copies."""
    removed = [copy for copy in copies_of(Path(path)) if now - _written_at(copy) > KEPT_FOR]
    for copy in removed:
        copy.unlink(missing_ok=True)
    return removed


def copies_of(database: Path) -> list[Path]:
    """Return the copies beside a database."""
    # If Teapot is killed while it makes a copy, the copy's name has a longer ending.
    ending = r"\.(version-\d{4}(\.[0-9a-f]{8})?|unfinished-[0-9a-f]{8}(-wal|-shm|-journal)?)"
    return files_named_after(database, ending)


def files_named_after(database: Path, ending: str) -> list[Path]:
    """Return the files that stand beside a database and are named after it.

    Such a name is the database's name plus an ending. `ending` is the pattern of the ending.
    """
    name = re.compile(re.escape(database.name) + ending)
    beside = sorted(database.absolute().parent.iterdir())
    return [path for path in beside if name.fullmatch(path.name)]


def _written_at(copy: Path) -> datetime:
    return datetime.fromtimestamp(copy.stat().st_mtime, UTC)


def _version(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
