"""The copies that migrations leave beside the database."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store.database import open_database
from bot.store.migration_copies import copy_before_migration, remove_old_copies
from tests.conftest import Opener
from tests.store.copies import is_private, left_in, names_in, older_migrations, put

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def written(path: Path, ago: timedelta) -> Path:
    path.write_text("a copy")
    at = (NOW - ago).timestamp()
    os.utime(path, (at, at))
    return path


def test_a_copy_is_removed_after_thirty_days_and_nothing_else_is(tmp_path: Path) -> None:
    database, long_ago = tmp_path / "teapot.sqlite3", timedelta(days=400)
    month = timedelta(days=30)
    gone = [
        written(tmp_path / "teapot.sqlite3.version-0004", month + timedelta(seconds=1)),
        written(tmp_path / "teapot.sqlite3.version-0004.0a1b2c3d", long_ago),  # by a killed start
        written(tmp_path / "teapot.sqlite3.unfinished-0a1b2c3d", long_ago),  # by a killed restore
        written(tmp_path / "teapot.sqlite3.unfinished-0a1b2c3d-wal", long_ago),
    ]
    written(tmp_path / "teapot.sqlite3.version-0005", month)
    kept = (
        "teapot.sqlite3", "teapot.sqlite3.before-2025-01-01T000000Z", "teapot.sqlite3.lock",
        "teapot.sqlite3.version-0004.mine", "teapot.sqlite3.20250101", "other.sqlite3.version-0004",
        "teapotXsqlite3.version-0004",
    )  # fmt: skip
    for name in kept:
        written(tmp_path / name, long_ago)
    assert remove_old_copies(str(database), NOW) == sorted(gone)
    assert left_in(tmp_path, *kept) == ["teapot.sqlite3.version-0005"]


async def test_a_later_upgrade_from_the_same_version_replaces_the_copy(
    tmp_path: Path, opened: Opener
) -> None:
    """After a way back to it, a first copy lacks what was stored since."""
    path, folder = tmp_path / "teapot.sqlite3", older_migrations(tmp_path / "migrations", 4)
    copy = tmp_path / "teapot.sqlite3.version-0004"
    copy.write_text("of an earlier upgrade")
    database = await open_database(str(path), folder)
    await put(database, "since")
    await database.close()
    await opened(str(path))
    assert (names_in(copy), is_private(copy)) == (["since"], True)


async def test_a_copy_that_came_too_late_is_dropped(tmp_path: Path, opened: Opener) -> None:
    """Another process migrated the database after this one read its version."""
    path = tmp_path / "teapot.sqlite3"
    database = await opened(str(path))
    copy = tmp_path / "teapot.sqlite3.version-0004"
    copy.write_text("of the other process")
    await copy_before_migration(database.reader, str(path), 4)
    assert copy.read_text() == "of the other process"
    assert len(list(tmp_path.glob("*.version-*"))) == 1


async def test_a_copy_that_fails_leaves_nothing(tmp_path: Path, opened: Opener) -> None:
    path = tmp_path / "teapot.sqlite3"
    database = await opened(str(path))
    async with database.snapshot() as connection:  # in a transaction, VACUUM fails
        with pytest.raises(sqlite3.OperationalError):
            await copy_before_migration(connection, str(path), 6)
    assert list(tmp_path.glob("*.version-*")) == []
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA quick_check").fetchone() == ("ok",)
