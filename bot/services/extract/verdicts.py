"""Caches what the words right beside a number say, because logs and chats repeat their words."""

from typing import TypeVar

from bot.services.extract import (
    context,
    evidence_against,
    evidence_for,
    korean_lists,
    page_titles,
    reason_phrases,
)
from bot.services.extract.suggestions import is_suggested
from bot.services.extract.vendors import KNOWN

# How many verdicts of each kind are cached, one for each number and the words beside it.
MAX_VERDICTS = 512
# Rare codes, which need clear evidence: as often, the number is something else (104 is an errno).
RARE = frozenset({101, 104, 218, 450, 540, 600, 601, 783})
COMMON = KNOWN - RARE


_Key = TypeVar("_Key")


class Verdicts:
    """The verdicts about the numbers of one text."""

    def __init__(self, compared: set[int]) -> None:
        # The values that a failed test compares are no codes, whatever is beside them.
        self.compared = compared
        # A number that the text once calls a port is a port elsewhere, too.
        self.labelled: set[int] = set()
        self._named: dict[tuple[int, str, str], bool] = {}
        self._other: dict[tuple[int, str, str], bool] = {}
        self._in_prose: dict[tuple[int, str, str], bool] = {}
        self._priced: dict[tuple[str, str], bool] = {}
        self._suggested: dict[tuple[int, str, str, bool], bool] = {}

    def is_named(self, code: int, before: str, after: str) -> bool:
        """Return whether a reason phrase, a title or a status's name is beside the number."""
        key = (code, before, after)
        verdict = self._named.get(key)
        if verdict is None:
            verdict = _kept(self._named)[key] = (
                reason_phrases.is_beside(code, before, after)
                or (
                    korean_lists.has_phrase(code, after)
                    and not evidence_against.is_labelled(before)
                )
                or (
                    code in COMMON
                    and page_titles.is_titled(code, before, after)
                    and not evidence_against.is_labelled(before)
                    and not evidence_against.counts_something(after)
                    and not evidence_against.precedes_plural(after)
                )
                or (
                    evidence_for.is_called_status(before)
                    and not evidence_against.counts_something(after)
                    and not evidence_against.is_of_device(before)
                )
            )
        return verdict

    def is_other(self, code: int, before: str, after: str) -> bool:
        """Return whether words right beside the number say that it is no code."""
        key = (code, before, after)
        verdict = self._other.get(key)
        if verdict is None:
            is_labelled = evidence_against.is_labelled(before, after)
            if is_labelled and evidence_against.is_port(before):
                self.labelled.add(code)
            verdict = _kept(self._other)[key] = is_labelled or evidence_against.counts_something(
                after
            )
        return verdict

    def stands_in_prose(self, code: int, before: str, after: str) -> bool:
        """Return whether the number is a word of a sentence, and no value or column."""
        key = (code, before, after)
        verdict = self._in_prose.get(key)
        if verdict is None:
            verdict = _kept(self._in_prose)[key] = evidence_for.stands_in_prose(code, before, after)
        return verdict

    def names_prices(self, before: str, after: str) -> bool:
        """Return whether the words are about prices."""
        key = (before, after)
        verdict = self._priced.get(key)
        if verdict is None:
            verdict = _kept(self._priced)[key] = context.names_prices(f"{before} {after}")
        return verdict

    def is_suggested(self, code: int, before: str, after: str, *, about_http: bool) -> bool:
        """Return whether the words suggest a code."""
        key = (code, before, after, about_http)
        verdict = self._suggested.get(key)
        if verdict is None:
            verdict = _kept(self._suggested)[key] = is_suggested(
                code, before, after, about_http=about_http
            )
        return verdict


def _kept(verdicts: dict[_Key, bool]) -> dict[_Key, bool]:
    """Return the cache, emptied if it is full."""
    if len(verdicts) >= MAX_VERDICTS:
        verdicts.clear()
    return verdicts
