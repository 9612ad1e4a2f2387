"""Finds what gives a question's answer away."""

import re

from bot.model import LANGUAGES, Entry
from bot.model.example import BLANK, blanked
from bot.model.letters import letters

# Words in codes' names that are too general to tell codes apart.
_GENERAL = frozenset({"content", "not"})
_WORD = re.compile("[A-Za-z]+")
_NUMBER = re.compile(r"\d{3}|[1-5]xx")


def summary_leaks_nothing(entry: Entry) -> bool:
    """Return whether no language's summary contains any code or a name of the entry.

    A number of three or more digits counts as a code, and so does a class such as 4xx.
    """
    return not any(
        _NUMBER.search(summary) or any(letters(name) in letters(summary) for name in _names(entry))
        for summary in (entry.text(language).summary for language in LANGUAGES)
    )


def can_be_blanked(entry: Entry) -> bool:
    """Return whether the example, with its status blanked, has one answer and doesn't reveal it.

    The example must show the fields that the code's specification requires, because people
    recognise the code by these fields. An example that contains the code, its name, or a word of
    its name gives the answer away: "Upgrade:" has a word of "Upgrade Required".
    """
    example = blanked(entry)
    return (
        not entry.vendor
        and BLANK in example
        and bool(entry.facts.required_headers)
        and all(f"{header}:" in example for header in entry.facts.required_headers)
        and f"{entry.code:03}" not in example
        and not any(letters(name) in letters(example) for name in _names(entry))
        and not (_words(*_names(entry)) - _GENERAL) & _words(example)
    )


def _words(*texts: str) -> set[str]:
    return {word.casefold() for text in texts for word in _WORD.findall(text)}


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.name, entry.ko.name, *entry.aliases)
