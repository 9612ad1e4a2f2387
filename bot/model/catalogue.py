"""What Teapot knows, by key."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import Entry, Key, Scenario


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`scenarios` are by name."""

    entries: Mapping[Key, Entry]
    scenarios: Mapping[str, Scenario]
