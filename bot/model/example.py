"""An entry's example message, with the code and its reason phrase blanked."""

import re

from bot.model.entry import Entry

BLANK = "___"


def blanked(entry: Entry) -> str:
    """Return the example with BLANK for the code and reason phrase of its status line."""
    status_line = rf"(?m)^([<\s]*HTTP/[0-9.]+) {entry.code:03}\b.*$"
    return re.sub(status_line, rf"\1 {BLANK}", entry.example)
