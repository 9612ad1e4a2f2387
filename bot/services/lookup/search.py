"""Finds entries by words, in both languages at once, from memory.

Two steps. First every entry is scored by what it shares with the query: rare words, meanings that
synonyms have in common, and letter groups, which survive a typing error and left-out spaces. Then
the best few are read letter by letter, since a query that is nearly one of an entry's phrases means
that entry.
"""

import re
import unicodedata
from collections import defaultdict

from bot.model import MAX_QUERY, MAX_TYPED, PROXIES, UNSURE, Entry, Hit, Knowledge
from bot.services.lookup.index import Index, terms
from bot.services.lookup.keyboard import other_keyboard
from bot.services.lookup.mash import is_mash, without_feelings
from bot.services.lookup.words import (
    Synonyms,
    are_initials,
    are_talk,
    grams,
    initials,
    is_talk,
    letters,
    normalise,
    telling,
    tells_nothing,
    typed_initials,
)

# "hello" and 누구 stand in some entry's phrase, and yet ask for none: a single common word has to
# be nearly the whole of a phrase to count.
SHORT_WORD, SHORT_KOREAN_WORD = 10, 3
READ_CLOSELY = 8
# A query of unknown words, of which no phrase is spelled more alike than this, means nothing.
NEAR = 0.6
# Fewer initials fit some phrase of almost any entry.
TELLING_INITIALS = 4
MOST = 2 / 3
# A vendor's own, which the query does not name, is rarely meant with a lower score, or where it
# leads a registered code by no more than this.
UNSURE_OF_OWNER, BARELY = 0.6, 0.055
# "100초" and "500 mb" are quantities, not codes.
_UNITS = "초|분|건|개|명|원|ms|mb|kb|gb|secs?|seconds?"
_NUMBER = re.compile(rf"(?<![0-9])[0-9]{{3}}(?![0-9]| (?:{_UNITS})(?: |$))")

# How much each kind of likeness counts; found on the tuning part of the queries in the tests.
WORDS, GRAMS, SPELLING = 0.33, 0.27, 0.40
NUMBER, VENDOR, NAMED_VENDOR, FREQUENCY = 0.5, 0.02, 0.06, 0.008


class Search:
    """Searches `knowledge` by its index. Nothing here waits: a search takes less than a
    millisecond."""

    def __init__(self, knowledge: Knowledge, index: Index) -> None:
        self._entries = knowledge.entries
        self._synonyms = Synonyms(knowledge.synonyms)
        self._index = index
        self._codes: dict[int, list[int]] = defaultdict(list)
        # Each vendor's entries, under its name and under the groups of its synonyms.
        self._vendors: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            self._codes[entry.code].append(number)
            if entry.vendor and entry.vendor != PROXIES:
                name = normalise(entry.vendor)
                for known in {name, *self._synonyms.groups_in(name)}:
                    self._vendors[known].append(number)

    def find(self, query: str, limit: int = 10) -> list[Hit]:
        """The entries nearest to `query`, best first; none where it says nothing of a code."""
        # Composed first: a decomposed syllable is three characters. NFC, not NFKC, since that would
        # turn the consonants of a Korean keyboard into something that no key types.
        query = unicodedata.normalize("NFC", query[:MAX_TYPED])[:MAX_QUERY]
        if is_mash(query):
            return []
        query = without_feelings(query)
        if are_initials(query):
            typed = typed_initials(query)
            return [] if are_talk(typed) else self._best(self._by_initials(typed), limit)
        hits = self._find(normalise(query), limit)
        # A guess: it is worth asking whether the keyboard was in the other language.
        best = hits[0].score if hits else 0.0
        if best < UNSURE:
            mended = self._find(normalise(other_keyboard(query)), limit)
            if mended and mended[0].score > max(best, UNSURE):
                return mended
        return hits

    def is_sure(self, query: str, hits: list[Hit]) -> bool:
        """Whether the best of what `find` gave for `query` is the answer, and no guess. More is
        asked of a vendor's own, unless the query has its number or names the vendor."""
        best = hits[0]
        if not best.entry.vendor or self._is_named(best.entry, normalise(query)):
            return best.score >= UNSURE
        registered = max((hit.score for hit in hits if not hit.entry.vendor), default=0.0)
        return best.score >= UNSURE_OF_OWNER and best.score - registered > BARELY

    def _find(self, normalised: str, limit: int) -> list[Hit]:
        if tells_nothing(normalised):
            return []
        spelled = letters(normalised)
        scores = self._rough(normalised, spelled)
        closest = sorted(scores, key=scores.__getitem__, reverse=True)[:READ_CLOSELY]
        nearest = {each: _nearest(spelled, self._index.letters[each]) for each in closest}
        if max(nearest.values()) < NEAR and not self._index.words.has_any(self._terms(normalised)):
            return []
        is_lonely = _is_lonely(normalised)
        for number, likeness in nearest.items():
            scores[number] += SPELLING * likeness
            if is_lonely:
                scores[number] *= likeness
        return self._best(scores, limit)

    def _best(self, scores: dict[int, float], limit: int) -> list[Hit]:
        best = sorted(scores, key=scores.__getitem__, reverse=True)[:limit]
        return [Hit(self._entries[each], round(min(scores[each], 1.0), 4)) for each in best]

    def _rough(self, normalised: str, spelled: str) -> dict[int, float]:
        asked = self._terms(normalised)
        by_words = self._index.words.coverage(asked)
        by_grams = self._index.grams.coverage(grams(spelled))
        scores = {
            number: WORDS * by_words[number]
            + GRAMS * by_grams[number]
            + FREQUENCY * entry.frequency
            - (VENDOR if entry.vendor else 0)
            for number, entry in enumerate(self._entries)
        }
        for typed in _NUMBER.findall(normalised):
            for number in self._codes.get(int(typed), ()):
                scores[number] += NUMBER
        for number in self._named(normalised, asked):
            scores[number] += NAMED_VENDOR
        return scores

    def _is_named(self, entry: Entry, normalised: str) -> bool:
        """Whether a query has its number, or its vendor."""
        if f"{entry.code:03}" in _NUMBER.findall(normalised):
            return True
        named = self._named(normalised, self._terms(normalised))
        return any(self._entries[each] is entry for each in named)

    def _terms(self, normalised: str) -> list[str]:
        return terms(normalised, self._synonyms) if normalised else []

    def _named(self, normalised: str, asked: list[str]) -> set[int]:
        """The entries of the vendors that a query names."""
        named = [v for v in self._vendors if f" {v} " in f" {normalised} " or v in asked]
        return {number for vendor in named for number in self._vendors[vendor]}

    def _by_initials(self, typed: str) -> dict[int, float]:
        scores = {}
        for number, known in enumerate(self._index.initials):
            entry = self._entries[number]
            # Two initials fit something of almost every entry, but few glosses.
            candidates = known if len(typed) > 2 else [initials(entry.ko.name)]
            best = max((_initials_score(typed, each) for each in candidates), default=0.0)
            if best:
                scores[number] = best + FREQUENCY * entry.frequency
        return scores


def _is_lonely(normalised: str) -> bool:
    """Whether a single short word says all of it."""
    said = [word for word in telling(normalised) if not is_talk(word)]
    if len(said) != 1 or not said[0].isalpha():
        return False
    return len(said[0]) <= (SHORT_WORD if said[0].isascii() else SHORT_KOREAN_WORD)


def _nearest(spelled: str, phrases: list[str]) -> float:
    """How like the most similar phrase is, letter by letter: 0 to 1."""
    # Imported when words are first searched: a start need not wait for it.
    from rapidfuzz import fuzz, process

    _, ratio, _ = process.extractOne(spelled, phrases, scorer=fuzz.ratio)
    return float(ratio) / 100


def _initials_score(typed: str, phrase: str) -> float:
    """The whole of a phrase, or most of a longer one, may be the answer; all else is a guess."""
    if typed not in phrase:
        return 0.0
    share = len(typed) / len(phrase)
    if typed == phrase:
        return 0.97 if len(typed) >= TELLING_INITIALS else 0.4
    if not phrase.startswith(typed):
        return 0.25 + 0.05 * share
    is_most = len(typed) > TELLING_INITIALS and share >= MOST
    return 0.6 + 0.3 * share if is_most else 0.3 + 0.1 * share
