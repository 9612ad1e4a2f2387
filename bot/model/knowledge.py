"""All that is seeded from the data: entries, synonyms, scenarios, names of zones, details."""

from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta

from bot.model.detail import Detail
from bot.model.entry import Entry, Key, Vendor
from bot.model.language import Language
from bot.model.text_limits import Name, Remark
from bot.model.zones import ZoneNames


@dataclass(frozen=True, slots=True)
class SituationText:
    """A situation, and one sentence on why the situation's code fits better than similar codes."""

    situation: Annotated[str, Meta(min_length=20, max_length=240)]
    why: Remark


@dataclass(frozen=True, slots=True)
class Scenario:
    """A situation that the quiz describes, asking which code fits.

    `also` are numbers that fit too: the quiz never offers them as wrong answers.
    """

    key: Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    code: Annotated[int, Meta(ge=0, le=999)]
    also: Annotated[tuple[int, ...], Meta(max_length=4)]
    level: Literal[1, 2, 3]
    en: SituationText
    ko: SituationText
    vendor: Vendor = ""

    @property
    def entry_key(self) -> Key:
        return Key(self.code, self.vendor)

    def text(self, language: Language) -> SituationText:
        return self.en if language == "en" else self.ko


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything in the data: entries in file order, groups of synonyms, scenarios, the
    names that people use for time zones, and details that products write beside a code."""

    entries: tuple[Entry, ...]
    synonyms: tuple[tuple[Name, ...], ...]
    scenarios: tuple[Scenario, ...]
    zones: ZoneNames
    details: tuple[Detail, ...]
