"""The search index: which entries have which words, letter groups and initials.

Building it takes half a second, and decoding it a few hundredths. So it is built once and kept in
the store, and a start doesn't wait for it.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

import msgspec

from bot.model import Entry, Knowledge
from bot.services.lookup.words import Synonyms, grams, initials, letters, normalise, words

# How many phrases of an entry count for one term.
MAX_TIMES = 255
# An entry's position and its times.
_PAIR_BYTES = 2 * array("H").itemsize
# The more phrases have a term, the less another one adds.
_SATURATED = [times / (times + 0.6) for times in range(MAX_TIMES + 1)]


@dataclass(frozen=True, slots=True)
class Postings:
    """For each term, the entries that have it, and in how many of their phrases.

    `holders` maps a term to pairs of 16-bit numbers in a row: an entry's position, and the number
    of phrases. `count` is the number of all entries.
    """

    count: int
    holders: dict[str, bytes]

    def has_any(self, terms: Iterable[str]) -> bool:
        """Return whether any entry has one of the terms."""
        return any(term in self.holders for term in terms)

    def share(self, term: str) -> float:
        """Return the share of entries that have the term, from 0 to 1."""
        return len(self.holders.get(term, b"")) / _PAIR_BYTES / self.count

    def coverage(self, terms: Iterable[str]) -> list[float]:
        """Return for each entry the share of the terms' weight that it holds: 0 to 1.

        Rare terms weigh more. A term counts more for an entry if more of its phrases have the term,
        but the gain soon levels off.
        """
        total = 0.0
        scores = [0.0] * self.count
        for term in set(terms):
            pairs = array("H", self.holders.get(term, b""))
            held = len(pairs) // 2
            rarity = log(1 + (self.count - held + 0.5) / (held + 0.5))
            total += rarity
            pair = iter(pairs)
            for position, times in zip(pair, pair, strict=True):
                scores[position] += rarity * _SATURATED[times]
        return [score / total for score in scores] if total else scores


@dataclass(frozen=True, slots=True)
class Index:
    """The index of all entries; `letters` and `initials` are lists of each entry's phrases."""

    words: Postings
    grams: Postings
    letters: list[list[str]]
    initials: list[list[str]]


_decoder = msgspec.msgpack.Decoder(Index)


def build_index(knowledge: Knowledge) -> Index:
    """Build the index; the entries keep their order."""
    synonyms = Synonyms(knowledge.synonyms)
    phrases = [_phrases(entry) for entry in knowledge.entries]
    spelled = [list(map(letters, each)) for each in phrases]
    words_of = [
        Counter(term for phrase in each for term in set(terms(phrase, synonyms)))
        + Counter({term for said in _sentences(entry) for term in terms(said, synonyms)})
        for entry, each in zip(knowledge.entries, phrases, strict=True)
    ]
    grams_of = [Counter(gram for each in some for gram in grams(each)) for some in spelled]
    return Index(
        words=_postings(words_of),
        grams=_postings(grams_of),
        letters=spelled,
        initials=[[each for each in map(initials, some) if each != "-"] for some in phrases],
    )


def terms(normalised: str, synonyms: Synonyms) -> list[str]:
    """Return a text's words, and a term for each group of synonyms that it mentions."""
    return [*words(normalised), *synonyms.groups_in(normalised)]


def to_bytes(index: Index) -> bytes:
    return msgspec.msgpack.encode(index)


def from_bytes(document: bytes) -> Index | None:
    """Decode an index; return None if the document is damaged: a new one is soon built."""
    try:
        return _decoder.decode(document)
    except msgspec.DecodeError:
        return None


def _phrases(entry: Entry) -> list[str]:
    """Return the names, constants and keywords of an entry, in both languages, normalised."""
    older = (versions.before for versions in entry.versions.values() if versions.before)
    raw = [entry.name, *entry.aliases, *entry.constants.values(), *older]
    if entry.vendor:
        raw.append(f"{entry.vendor} {entry.name}")
    for text in (entry.en, entry.ko):
        raw += [text.name, *text.keywords]
    return list(dict.fromkeys(filter(None, map(normalise, raw))))


def _sentences(entry: Entry) -> list[str]:
    """Return the vendor and the longer texts of an entry, normalised."""
    sentences = [entry.vendor] if entry.vendor else []
    for text in (entry.en, entry.ko):
        sentences += [text.summary, text.meaning, *text.causes]
    return [normalise(sentence) for sentence in sentences]


def _postings(documents: Sequence[Counter[str]]) -> Postings:
    holders: dict[str, array[int]] = defaultdict(lambda: array("H"))
    for position, document in enumerate(documents):
        for term, times in document.items():
            holders[term].extend((position, min(times, MAX_TIMES)))
    return Postings(len(documents), {term: pairs.tobytes() for term, pairs in holders.items()})
