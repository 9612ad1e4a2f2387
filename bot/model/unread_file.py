"""A file that was not read, and why."""

from dataclasses import dataclass
from enum import Enum


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
    """A file that was not read. `name` may be any text, because a person named the file."""

    name: str
    reason: Unreadable
