"""Frozen dataclasses that every layer shares.

The names that most modules need are exported here; the others are imported from their modules.
"""

from bot.model.detail import Detail
from bot.model.entry import PROXIES, Entry, Key, Kind
from bot.model.explanation import CodeCount, Explanation, Mention, Summary
from bot.model.knowledge import Knowledge, Scenario
from bot.model.language import LANGUAGES, LOCALES, Language
from bot.model.lookup import (
    DetailMatch,
    Hit,
    LookupResult,
    Match,
    NoMatch,
    StatusClass,
    UnassignedCode,
)

__all__ = [
    "LANGUAGES",
    "LOCALES",
    "PROXIES",
    "CodeCount",
    "Detail",
    "DetailMatch",
    "Entry",
    "Explanation",
    "Hit",
    "Key",
    "Kind",
    "Knowledge",
    "Language",
    "LookupResult",
    "Match",
    "Mention",
    "NoMatch",
    "Scenario",
    "StatusClass",
    "Summary",
    "UnassignedCode",
]
