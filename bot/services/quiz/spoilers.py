"""Finds what gives a question's answer away."""

import re

from bot.model import LANGUAGES, Entry
from bot.model.example import BLANK, blanked
from bot.model.letters import letters

_NUMBER = re.compile(r"\d{3}|[1-5]xx")


def summary_leaks_nothing(entry: Entry) -> bool:
    """Return whether the summary contains no number and no name of the entry, in any language."""
    return not any(
        _NUMBER.search(summary) or any(letters(name) in letters(summary) for name in _names(entry))
        for summary in (entry.text(language).summary for language in LANGUAGES)
    )


def can_be_blanked(entry: Entry) -> bool:
    """Return whether the example still has one answer without its status line, and hides it.

    The example must show the one field that the code's specification requires: the code is told by
    it. Nothing else in the example may name the code.
    """
    example = blanked(entry)
    return (
        not entry.vendor
        and BLANK in example
        and len(entry.facts.required_headers) == 1
        and f"{entry.facts.required_headers[0]}:" in example
        and f"{entry.code:03}" not in example
        and not any(letters(name) in letters(example) for name in _names(entry))
    )


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.name, entry.ko.name, *entry.aliases)
