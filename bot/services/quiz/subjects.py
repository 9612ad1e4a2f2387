"""Finds the quiz's subjects: what the quiz can ask about each entry and scenario."""

from collections.abc import Collection

from bot.model import Entry, Kind, Knowledge
from bot.model.quiz import Subject
from bot.model.quiz_rules import Level
from bot.services.quiz.spoilers import can_be_blanked, summary_leaks_nothing


def every_subject(knowledge: Knowledge) -> list[Subject]:
    """Return every subject whose question has exactly one right answer and doesn't reveal it."""
    found = []
    for entry in knowledge.entries:
        kinds: dict[Kind, bool] = {
            "meaning": summary_leaks_nothing(entry),
            "name": not entry.vendor and entry.registration != "unused",
            # 206 and 304 require their fields only on a condition (RFC 9110 §15.3.7.1, §15.4.5).
            "header": bool(entry.facts.required_headers)
            and not entry.vendor
            and entry.code not in (206, 304),
            "redirect": entry.facts.redirect_method is not None,
            "cacheable": entry.facts.cacheable_by_default is True,
            "sender": bool(entry.vendor) and not _is_shared(entry, knowledge.entries),
            "example": can_be_blanked(entry),
        }
        found += [
            Subject(kind, entry.key, _level(entry))
            for kind, holds in kinds.items()
            if holds and entry.is_asked(kind)
        ]
    found += [
        Subject("scenario", scenario.entry_key, scenario.level, scenario.key)
        for scenario in knowledge.scenarios
    ]
    return found


def _level(entry: Entry) -> Level:
    """Return an entry's level by its frequency. A vendor's entry is never easy."""
    if entry.is_common and not entry.vendor:
        return 1
    return 2 if entry.frequency >= 3 else 3


def _is_shared(entry: Entry, entries: Collection[Entry]) -> bool:
    """Return whether a vendor's code also has an entry without a vendor.

    Other servers send such a code, too.
    """
    return any(each.code == entry.code and not each.vendor for each in entries)
