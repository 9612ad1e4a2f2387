"""What everything has in common that posts to channels without being asked: how it fails."""

import logging
import secrets

from bot.model.daily import Obstacle

log = logging.getLogger("teapot")


class CannotPostError(Exception):
    """Trying again is of no use until somebody mends the channel or the server."""

    def __init__(self, reason: Obstacle) -> None:
        super().__init__(reason)
        self.reason = reason


def log_unexpected(what: str, error: Exception) -> None:
    """Under a short id, as whatever people are told of is."""
    log.error("unexpected error %s in %s", secrets.token_hex(4), what, exc_info=error)
