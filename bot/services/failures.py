"""How posts that Teapot sends on its own fail: daily posts and games."""

import logging
import secrets

from bot.model.daily import Obstacle

log = logging.getLogger("teapot")


class CannotPostError(Exception):
    """A post failed, and retrying is of no use until the channel or the server is changed."""

    def __init__(self, reason: Obstacle) -> None:
        super().__init__(reason)
        self.reason = reason


class DeletedError(Exception):
    """An earlier attempt was posted, and its message has been deleted since."""


def log_unexpected(what: str, error: Exception) -> str:
    """Log an exception under a short id, as errors of commands are logged. Return the id."""
    error_id = secrets.token_hex(4)
    log.error("unexpected error %s in %s", error_id, what, exc_info=error)
    return error_id
