"""Copies of the database: one moment of it, checked, in one file that only its owner may read."""

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

# Every version has these tables.
_TABLES = frozenset({"entry", "guild_setting", "state"})
_KEPT_BY_SQLITE = ("-wal", "-shm", "-journal")
_UNFINISHED = re.compile(r".+\.unfinished-[0-9a-f]{8}(-wal|-shm|-journal)?")
# Far longer than a copy takes.
_LONGEST_COPY = timedelta(days=1)


def back_up(database: Path, file: Path) -> int:
    """Write the database, also of a running bot, to a new file. Return the version of its tables.

    Raises UserError if it can't be done. Nothing is left then.
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
    """Remove what backups that were killed have left in a folder. It holds people's data."""
    for path in folder.iterdir():
        if _UNFINISHED.fullmatch(path.name):
            with suppress(OSError):  # The new backup is good all the same.
                written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                if now - written_at > _LONGEST_COPY:
                    path.unlink()


@contextmanager
def temporary(target: Path) -> Iterator[Path]:
    """Create a private file beside the target. Remove it at the end if it still has its name.

    If the process is killed, the file stays, until `remove_unfinished` or, beside a database,
    migration_copies.py removes it.
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
    """Copy one moment of a Teapot database, and check the copy. Return its version.

    Nothing waits for a copy of a running bot's database, and all that is committed is in it.
    """
    try:
        with closing(_reading(source)) as read, closing(sqlite3.connect(copy)) as written:
            version = _version(read)
            if version is None:
                raise UserError("copies.not_teapot", file=str(source))
            read.backup(written)
            # Else the copy would need files beside it, also where it may only be read.
            written.execute("PRAGMA journal_mode = DELETE")
            (said,) = written.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                raise UserError("copies.broken", file=str(source), reason=" ".join(said.split()))
            return version
    except sqlite3.Error as error:
        raise _copy_fault(source, copy, error) from error


def take_name(made: Path, file: Path) -> None:
    """Give a finished file its name. Raises FileExistsError if there is a file of that name."""
    try:
        file.hardlink_to(made)  # A rename would replace a file.
    except FileExistsError:
        raise
    except OSError:  # The file system has no hard links.
        if file.exists():
            raise FileExistsError(file) from None
        made.rename(file)
    sync_folder(file.absolute().parent)


def sync_folder(folder: Path) -> None:
    """Write a folder's names to the disk. Windows can't, and does it on its own."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reading(source: Path) -> sqlite3.Connection:
    """Open a database to read it.

    SQLite creates files beside it, which it can't in a folder that may only be read, such as that
    of a backup. There it has to be told that the file doesn't change.
    """
    uri = source.absolute().as_uri()
    is_complete = not any(path.exists() for path in sqlite_files(source))
    can_write = os.access(source.absolute().parent, os.W_OK)
    mode = "mode=ro&immutable=1" if is_complete and not can_write else "mode=rw"
    return sqlite3.connect(f"{uri}?{mode}", uri=True, isolation_level=None)


def _version(connection: sqlite3.Connection) -> int | None:
    """Return the version of a Teapot database's tables; None if it is something else's."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    return int(version) if version > 0 and tables >= _TABLES else None


def _copy_fault(source: Path, copy: Path, error: sqlite3.Error) -> UserError:
    """Return what to tell about an error while the source was copied."""
    match getattr(error, "sqlite_errorname", None) or "":
        case "SQLITE_FULL":
            return UserError("copies.no_space", folder=str(copy.parent))
        case "SQLITE_NOTADB":
            return UserError("copies.not_teapot", file=str(source))
        case name if name.startswith("SQLITE_CORRUPT"):
            return UserError("copies.broken", file=str(source), reason=str(error))
        case _:
            return UserError("copies.failed", file=str(source), reason=str(error))
