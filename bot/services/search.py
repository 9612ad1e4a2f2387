"""Finds entries by words, in both languages at once, from memory.

Two steps. First every entry is scored by the rare words and letter groups that it shares with the
query (a letter group survives a typing error and left-out spaces). Then the best few are read
phrase by phrase, since a query that is nearly one of an entry's phrases means that entry.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from bot.model import Entry, Hit
from bot.services.words import (
    are_initials,
    grams,
    initials,
    letters,
    normalise,
    stem,
    typed_initials,
    words,
)

CANDIDATES = 14
MAX_QUERY = 100
_NUMBER = re.compile(r"(?<![0-9])[0-9]{3}(?![0-9])")


class Search:
    """An index of the entries. Building it takes a fraction of a second; searching, less than a
    millisecond."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = list(entries)
        self._phrases = [_phrases(entry) for entry in self._entries]
        self._codes: dict[int, list[int]] = defaultdict(list)
        self._vendors: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            self._codes[entry.code].append(number)
            if entry.vendor:
                self._vendors[normalise(entry.vendor)].append(number)
        self._words = _Postings([Counter(_all_words(entry)) for entry in self._entries])
        self._grams = _Postings(
            [Counter(g for p in phrases for g in grams(letters(p))) for phrases in self._phrases]
        )
        self._initials = [[initials(phrase) for phrase in phrases] for phrases in self._phrases]
        self._prior = [0.004 * entry.frequency for entry in self._entries]

    def find(self, query: str, limit: int = 10) -> list[Hit]:
        """The entries nearest to `query`, best first; none where nothing is near."""
        if are_initials(query[:MAX_QUERY]):
            return self._by_initials(typed_initials(query[:MAX_QUERY]))[:limit]
        normalised = normalise(query[:MAX_QUERY])
        if not normalised:
            return []
        scores = self._rough(normalised)
        best = sorted(scores, key=scores.__getitem__, reverse=True)[:CANDIDATES]
        joined = letters(normalised)
        fine: list[tuple[float, int]] = []
        for number in best:
            near = self._nearest_phrase(number, normalised, joined)
            fine.append((0.55 * near + 0.45 * min(scores[number], 1.3), number))
        fine.sort(key=lambda pair: (-pair[0], pair[1]))
        return [
            Hit(self._entries[number], round(min(score, 1.0), 4)) for score, number in fine[:limit]
        ]

    def _rough(self, normalised: str) -> dict[int, float]:
        by_words = self._words.score(words(normalised))
        by_grams = self._grams.score(grams(letters(normalised)))
        scores: dict[int, float] = defaultdict(float)
        for number, score in by_words.items():
            scores[number] += 0.5 * score
        for number, score in by_grams.items():
            scores[number] += 0.5 * score
        for typed in _NUMBER.findall(normalised):
            for number in self._codes.get(int(typed), ()):
                scores[number] += 0.8
        for vendor, owned in self._vendors.items():
            if vendor in normalised:
                for number in owned:
                    scores[number] += 0.25
        for number in scores:
            scores[number] += self._prior[number]
        return scores

    def _nearest_phrase(self, number: int, normalised: str, joined: str) -> float:
        phrases = self._phrases[number]
        _, ordered, _ = process.extractOne(normalised, phrases, scorer=fuzz.token_sort_ratio)
        _, within, _ = process.extractOne(normalised, phrases, scorer=fuzz.token_set_ratio)
        return float(0.7 * ordered + 0.3 * within) / 100

    def _by_initials(self, typed: str) -> list[Hit]:
        hits: list[tuple[float, int]] = []
        for number, candidates in enumerate(self._initials):
            best = max((_initials_score(typed, each) for each in candidates), default=0.0)
            if best > 0.5:
                hits.append((best + self._prior[number], number))
        hits.sort(key=lambda pair: (-pair[0], pair[1]))
        return [Hit(self._entries[number], round(min(score, 1.0), 4)) for score, number in hits]


class _Postings:
    """Which document has which term, and how much a term tells (its inverse document frequency)."""

    def __init__(self, documents: Sequence[Counter[str]]) -> None:
        self._count = len(documents)
        holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, document in enumerate(documents):
            for term, times in document.items():
                holders[term].append((number, times / (times + 0.6)))
        self._holders = dict(holders)
        self._idf = {
            term: math.log(1 + (self._count - len(held) + 0.5) / (len(held) + 0.5))
            for term, held in holders.items()
        }
        self._unknown = math.log(1 + self._count)

    def score(self, terms: Iterable[str]) -> dict[int, float]:
        """For each document, the share of the query's weight that it holds: 0 to 1."""
        total = 0.0
        scores: dict[int, float] = defaultdict(float)
        for term in set(terms):
            idf = self._idf.get(term, self._unknown)
            total += idf
            for number, weight in self._holders.get(term, ()):
                scores[number] += idf * weight
        return {number: score / total for number, score in scores.items()} if total else {}


def _phrases(entry: Entry) -> list[str]:
    """Everything short that an entry is known by, in both languages, normalised."""
    owned = [f"{entry.vendor} {entry.name}"] if entry.vendor else []
    raw = [
        entry.name, *entry.aliases, *entry.constants.values(), *owned,
        *(phrase for text in (entry.en, entry.ko) for phrase in (text.name, *text.keywords)),
    ]  # fmt: skip
    return list(dict.fromkeys(filter(None, map(normalise, raw))))


def _all_words(entry: Entry) -> list[str]:
    """The words of the phrases count fully, those of the sentences once."""
    found = [word for phrase in _phrases(entry) for word in words(phrase)]
    for text in (entry.en, entry.ko):
        sentences = (text.summary, text.meaning, *text.causes)
        found += {word for sentence in sentences for word in words(normalise(sentence))}
    return [*found, *(stem(word) for word in normalise(entry.vendor).split())]


def _initials_score(typed: str, phrase: str) -> float:
    if typed == phrase:
        return 0.97
    if phrase.startswith(typed):
        return 0.6 + 0.3 * len(typed) / len(phrase)
    return 0.55 + 0.2 * len(typed) / len(phrase) if len(typed) >= 3 and typed in phrase else 0.0
