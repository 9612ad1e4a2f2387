"""Backs up the database to a file that only its owner may read, and checks the file.

The copy has the database's state at one moment, even if a bot writes meanwhile.
"""

import os
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.errors import UserError
from bot.store.lock import beside
from bot.store.private_file import make_private

# Every version of Teapot's database has these tables.
_TABLES = frozenset({"entry", "guild_setting", "state"})
_KEPT_BY_SQLITE = ("-wal", "-shm", "-journal")
_UNFINISHED = re.compile(r".+\.unfinished-[0-9a-f]{8}(-wal|-shm|-journal)?")
# Far longer than a copy takes.
_LONGEST_COPY = timedelta(days=1)


def back_up(database: Path, file: Path) -> int:
    """Copy the database to a new file, even while a bot runs. Return the version of its tables.

    If the backup fails, raises UserError and leaves no file.
    """
    if not database.exists():
        raise UserError("copies.no_database", database=str(database))
    if file.is_dir():
        raise UserError("file.folder", file=str(file))
    if file.exists():
        raise UserError("copies.exists", file=str(file))
    with temporary(file) as made:
        version = copy_checked(database, made)
        try:
            take_name(made, file)
        except FileExistsError:
            raise UserError("copies.exists", file=str(file)) from None
    return version


def remove_unfinished(folder: Path, now: datetime) -> None:
    """Remove the files of killed backups from a folder, because they hold people's data."""
    for path in folder.iterdir():
        if _UNFINISHED.fullmatch(path.name):
            with suppress(OSError):  # If a file can't be removed, the new backup is still made.
                written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                if now - written_at > _LONGEST_COPY:
                    path.unlink()


@contextmanager
def temporary(target: Path) -> Iterator[Path]:
    """Create a private file with a temporary name beside the target.

    The temporary name is removed at the end. The file stays if `take_name` gave it its final name.

    A killed process leaves the temporary file. `remove_unfinished` removes a killed backup's file
    later. migration_copies.py removes a killed restore's file, which is beside the database.
    """
    folder = target.absolute().parent
    made = folder / f"{target.name}.unfinished-{secrets.token_hex(4)}"
    try:
        make_private(made)
    except (FileNotFoundError, NotADirectoryError):
        raise UserError("copies.no_folder", folder=str(folder)) from None
    except PermissionError:
        raise UserError("copies.forbidden", folder=str(folder)) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError("copies.failed", file=str(target), reason=reason) from error
    try:
        yield made
    finally:
        for path in (made, *sqlite_files(made)):
            path.unlink(missing_ok=True)


def sqlite_files(database: Path) -> list[Path]:
    """Return the paths of the files that SQLite may keep beside a database."""
    return [beside(database, ending) for ending in _KEPT_BY_SQLITE]


def copy_checked(source: Path, copy: Path) -> int:
    """Copy a Teapot database as it is at one moment, and check the copy. Return its version.

    The copy has every committed write. A running bot doesn't wait for the copy.
    """
    try:
        with closing(_reading(source)) as read, closing(sqlite3.connect(copy)) as written:
            version = _version(read)
            if version is None:
                raise UserError("copies.not_teapot", file=str(source))
            read.backup(written)
            # To read a copy in WAL mode, SQLite would create files beside the copy. It can't do
            # so in a read-only folder.
            written.execute("PRAGMA journal_mode = DELETE")
            (said,) = written.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                raise UserError("copies.broken", file=str(source), reason=" ".join(said.split()))
            return version
    except sqlite3.Error as error:
        raise _copy_fault(source, copy, error) from error


def take_name(made: Path, file: Path) -> None:
    """Give a finished file its name. Raises FileExistsError if another file has it."""
    try:
        file.hardlink_to(made)  # A rename would replace the other file.
    except FileExistsError:
        raise
    except OSError:  # The file system has no hard links.
        if file.exists():
            raise FileExistsError(file) from None
        made.rename(file)
    sync_folder(file.absolute().parent)


def sync_folder(folder: Path) -> None:
    """Write a folder's list of files to the disk. Do nothing on Windows, which does so itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reading(source: Path) -> sqlite3.Connection:
    """Open a database to read it.

    SQLite creates files beside a database that it opens, but not in a read-only folder, such as a
    folder of backups. `immutable=1` tells SQLite that the database doesn't change, so that SQLite
    needs no files. It isn't used if such files exist, because they may hold changes.
    """
    uri = source.absolute().as_uri()
    is_complete = not any(path.exists() for path in sqlite_files(source))
    can_write = os.access(source.absolute().parent, os.W_OK)
    mode = "mode=ro&immutable=1" if is_complete and not can_write else "mode=rw"
    return sqlite3.connect(f"{uri}?{mode}", uri=True, isolation_level=None)


def _version(connection: sqlite3.Connection) -> int | None:
    """Return the version of a database's tables; None if the database isn't Teapot's."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    return int(version) if version > 0 and tables >= _TABLES else None


def _copy_fault(source: Path, copy: Path, error: sqlite3.Error) -> UserError:
    """Return the UserError for an SQLite error during a copy."""
    match getattr(error, "sqlite_errorname", None) or "":
        case "SQLITE_FULL":
            return UserError("copies.no_space", folder=str(copy.parent))
        case "SQLITE_NOTADB":
            return UserError("copies.not_teapot", file=str(source))
        case name if name.startswith("SQLITE_CORRUPT"):
            return UserError("copies.broken", file=str(source), reason=str(error))
        case _:
            return UserError("copies.failed", file=str(source), reason=str(error))
