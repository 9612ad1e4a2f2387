"""Reduces a text to its letters and digits, to find or compare names."""

import re


def letters(text: str) -> str:
    """Return `text` in lower case, without spaces and punctuation. Underscores stay."""
    return re.sub(r"\W", "", text).casefold()
