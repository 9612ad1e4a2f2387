"""Files that people send, and why one of them was not read."""

from dataclasses import dataclass
from enum import Enum


class Unreadable(Enum):
    """Why a file was not read. The value is part of its text's key."""

    TOO_LARGE = "too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    NO_TEXT = "no_text"
    GONE = "gone"
    SLOW = "slow"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that was not read. `name` is a person's text."""

    name: str
    reason: Unreadable
