"""The lock on a database: one process at a time runs the bot on it.

The operating system locks a file beside the database. It releases the lock when the process ends,
even by a crash, so the file may stay. The file says who holds the lock. The library filelock would
lose the holder, because it empties the file when it tries to lock the file.
"""

import errno
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import PassingError, StartError
from bot.store.private_file import as_user, make_private

# Windows locks bytes, and a locked byte can't be read. The lock is on a byte far after the text.
_LOCKED_BYTE = 1 << 20


class InUseError(PassingError):
    """Another process holds the lock."""


# The device and the inode of a file. The pair changes if another file takes the file's name.
_Identity = tuple[int, int]


class DatabaseLock:
    """A lock that is held, and the files that it was taken for."""

    def __init__(self, database: Path, file: Path) -> None:
        self._database = database
        self._identities = {path: _identity(path) for path in (database, file)}
        self._left: dict[Path, _Identity | None] = {}

    def check(self) -> None:
        """Raise PassingError if the database or the lock's file was replaced or removed.

        A removed or replaced file stays open, so writes to it still succeed. They are lost when the
        process ends, because the system then deletes the file.
        """
        for path, identity in self._identities.items():
            if _identity(path) != identity:
                raise PassingError(
                    f"{path} was replaced or removed while the bot was running. What was stored"
                    " since is lost."
                )
        for path in (beside(self._database, "-wal"), beside(self._database, "-shm")):
            self._left[path] = _identity(path)

    def discard_leftovers(self) -> None:
        """Remove the files that SQLite left beside a removed database.

        If these files stayed, SQLite would write the changes in them into the file that took the
        database's place. Files that came with the new file stay.
        """
        if _identity(self._database) == self._identities[self._database]:
            return
        for path, identity in self._left.items():
            if identity is not None and _identity(path) == identity:
                path.unlink()


def check_not_lost(path: str) -> None:
    """Raise StartError if the database is missing and its lock's file is there.

    The lock's file is made after the database and outlives each process. If only the lock's file is
    there, the database was removed. A restart that began an empty database would hide the loss.
    """
    database = Path(path).absolute()
    file = beside(database, ".lock")
    if file.exists() and not database.exists():
        raise StartError(
            f"The database {path} is missing, and {file.name} says that there was one. Restore a"
            f" backup, or remove {file} to begin with an empty database."
        )


@contextmanager
def locked(path: str) -> Iterator[DatabaseLock]:
    """Hold the lock of the database `path`, which is created if there is none.

    Raises InUseError at once if another process holds the lock, and StartError if a file can't be
    opened or locked.
    """
    database = Path(path).absolute()
    try:
        make_private(database)
        file = beside(database, ".lock")
        if not database.is_file():
            raise StartError(f"The database {path} can't be opened: it is not a file.")
        make_private(file)
        descriptor = os.open(file, os.O_RDWR)
    except OSError as error:
        raise _fault(path, "opened", error) from error
    try:
        try:
            _lock(descriptor)
        except BlockingIOError:
            raise InUseError(f"The database {path} is in use {_holder(descriptor)}.") from None
        except OSError as error:
            raise _fault(path, "locked", error) from error
        try:
            _sign(descriptor)
        except OSError as error:
            raise _fault(path, "locked", error) from error
        lock = DatabaseLock(database, file)
        try:
            yield lock
        finally:
            lock.discard_leftovers()
    finally:
        os.close(descriptor)


def beside(database: Path, ending: str) -> Path:
    """Return the path of a file beside the database. Follows links to it, as SQLite does."""
    real = database.resolve()
    return real.with_name(real.name + ending)


def _lock(descriptor: int) -> None:
    """Lock the file. Raises BlockingIOError if another process has the lock."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sign(descriptor: int) -> None:
    now = datetime.now(UTC).isoformat(" ", "seconds")
    text = json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": now})
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, text.encode())


def _holder(descriptor: int) -> str:
    """Return "by" and the lock's holder; "by another process" if the file names no holder yet."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        holder = json.loads(os.read(descriptor, 1000))
        return f"by process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (ValueError, LookupError, TypeError):
        return "by another process"


def _identity(path: Path) -> _Identity | None:
    """Return the identity of a path's file, None if there is no file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _fault(path: str, done: str, error: OSError) -> StartError:
    """Return the error for the operator: a PassingError if the disk is full, as that may pass."""
    kind = PassingError if error.errno in (errno.ENOSPC, errno.EDQUOT) else StartError
    return kind(f"The database {path} can't be {done}: {error.strerror or error}{as_user()}.")
