"""Says which files were not read, and why."""

from collections.abc import Iterable

from bot.cards.layout import quoted
from bot.model.explain_limits import (
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_UNPACKED_BYTES,
    READ_TIMEOUT_SECONDS,
)
from bot.model.unread_file import Unreadable, UnreadFile
from bot.texts import Voice

MAX_NAME_CHARACTERS = 60
_LIMITS = {
    Unreadable.TOO_LARGE: MAX_FILE_BYTES // 1_000_000,
    Unreadable.UNPACKS_TOO_LARGE: MAX_UNPACKED_BYTES // 1_000_000,
    Unreadable.SLOW: READ_TIMEOUT_SECONDS,
}


def unread_notes(unread: Iterable[UnreadFile], left_over: int, voice: Voice) -> list[str]:
    """Return a line for each reason, and one for the `left_over` files beyond the limit."""
    names: dict[Unreadable, list[str]] = {}
    for each in unread:
        names.setdefault(each.reason, []).append(quoted(each.name, MAX_NAME_CHARACTERS))
    notes = [
        voice.say(
            f"explain.unread.{reason.value}", files=", ".join(files), limit=_LIMITS.get(reason, 0)
        )
        for reason, files in names.items()
    ]
    if left_over:
        notes.append(voice.say("explain.unread.rest", limit=MAX_FILES, count=left_over))
    return notes
