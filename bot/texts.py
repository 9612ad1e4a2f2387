"""What Teapot says, in both languages: `locales/en.yaml` and `ko.yaml`, one sentence a key."""

import re
from dataclasses import replace
from pathlib import Path

from bot.errors import Complaint, SourceError
from bot.model import LANGUAGES, Language
from bot.source import read, scalars

LOCALES = Path(__file__).parent / "locales"


class Texts:
    """Every text by language and key. A key that is missing is a programming error: KeyError."""

    def __init__(self, texts: dict[Language, dict[str, str]]) -> None:
        self._texts = texts

    def say(self, language: Language, key: str, **values: str | int) -> str:
        """The text of `key` with its {placeholders} filled in."""
        return self._texts[language][key].format(**values)

    @property
    def all_keys(self) -> frozenset[str]:
        return frozenset(self._texts["en"])


def load_texts(folder: Path = LOCALES) -> Texts:
    """Both languages' texts; raises SourceError with every complaint about either."""
    complaints: list[Complaint] = []
    texts: dict[Language, dict[str, str]] = {}
    places: dict[Language, dict[str, Complaint]] = {}
    for language in LANGUAGES:
        node, source = read(folder / f"{language}.yaml", folder.parent.parent, complaints)
        found = list(scalars(node, source)) if node is not None else []
        texts[language] = {key: text for key, text, _ in found}
        places[language] = {
            key: Complaint(source.file, line, key, "-", "") for key, _, line in found
        }
    if not complaints:
        complaints += _unequal(texts, places, "en", "ko") + _unequal(texts, places, "ko", "en")
    if complaints:
        raise SourceError(sorted(complaints))
    return Texts(texts)


def _unequal(
    texts: dict[Language, dict[str, str]],
    places: dict[Language, dict[str, Complaint]],
    language: Language,
    other: Language,
) -> list[Complaint]:
    """Keys that stand in one language only, and placeholders that differ."""
    complaints: list[Complaint] = []
    for key, text in texts[language].items():
        place = places[language][key]
        if key not in texts[other]:
            complaints.append(replace(place, problem=f"is missing in {other}.yaml"))
        elif _placeholders(text) != _placeholders(texts[other][key]):
            complaints.append(replace(place, problem=f"has other placeholders in {other}.yaml"))
    return complaints


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))
