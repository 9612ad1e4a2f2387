"""Failures of the posts that Teapot sends on its own, and of the database itself."""

import logging
import secrets

from bot.model.daily import Obstacle
from bot.store.database import DatabaseError
from bot.store.database_faults import error_name

log = logging.getLogger("teapot")


class CannotPostError(Exception):
    """A post failed, and a retry fails too until the channel or the server is changed."""

    def __init__(self, reason: Obstacle) -> None:
        super().__init__(reason)
        self.reason = reason


class DeletedError(Exception):
    """An earlier attempt was posted, and its message has been deleted since."""


# Errors with a cause outside the query: a full disk, another process's lock, a broken file.
_OF_DATABASE = (
    "SQLITE_BUSY", "SQLITE_CANTOPEN", "SQLITE_CORRUPT", "SQLITE_FULL", "SQLITE_IOERR",
    "SQLITE_LOCKED", "SQLITE_NOTADB", "SQLITE_READONLY",
)  # fmt: skip


def is_of_database(error: BaseException) -> bool:
    """Return whether the database itself failed. If so, the person can only try again later."""
    return isinstance(error, DatabaseError) and error_name(error).startswith(_OF_DATABASE)


def log_unexpected(what: str, error: Exception) -> str:
    """Log an exception under a short id, as is done for a command's error. Return the id."""
    error_id = secrets.token_hex(4)
    log.error("unexpected error %s in %s", error_id, what, exc_info=error)
    return error_id
