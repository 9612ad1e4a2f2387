"""What searching needs to know of the entries: made once from them, kept in the store as it is.

Making it takes half a second, reading it back a few hundredths; so the bot is up at once.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

import msgspec

from bot.model import Entry, Knowledge
from bot.services.lookup.words import Synonyms, grams, initials, letters, normalise, words

MAX_TIMES = 255
_SATURATED = [times / (times + 0.6) for times in range(MAX_TIMES + 1)]


@dataclass(frozen=True, slots=True)
class Postings:
    """Which of `count` entries have a term, and in how many of their phrases: pairs of 16-bit
    numbers, (entry, times), one after the other."""

    count: int
    holders: dict[str, bytes]

    def has_any(self, terms: Iterable[str]) -> bool:
        """Whether some entry has one of the terms."""
        return any(term in self.holders for term in terms)

    def coverage(self, terms: Iterable[str]) -> list[float]:
        """For each entry, the share of the terms' weight that it holds: 0 to 1.

        The rarer a term is among the entries, the more it weighs; and it says more of an entry the
        more of its phrases have it, but soon enough.
        """
        total = 0.0
        scores = [0.0] * self.count
        for term in set(terms):
            pairs = array("H", self.holders.get(term, b""))
            held = len(pairs) // 2
            rarity = log(1 + (self.count - held + 0.5) / (held + 0.5))
            total += rarity
            pair = iter(pairs)
            for number, times in zip(pair, pair, strict=True):
                scores[number] += rarity * _SATURATED[times]
        return [score / total for score in scores] if total else scores


@dataclass(frozen=True, slots=True)
class Index:
    """`letters` and `initials` hold those of each entry's phrases; a gloss is one of them, too."""

    words: Postings
    grams: Postings
    letters: list[list[str]]
    initials: list[list[str]]


_decoder = msgspec.msgpack.Decoder(Index)


def build_index(knowledge: Knowledge) -> Index:
    """The index of all entries, in their order."""
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
    """A text's words, and the meanings that they share with their synonyms."""
    return [*words(normalised), *synonyms.groups_in(normalised)]


def to_bytes(index: Index) -> bytes:
    return msgspec.msgpack.encode(index)


def from_bytes(document: bytes) -> Index | None:
    """None where it is no index, after whatever happened to the file; another is soon built."""
    try:
        return _decoder.decode(document)
    except msgspec.DecodeError:
        return None


def _phrases(entry: Entry) -> list[str]:
    """Everything short that an entry is known by, in both languages, normalised."""
    owned = [f"{entry.vendor} {entry.name}"] if entry.vendor else []
    raw = [
        entry.name, *entry.aliases, *entry.constants.values(), *owned,
        *(phrase for text in (entry.en, entry.ko) for phrase in (text.name, *text.keywords)),
    ]  # fmt: skip
    return list(dict.fromkeys(filter(None, map(normalise, raw))))


def _sentences(entry: Entry) -> list[str]:
    sentences = [entry.vendor] if entry.vendor else []
    for text in (entry.en, entry.ko):
        sentences += [text.summary, text.meaning, *text.causes]
    return [normalise(sentence) for sentence in sentences]


def _postings(documents: Sequence[Counter[str]]) -> Postings:
    holders: dict[str, array[int]] = defaultdict(lambda: array("H"))
    for number, document in enumerate(documents):
        for term, times in document.items():
            holders[term].extend((number, min(times, MAX_TIMES)))
    return Postings(len(documents), {term: pairs.tobytes() for term, pairs in holders.items()})
