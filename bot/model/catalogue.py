"""Holds entries (the meanings of status codes) and scenarios (situations of the quiz) by key."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import Entry, Key, Scenario


@dataclass(frozen=True, slots=True)
class Catalogue:
    entries: Mapping[Key, Entry]
    scenarios: Mapping[str, Scenario]
