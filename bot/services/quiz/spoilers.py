"""What gives a question's answer away."""

import re

from bot.entry_texts import BLANK, blank
from bot.model import LANGUAGES, Entry
from bot.model.letters import letters

_NUMBER = re.compile(r"\d{3}|[1-5]xx")


def summary_leaks_nothing(entry: Entry) -> bool:
    """Its summary has neither a number nor its name in it, in either language."""
    return not any(
        _NUMBER.search(summary) or any(letters(name) in letters(summary) for name in _names(entry))
        for summary in (entry.text(language).summary for language in LANGUAGES)
    )


def can_be_blanked(entry: Entry) -> bool:
    """Its example shows a header that its specification requires, by which it can be told; and
    without number and name nothing else names it."""
    blanked = blank(entry)
    return (
        not entry.vendor
        and BLANK in blanked
        and len(entry.facts.required_headers) == 1
        and f"{entry.facts.required_headers[0]}:" in blanked
        and f"{entry.code:03}" not in blanked
        and not any(letters(name) in letters(blanked) for name in _names(entry))
    )


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.name, entry.ko.name, *entry.aliases)
