"""All entries and scenarios, by key."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import Entry, Key, Scenario


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Finds entries and scenarios by their keys."""

    entries: Mapping[Key, Entry]
    scenarios: Mapping[str, Scenario]
