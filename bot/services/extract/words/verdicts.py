"""Caches what the words right beside a number say, because logs and chats repeat their words."""

from collections.abc import Callable
from functools import partial

from bot.services.extract import context
from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words import (
    evidence_against,
    evidence_for,
    korean_lists,
    page_titles,
    reason_phrases,
)
from bot.services.extract.words.suggestions import is_suggested

# How many verdicts a cache holds. A verdict is a yes or no for one number with the words beside it.
MAX_VERDICTS = 512
# Rare codes need clear evidence: such a number is something else as often as it is a code (104 is
# an errno).
RARE = frozenset({101, 104, 218, 450, 540, 600, 601, 783})
COMMON = KNOWN - RARE


class _Cache(dict[tuple[object, ...], bool]):
    """Caches what `decide` returns. A key holds `decide`'s arguments. A full cache is emptied."""

    def __init__(self, decide: Callable[..., bool]) -> None:
        super().__init__()
        self._decide = decide

    def __missing__(self, key: tuple[object, ...]) -> bool:
        if len(self) >= MAX_VERDICTS:
            self.clear()
        verdict = self[key] = self._decide(*key)
        return verdict


class Verdicts:
    """What the words right beside a number say about it, for each number of one text."""

    def __init__(self, compared: set[int]) -> None:
        # The text may show a failed test that compares numbers, such as two lengths. These numbers
        # are no codes, whatever words are beside them.
        self.compared = compared
        # A number that the text once calls a port is a port elsewhere, too.
        self.labelled: set[int] = set()
        self._named = _Cache(_is_named)
        self._other = _Cache(partial(_is_other, self.labelled))
        self._in_prose = _Cache(evidence_for.stands_in_prose)
        self._priced = _Cache(_names_prices)
        self._suggested = _Cache(_is_suggested)

    def is_named(self, code: int, before: str, after: str) -> bool:
        """Return whether the words beside the number name its status.

        A name is a reason phrase, a page's title, an error's name, or words such as "status code".
        """
        return self._named[code, before, after]

    def is_other(self, code: int, before: str, after: str) -> bool:
        """Return whether words right beside the number say that it is no code."""
        return self._other[code, before, after]

    def stands_in_prose(self, code: int, before: str, after: str) -> bool:
        """Return whether the number is a word of a sentence, not a value or a table's cell."""
        return self._in_prose[code, before, after]

    def names_prices(self, before: str, after: str) -> bool:
        """Return whether the words are about prices."""
        return self._priced[before, after]

    def is_suggested(self, code: int, before: str, after: str, *, about_http: bool) -> bool:
        """Return whether the words are evidence, though weak, that the number is a code."""
        return self._suggested[code, before, after, about_http]


def _is_named(code: int, before: str, after: str) -> bool:
    return (
        reason_phrases.is_beside(code, before, after)
        or (korean_lists.has_phrase(code, after) and not evidence_against.is_labelled(before))
        or (
            code in COMMON
            and (
                reason_phrases.precedes_error_name(code, after)
                or (
                    page_titles.is_titled(code, before, after)
                    and not evidence_against.counts_something(after)
                    and not evidence_against.precedes_plural(after)
                )
            )
            and not evidence_against.is_labelled(before)
        )
        or (
            evidence_for.is_called_status(before)
            and not evidence_against.counts_something(after)
            and not evidence_against.is_of_device(before)
        )
    )


def _is_other(labelled: set[int], code: int, before: str, after: str) -> bool:
    """Return whether words say that the number is no code.

    If they call the number a port, add the number to `labelled`.
    """
    if evidence_against.is_port(before):
        is_labelled = evidence_against.is_labelled(before, after)
        if is_labelled:
            labelled.add(code)
        return is_labelled or evidence_against.counts_something(after)
    # The faster check comes first.
    return evidence_against.counts_something(after) or evidence_against.is_labelled(before, after)


def _names_prices(before: str, after: str) -> bool:
    return context.names_prices(f"{before} {after}")


def _is_suggested(code: int, before: str, after: str, about_http: bool) -> bool:
    return is_suggested(code, before, after, about_http=about_http)
