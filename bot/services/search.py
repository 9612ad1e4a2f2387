"""Finds entries by words, in both languages at once, from memory.

Two steps. First every entry is scored by what it shares with the query: rare words and the meanings
that synonyms have in common, letter groups (which survive a typing error and left-out spaces), and
the one phrase of the entry that is most like the query. Then the best few are read letter by letter,
since a query that is nearly one of an entry's phrases means that entry.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log, sqrt

from rapidfuzz import fuzz, process

from bot.model import Entry, Hit
from bot.services.words import (
    Synonyms,
    are_initials,
    grams,
    initials,
    letters,
    normalise,
    typed_initials,
    words,
)

MAX_QUERY = 100
READ_CLOSELY = 8
_NUMBER = re.compile(r"(?<![0-9])[0-9]{3}(?![0-9])")

# How much each kind of likeness counts; found on the tuning part of tests/services/queries.*.yaml.
WORDS, GRAMS, PHRASE, SPELLING = 0.25, 0.2, 0.3, 0.25
NUMBER, VENDOR, FREQUENCY = 0.6, 0.12, 0.004


class Search:
    """An index of the entries, in both languages."""

    def __init__(self, entries: Sequence[Entry], synonyms: Synonyms) -> None:
        self._entries = list(entries)
        self._synonyms = synonyms
        self._codes: dict[int, list[int]] = defaultdict(list)
        self._vendors: dict[str, list[int]] = defaultdict(list)
        self._letters: list[list[str]] = []
        self._initials: list[list[str]] = []
        phrase_terms: list[tuple[int, frozenset[str]]] = []
        entry_terms: list[Counter[str]] = []
        entry_grams: list[Counter[str]] = []
        for number, entry in enumerate(self._entries):
            self._codes[entry.code].append(number)
            if entry.vendor:
                self._vendors[normalise(entry.vendor)].append(number)
            phrases = _phrases(entry)
            terms = [frozenset(self._terms(phrase)) for phrase in phrases]
            phrase_terms += [(number, each) for each in terms]
            entry_terms.append(Counter(term for each in terms for term in each))
            entry_terms[-1].update(
                {term for text in _sentences(entry) for term in self._terms(text)}
            )
            spelled = [letters(phrase) for phrase in phrases]
            self._letters.append(spelled)
            self._initials.append([initials(phrase) for phrase in phrases])
            entry_grams.append(Counter(gram for each in spelled for gram in grams(each)))
        self._words = _Documents(entry_terms)
        self._grams = _Documents(entry_grams)
        self._phrases = _Phrases(phrase_terms, self._words)

    def find(self, query: str, limit: int = 10) -> list[Hit]:
        """The entries nearest to `query`, best first; none where nothing is near."""
        query = query[:MAX_QUERY]
        if are_initials(query):
            return self._hits(self._by_initials(typed_initials(query)), limit)
        normalised = normalise(query)
        if not normalised:
            return []
        scores = self._rough(normalised)
        spelled = letters(normalised)
        best = sorted(scores, key=scores.__getitem__, reverse=True)[:READ_CLOSELY]
        for number in best:
            _, ratio, _ = process.extractOne(spelled, self._letters[number], scorer=fuzz.ratio)
            scores[number] += SPELLING * ratio / 100
        return self._hits(scores, limit)

    def _hits(self, scores: dict[int, float], limit: int) -> list[Hit]:
        best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
        return [Hit(self._entries[each], round(min(scores[each], 1.0), 4)) for each in best]

    def _terms(self, normalised: str) -> list[str]:
        return [*words(normalised), *self._synonyms.groups_in(normalised)]

    def _rough(self, normalised: str) -> dict[int, float]:
        terms = self._terms(normalised)
        scores: dict[int, float] = defaultdict(float)
        for weight, found in (
            (WORDS, self._words.coverage(terms)),
            (GRAMS, self._grams.coverage(grams(letters(normalised)))),
            (PHRASE, self._phrases.likeness(terms)),
        ):
            for number, score in found.items():
                scores[number] += weight * score
        for typed in _NUMBER.findall(normalised):
            for number in self._codes.get(int(typed), ()):
                scores[number] += NUMBER
        for vendor, owned in self._vendors.items():
            if vendor in normalised:
                for number in owned:
                    scores[number] += VENDOR
        for number in scores:
            scores[number] += FREQUENCY * self._entries[number].frequency
        return scores

    def _by_initials(self, typed: str) -> dict[int, float]:
        scores = {}
        for number, candidates in enumerate(self._initials):
            best = max((_initials_score(typed, each) for each in candidates), default=0.0)
            if best > 0.5:
                scores[number] = best + FREQUENCY * self._entries[number].frequency
        return scores


class _Documents:
    """Which document has which term, and how much a term tells: its inverse document frequency."""

    def __init__(self, documents: Sequence[Counter[str]]) -> None:
        holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, document in enumerate(documents):
            for term, times in document.items():
                holders[term].append((number, times / (times + 0.6)))
        count = len(documents)
        self._holders = dict(holders)
        self._unknown = log(1 + count)
        self._idf = {
            term: log(1 + (count - len(held) + 0.5) / (len(held) + 0.5))
            for term, held in holders.items()
        }

    def idf(self, term: str) -> float:
        return self._idf.get(term, self._unknown)

    def coverage(self, terms: Sequence[str]) -> dict[int, float]:
        """For each document, the share of the query's weight that it holds: 0 to 1."""
        total = 0.0
        scores: dict[int, float] = defaultdict(float)
        for term in set(terms):
            idf = self.idf(term)
            total += idf
            for number, weight in self._holders.get(term, ()):
                scores[number] += idf * weight
        return {number: score / total for number, score in scores.items()} if total else {}


class _Phrases:
    """Every phrase as a vector of its terms, to find the entry with the most similar one."""

    def __init__(self, phrases: list[tuple[int, frozenset[str]]], documents: _Documents) -> None:
        self._owner = [number for number, _ in phrases]
        self._documents = documents
        self._norm = [sqrt(sum(documents.idf(t) ** 2 for t in terms)) for _, terms in phrases]
        self._holders: dict[str, list[int]] = defaultdict(list)
        for at, (_, terms) in enumerate(phrases):
            for term in terms:
                self._holders[term].append(at)

    def likeness(self, terms: Sequence[str]) -> dict[int, float]:
        """For each entry, the cosine of its nearest phrase to the query: 0 to 1."""
        dots: dict[int, float] = defaultdict(float)
        squares = 0.0
        for term in set(terms):
            square = self._documents.idf(term) ** 2
            squares += square
            for at in self._holders.get(term, ()):
                dots[at] += square
        norm = sqrt(squares)
        best: dict[int, float] = defaultdict(float)
        for at, dot in dots.items():
            cosine = dot / (norm * self._norm[at])
            if cosine > best[self._owner[at]]:
                best[self._owner[at]] = cosine
        return best


def _phrases(entry: Entry) -> list[str]:
    """Everything short that an entry is known by, in both languages, normalised."""
    owned = [f"{entry.vendor} {entry.name}"] if entry.vendor else []
    raw = [
        entry.name, *entry.aliases, *entry.constants.values(), *owned,
        *(phrase for text in (entry.en, entry.ko) for phrase in (text.name, *text.keywords)),
    ]  # fmt: skip
    return list(dict.fromkeys(filter(None, map(normalise, raw))))


def _sentences(entry: Entry) -> list[str]:
    return [
        normalise(sentence)
        for text in (entry.en, entry.ko)
        for sentence in (text.summary, text.meaning, *text.causes)
    ] + [normalise(entry.vendor)] * bool(entry.vendor)


def _initials_score(typed: str, phrase: str) -> float:
    if typed == phrase:
        return 0.97
    if phrase.startswith(typed):
        return 0.6 + 0.3 * len(typed) / len(phrase)
    return 0.55 + 0.2 * len(typed) / len(phrase) if len(typed) >= 3 and typed in phrase else 0.0
