"""The limits of files that are read: number, size, time; and why a file was not read."""

from dataclasses import dataclass
from enum import Enum

MAX_FILES = 5
MAX_FILE_BYTES = 8_000_000
# The limit of a packed file's content. A log unpacks to ten times its packed size or more, so
# this limit allows at most some 3 MB of a packed log.
MAX_UNPACKED_BYTES = 32_000_000
# Even a slow machine reads the largest file in less time, and few people would wait longer.
READ_TIMEOUT_SECONDS = 60


class Unreadable(Enum):
    """Why a file was not read. `explain.unread.{value}` is the key of the sentence that says so."""

    TOO_LARGE = "too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    NO_TEXT = "no_text"
    GONE = "gone"
    BUSY = "busy"
    SLOW = "slow"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that was not read. `name` is the name that a person gave it: any text."""

    name: str
    reason: Unreadable
