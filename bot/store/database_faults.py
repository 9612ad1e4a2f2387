"""Turns database errors into errors for the operator. After a PassingError, a restart may help."""

import sqlite3
from typing import TypeGuard

from bot.errors import PassingError, StartError
from bot.store.private_file import as_user

# SQLite reports a full disk as either error.
_OF_THE_DISK = ("SQLITE_FULL", "SQLITE_IOERR")
# After these errors, a restart may succeed: the disk was full, a lock was held, memory was short.
_PASSING = (*_OF_THE_DISK, "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_NOMEM")

# SQLite's errors for a file that the process has no right to read or to write.
_OF_RIGHTS = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")


def database_fault(path: str, error: sqlite3.Error) -> StartError:
    """Return the error for the operator if the database can't be opened at a start."""
    kind = PassingError if error_name(error).startswith(_PASSING) else StartError
    for_whom = as_user() if error_name(error).startswith(_OF_RIGHTS) else ""
    return kind(f"The database {path} can't be opened: {error}{for_whom}.")


def disk_fault(path: str, error: sqlite3.Error) -> StartError:
    """Return the error for the operator if the disk is full while the bot runs."""
    return PassingError(f"The database {path} can't be written: {error}. Make room on its disk.")


def is_of_the_disk(error: BaseException) -> TypeGuard[sqlite3.Error]:
    return isinstance(error, sqlite3.Error) and error_name(error).startswith(_OF_THE_DISK)


def error_name(error: sqlite3.Error) -> str:
    """Return SQLite's name of an error, such as SQLITE_FULL."""
    return getattr(error, "sqlite_errorname", None) or ""  # an error of the driver has none
