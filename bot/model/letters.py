"""Compares names by their letters alone."""

import re


def letters(text: str) -> str:
    """Return `text` in lower case, without spaces and punctuation."""
    return re.sub(r"\W", "", text).casefold()
