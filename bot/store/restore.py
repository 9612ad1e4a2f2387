"""Puts a backup in the database's place, and keeps the old database beside it."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from bot.errors import StartError, UserError
from bot.store.backup import copy_checked, sqlite_files, sync_folder, take_name, temporary
from bot.store.database import open_database
from bot.store.database_faults import error_name
from bot.store.erased_copies import erase_later
from bot.store.erased_owner import NOTED, ErasedOwner
from bot.store.lock import InUseError, beside, locked
from bot.store.migrations import newest_version


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    `version` is the backup's version. `old_database` is the old database's path, if there was one.
    `erased` is the number of people and servers that were erased again, because they had been
    erased after the backup; None if the old database, which lists the erasures, can't be read.
    """

    version: int
    migrated_to: int
    old_database: Path | None
    erased: int | None


async def restore(database: str, file: Path, now: datetime) -> Restored:
    """Check and migrate a copy of the backup, and put it in the database's place.

    Raises UserError if the restore fails. In that case the database stays unchanged.
    """
    real = Path(database).resolve()
    if real.is_dir():
        raise UserError("file.folder", file=database)
    if real.exists() and file.samefile(real):
        raise UserError("copies.same", file=str(file))
    with temporary(real) as made:
        existed, lock = real.exists(), beside(real, ".lock")
        had_lock = lock.exists()
        try:
            with locked(database):
                try:
                    newest = newest_version()
                    version = await _prepare(file, made, newest)
                    erased = await _erase_again(made, _erased_in(real))
                    _give_to_owner(real, made)
                    return Restored(version, newest, _exchange(real, made, now), erased)
                finally:
                    if not existed and real.stat().st_size == 0:
                        real.unlink()  # The lock created it.
        except InUseError:
            raise UserError("copies.in_use", database=database) from None
        finally:
            if not had_lock and not real.exists():
                # A lock's file without a database makes the next start report a lost database.
                lock.unlink(missing_ok=True)


async def _prepare(file: Path, made: Path, newest: int) -> int:
    """Copy the backup, and migrate the copy. Return the backup's version."""
    version = copy_checked(file, made)
    if version > newest:
        raise UserError("copies.newer", file=str(file), version=version, newest=newest)
    try:
        await (await open_database(str(made), keeps_copy=False)).close()
    except StartError as error:
        reason = str(error).replace(str(made), str(file)).removesuffix(".")
        raise UserError("copies.failed", file=str(file), reason=reason) from error
    return version


def _erased_in(database: Path) -> list[ErasedOwner] | None:
    """Return the people and servers that were erased from a database.

    Returns None if the database can't be read.
    """
    if database.stat().st_size == 0:
        return []
    uri = f"{database.as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            rows = connection.execute(NOTED)
            return [ErasedOwner(*row) for row in rows]
    except sqlite3.Error as error:
        # An older version lacks the table.
        return [] if error_name(error) == "SQLITE_ERROR" else None


async def _erase_again(made: Path, erased: list[ErasedOwner] | None) -> int | None:
    if erased is None:
        return None
    database = await open_database(str(made), keeps_copy=False)
    try:
        return await erase_later(database, erased)
    finally:
        await database.close()


def _exchange(database: Path, made: Path, now: datetime) -> Path | None:
    """Put `made` in the database's place. Return the old database's new path.

    A database is there at every moment: a bot that starts without one would create an empty one.
    """
    old_database = None
    size = database.stat().st_size
    if size or any(path.exists() for path in sqlite_files(database)):
        if size:
            _settle(database)
        old_database = _free_path(
            database.with_name(f"{database.name}.before-{now:%Y-%m-%dT%H%M%SZ}")
        )
        for old, new in zip(sqlite_files(database), sqlite_files(old_database), strict=True):
            if old.exists():
                old.rename(new)
        take_name(database, old_database)
    made.replace(database)
    sync_folder(database.parent)
    return old_database


def _settle(database: Path) -> None:
    """Move the content of SQLite's files beside the database, such as the WAL, into the database.

    Content that can't be read is skipped.

    Raises UserError while another process reads the database. When that process closes the
    database, SQLite finds the files beside the database by their names, and removes them. After
    the restore, the new database's files have these names, so SQLite would remove the wrong files.
    """
    uri = f"{database.as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        if (getattr(error, "sqlite_errorname", None) or "").startswith("SQLITE_BUSY"):
            raise UserError("copies.busy", database=str(database)) from error


def _free_path(path: Path) -> Path:
    names = (path if number == 1 else Path(f"{path}-{number}") for number in count(1))
    return next(name for name in names if not name.exists())


def _give_to_owner(database: Path, made: Path) -> None:
    """Give the files that root has made to the user that the bot runs as.

    That user owns the old database, or the folder if there was no database.
    """
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        has_old = database.stat().st_size > 0
        owner = (database if has_old else database.parent).stat()
        for path in (made, database.with_name(f"{database.name}.lock")):
            os.chown(path, owner.st_uid, owner.st_gid)
