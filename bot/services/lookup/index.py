"""The search index: which entries have which words, letter groups and initials.

Building the index takes half a second, and decoding it takes a few hundredths of a second. So the
index is built once and kept in the store, and a start doesn't wait for the build.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt
from operator import truediv

import msgspec

from bot.model import Entry, Knowledge
from bot.services.lookup.initials import initials
from bot.services.lookup.synonyms import Synonyms
from bot.services.lookup.words import grams, letters, normalise, words

# At most this many of an entry's phrases count for one term.
MAX_TIMES = 255
# `Index.phrases` leaves out an entry's phrases beyond this limit: a phrase's number is one byte.
MAX_PHRASES = 256
# The weight of a text is the sum of its words' rarities. A query names an error if the words that
# are in both the query and the error's text have more than this share of the text's weight. With
# less, the query may be about another error.
MIN_SHARE_OF_ERROR = 0.5
# A query can't contain a text of this weight by chance: the text has three or four rare words.
TELLING_WEIGHT = 11.0
# The size of a pair in `Postings.holders`.
_PAIR_BYTES = 2 * array("H").itemsize
# Each further phrase with a term adds less.
_SATURATED = [times / (times + 0.6) for times in range(MAX_TIMES + 1)]
# The assumed count of a term that an entry lacks: naive Bayes needs a number over 0.
_UNSEEN = 0.3
_LOG_RATIOS = [log(1 + times / _UNSEEN) for times in range(MAX_TIMES + 1)]
# The lowest log-likelihood of an entry, relative to the likeliest entry's: further evidence against
# the entry changes nothing.
_LEAST_LIKELY = -3.0


@dataclass(frozen=True, slots=True)
class Postings:
    """For each term, the entries that have the term, and the number of their phrases with it.

    A term is a word, a group of synonyms, or a group of letters. `holders` maps a term to a row of
    pairs of 16-bit numbers: an entry's position, and the number of phrases. For words and synonyms,
    all texts of `_sentences` together count as one phrase. `scores` subtracts an entry's penalty
    from the entry's log-likelihood per term. An entry with many terms has a high penalty, because
    one shared term says less about the entry.
    """

    penalties: list[float]
    holders: dict[str, bytes]

    @property
    def count(self) -> int:
        """Return the number of all entries."""
        return len(self.penalties)

    def has_any(self, terms: Iterable[str]) -> bool:
        """Return whether any entry has one of the terms."""
        return any(term in self.holders for term in terms)

    def share(self, term: str) -> float:
        """Return the share of entries that have the term, from 0 to 1."""
        return len(self.holders.get(term, b"")) / _PAIR_BYTES / self.count

    def rarity(self, term: str) -> float:
        """Return a term's weight: rare ones weigh more."""
        return self._rarity(len(self.holders.get(term, b"")) // _PAIR_BYTES)

    def _rarity(self, held: int) -> float:
        return log(1 + (self.count - held + 0.5) / (held + 0.5))

    def scores(self, terms: Iterable[str], held: float, likely: float) -> list[float]:
        """Return each entry's score: the sum of a share and a likelihood.

        The share is the part of the terms' weight that the entry has, multiplied by the factor
        `held`. Rare terms weigh more. A term counts more if more of the entry's phrases have the
        term, but the gain soon levels off.

        The likelihood is a difference, multiplied by the factor `likely`. The difference is the
        entry's log-likelihood per term by naive Bayes, minus the likeliest entry's. The likeliest
        entry has 0, and the others have less. An entry that has a term in one phrase is far less
        likely than an entry that has the term in many.
        """
        asked = set(terms)
        shares, log_ratios = [0.0] * self.count, [0.0] * self.count
        weight = 0.0
        saturated, ratios = _SATURATED, _LOG_RATIOS  # Locals are faster in the loop over all pairs.
        for term in asked:
            pairs = array("H", self.holders.get(term, b""))
            rarity = self._rarity(len(pairs) // 2)
            weight += rarity
            numbers = iter(pairs)
            for position, times in zip(numbers, numbers, strict=True):
                shares[position] += rarity * saturated[times]
                log_ratios[position] += ratios[times]
        if not asked:
            return shares
        number = len(asked)
        log_likelihoods = [
            each / number - penalty
            for each, penalty in zip(log_ratios, self.penalties, strict=True)
        ]
        best = max(log_likelihoods)
        held /= weight
        return [
            held * share + likely * max(each - best, _LEAST_LIKELY)
            for share, each in zip(shares, log_likelihoods, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class ErrorTexts:
    """The texts of errors. A text's number is its position in `weights` and in `owners`.

    `holders` maps a word to the numbers of the texts that have it, as a row of 16-bit numbers.
    `weights` has each text's weight, the sum of its words' rarities. `owners` has the position of
    each text's entry. `spelled` maps a whole text's letters to the positions of its entries.
    """

    holders: dict[str, bytes]
    weights: list[float]
    owners: list[int]
    spelled: dict[str, list[int]]

    def shares(self, words: Postings, asked: Iterable[str]) -> dict[int, float]:
        """Map an entry's position to how surely a query contains the entry's error text.

        The numbers are from 0 to 1. Each entry's best text counts. A text of a few common words
        counts less.
        """
        held: dict[int, float] = defaultdict(float)
        for word in set(asked):
            if pairs := self.holders.get(word):
                rarity = words.rarity(word)
                for text in array("H", pairs):
                    held[text] += rarity
        found: dict[int, float] = {}
        for text, weight in held.items():
            share = weight / self.weights[text]
            if share > MIN_SHARE_OF_ERROR:
                owner = self.owners[text]
                sure = (share - MIN_SHARE_OF_ERROR) / (1 - MIN_SHARE_OF_ERROR)
                sure *= min(1.0, self.weights[text] / TELLING_WEIGHT)
                found[owner] = max(found.get(owner, 0.0), sure)
        return found


@dataclass(frozen=True, slots=True)
class Index:
    """The index of all entries.

    `letters` and `initials` have the letters and the initials of each entry's phrases. `phrases`
    has a map for each entry, from a term to the numbers of the phrases that have the term. In this
    map, the entry's `searches`, which people type to find the code, count as phrases, too.
    `phrase_weights` has the length of each of these phrases' vectors. `named` maps the letters of a
    name or a constant to the positions of its entries.
    """

    words: Postings
    grams: Postings
    letters: list[list[str]]
    initials: list[list[str]]
    phrases: list[dict[str, bytes]]
    phrase_weights: list[list[float]]
    errors: ErrorTexts
    named: dict[str, list[int]]

    def nearest_phrase(self, position: int, asked: dict[str, float]) -> float:
        """Return the likeness of the asked terms and the entry's nearest phrase.

        The likeness is the cosine of the angle between the two, from 0 to 1. The order of terms
        doesn't matter.
        """
        holders, weights = self.phrases[position], self.phrase_weights[position]
        shared: dict[int, float] = defaultdict(float)
        for term in asked.keys() & holders.keys():
            rarity = asked[term]
            for phrase in holders[term]:
                shared[phrase] += rarity
        lengths = map(weights.__getitem__, shared)
        best = max(map(truediv, shared.values(), lengths), default=0.0)
        return best / sqrt(sum(asked.values()) or 1.0)


_decoder = msgspec.msgpack.Decoder(Index)


def build_index(knowledge: Knowledge) -> Index:
    """Build the index; the entries keep their order."""
    synonyms = Synonyms(knowledge.synonyms)
    phrases = [_phrases(entry) for entry in knowledge.entries]
    spelled = [list(map(letters, each)) for each in phrases]
    # An entry's `searches` are indexed by words, not by letters: people use the words of a search,
    # but rarely type the whole search with the same letters.
    asked = [list(map(normalise, entry.searches)) for entry in knowledge.entries]
    terms_of = [
        [terms(phrase, synonyms) for phrase in (*some, *searches)]
        for some, searches in zip(phrases, asked, strict=True)
    ]
    words_of = [
        Counter(term for phrase in each for term in set(phrase))
        + Counter({term for said in _sentences(entry) for term in terms(said, synonyms)})
        for entry, each in zip(knowledge.entries, terms_of, strict=True)
    ]
    by_words = _postings(words_of)
    grams_of = [Counter(gram for each in some for gram in grams(each)) for some in spelled]
    return Index(
        words=by_words,
        grams=_postings(grams_of),
        letters=spelled,
        initials=[[each for each in map(initials, some) if each != "-"] for some in phrases],
        phrases=[_holders_of_phrases(each) for each in terms_of],
        phrase_weights=[[_length(phrase, by_words) for phrase in each] for each in terms_of],
        errors=_error_texts(knowledge, by_words),
        named=_named(knowledge),
    )


def terms(normalised: str, synonyms: Synonyms) -> list[str]:
    """Return a text's words, and a term for each group of synonyms that it mentions."""
    return [*words(normalised), *synonyms.groups_in(normalised)]


def to_bytes(index: Index) -> bytes:
    return msgspec.msgpack.encode(index)


def from_bytes(document: bytes) -> Index | None:
    """Decode an index. Return None if the document is damaged: the caller then builds an index."""
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
    """Return an entry's vendor, the products that write its errors, and its longer texts.

    All are normalised.
    """
    sentences = [entry.vendor, *entry.errors] if entry.vendor else [*entry.errors]
    for text in (entry.en, entry.ko):
        sentences += [text.summary, text.meaning, *text.causes]
    return [normalise(sentence) for sentence in sentences]


def _postings(documents: Sequence[Counter[str]]) -> Postings:
    holders: dict[str, array[int]] = defaultdict(lambda: array("H"))
    for position, document in enumerate(documents):
        for term, times in document.items():
            holders[term].extend((position, min(times, MAX_TIMES)))
    unseen = _UNSEEN * len(holders)
    penalties = [log(1 + document.total() / unseen) for document in documents]
    return Postings(penalties, {term: pairs.tobytes() for term, pairs in holders.items()})


def _holders_of_phrases(phrases: Sequence[list[str]]) -> dict[str, bytes]:
    holders: dict[str, bytearray] = defaultdict(bytearray)
    for number, phrase in enumerate(phrases[:MAX_PHRASES]):
        for term in set(phrase):
            holders[term].append(number)
    return {term: bytes(numbers) for term, numbers in holders.items()}


def _length(phrase: Iterable[str], by_words: Postings) -> float:
    """Return the length of a phrase's vector, the divisor of a likeness."""
    return sqrt(sum(map(by_words.rarity, set(phrase)))) or 1.0


def _error_texts(knowledge: Knowledge, by_words: Postings) -> ErrorTexts:
    holders: dict[str, array[int]] = defaultdict(lambda: array("H"))
    weights: list[float] = []
    owners: list[int] = []
    spelled: dict[str, list[int]] = defaultdict(list)
    for position, entry in enumerate(knowledge.entries):
        for text in (each for texts in entry.errors.values() for each in texts):
            normalised = normalise(text)
            spelled[letters(normalised)].append(position)
            said = set(words(normalised))
            for word in said:
                holders[word].append(len(weights))
            weights.append(sum(map(by_words.rarity, said)))
            owners.append(position)
    numbers = {word: of.tobytes() for word, of in holders.items()}
    return ErrorTexts(numbers, weights, owners, dict(spelled))


def _named(knowledge: Knowledge) -> dict[str, list[int]]:
    named: dict[str, list[int]] = defaultdict(list)
    for position, entry in enumerate(knowledge.entries):
        names = (entry.name, entry.ko.name, *entry.aliases, *entry.constants.values())
        for name in {letters(normalise(each)) for each in names}:
            named[name].append(position)
    return dict(named)
