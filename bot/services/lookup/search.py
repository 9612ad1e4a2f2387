"""Finds entries by words, in both languages at once, with an index in memory.

A search has two steps. The first step scores every entry by what the entry shares with the query:
rare words, groups of synonyms, and letter groups, which survive typing errors and missing spaces.
The second step compares the best few entries letter by letter, since a query that is almost one of
an entry's phrases means that entry.
"""

import re
import unicodedata
from collections import defaultdict
from operator import add

from bot.model import PROXIES, Entry, Hit, Knowledge
from bot.services.lookup.index import Index, terms
from bot.services.lookup.initials import are_initials, initials, typed_initials
from bot.services.lookup.keyboard_language import other_keyboard
from bot.services.lookup.mash import is_mash, without_feelings
from bot.services.lookup.products import are_products, product_names
from bot.services.lookup.query_limits import MAX_RAW_QUERY_CHARACTERS, MAX_SEARCHED_CHARACTERS
from bot.services.lookup.small_talk import are_talk, asking_words, is_talk, tells_nothing
from bot.services.lookup.synonyms import Synonyms
from bot.services.lookup.weights import FEW, MANY, MIN_SURE_SCORE, Weights, weights_for
from bot.services.lookup.words import grams, letters, normalise, stem, telling

# A best hit below this score must clearly lead other codes: with a small lead, such a hit is wrong
# one time in three.
MIN_CLEAR_SCORE = 0.75
# These limits apply to a vendor's code if the query has neither the code's number nor the vendor's
# name. The code is the answer, and no guess, if it has at least this score and leads the best
# registered code by more than MIN_LEAD_OVER_REGISTERED. Below these limits, people rarely mean the
# vendor's code.
MIN_SURE_VENDOR_SCORE = 0.6
MIN_LEAD_OVER_REGISTERED = 0.055
# Some entries' phrases contain "hello" or 누구, but a query of only that word asks for none of
# them. So a single word up to these lengths counts only if it is nearly a whole phrase.
MAX_SHORT_WORD_LETTERS = 10
MAX_SHORT_WORD_SYLLABLES = 3
# The number of best entries that are compared letter by letter.
MAX_COMPARED_ENTRIES = 6
# From 0 to 1. A query of unknown words finds entries only if the spelling of some entry's phrase is
# at least this similar to the query's.
MIN_LIKENESS = 0.6
# Initials are the first consonants of Korean syllables, as people type them for short: ㅊㅈㅈㅈ is
# 찻주전자. A query of fewer initials fits some phrase of almost any entry.
MIN_TELLING_INITIALS = 4
# The share of a phrase's initials that a query must have to mean the phrase.
MIN_SHARE_OF_INITIALS = 2 / 3
# A query's only word means no entry if at least this share of all entries have the word.
GENERAL_WORD_SHARE = 0.5
# If at least this share of all entries have the query's only word, a vendor's code is never sure,
# and a registered code needs a lead of more than MIN_LEAD_OF_COMMON_WORD.
COMMON_WORD_SHARE = 0.1
MIN_LEAD_OF_COMMON_WORD = 0.1
# "100초", "100k" and "500 mb" are quantities, not codes.
_UNITS = "초|분|건|개|명|원|ms|k|mb|kb|gb|secs?|seconds?"
_NUMBER = re.compile(rf"(?<![0-9])[0-9]{{3}}(?![0-9]| ?(?:{_UNITS})(?: |$))")

_PERCENTAGE = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:[.,][0-9]+)?\s?%")
ERROR_BONUS, WHOLE_ERROR_BONUS = 0.4, 0.3
NUMBER_BONUS, NAMED_VENDOR_BONUS = 0.5, 0.06


class Search:
    """Searches `knowledge` by its index. A search takes less than a millisecond."""

    def __init__(self, knowledge: Knowledge, index: Index) -> None:
        self._entries = knowledge.entries
        self._synonyms = Synonyms(knowledge.synonyms)
        self._index = index
        self._products = product_names(knowledge)
        # The score that each entry has before the query is compared. A vendor's code has a penalty,
        # because people who mean it usually write the vendor's name, too. Code 0 (nothing answers)
        # has no penalty, because people don't name its vendor.
        self._priors = {
            given: [
                given.frequency * entry.frequency
                + (given.vendor if entry.vendor and entry.code else 0)
                for entry in self._entries
            ]
            for given in (FEW, MANY)
        }
        # Each code's entries, as positions in `_entries`.
        self._codes: dict[int, list[int]] = defaultdict(list)
        # Each vendor's entries, as positions, by the vendor's name and by its groups of synonyms.
        self._vendors: dict[str, list[int]] = defaultdict(list)
        for position, entry in enumerate(self._entries):
            self._codes[entry.code].append(position)
            if entry.vendor and entry.vendor != PROXIES:
                name = normalise(entry.vendor)
                for known in {name, *self._synonyms.groups_in(name)}:
                    self._vendors[known].append(position)

        self._padded_vendors = {vendor: f" {vendor} " for vendor in self._vendors}

    def find(self, query: str, limit: int = 10) -> list[Hit]:
        """Return the entries nearest to `query`, best first; none if `query` is about no code."""
        # Compose before cutting: a decomposed syllable has three characters. NFC, because NFKC
        # turns the consonants of a Korean keyboard into letters that no key types.
        composed = unicodedata.normalize("NFC", query[:MAX_RAW_QUERY_CHARACTERS])
        query = composed[:MAX_SEARCHED_CHARACTERS]
        if is_mash(query):
            return []
        query = _PERCENTAGE.sub(" ", without_feelings(query))
        if are_initials(query):
            typed = typed_initials(query)
            return [] if are_talk(typed) else self._best(self._by_initials(typed), limit)
        hits = self._find(normalise(query), limit)
        # If the best hit is a guess, the keyboard may have been in the other language.
        best = hits[0].score if hits else 0.0
        if best < MIN_SURE_SCORE:
            retyped = self._find(normalise(other_keyboard(query)), limit)
            if retyped and retyped[0].score > max(best, MIN_SURE_SCORE):
                return retyped
        return hits

    def is_sure(self, query: str, hits: list[Hit]) -> bool:
        """Return whether the best of `hits`, found for `query`, is the answer and not a guess.

        If the query is a single common word, the best hit needs a lead, unless the word is the name
        of the hit's code. A vendor's code needs a higher score unless the query has its number or
        names the vendor.
        """
        entry, score = hits[0].entry, hits[0].score
        normalised = normalise(query)
        lead = score - max((hit.score for hit in hits[1:] if not hit.entry.vendor), default=0.0)
        is_name = normalised in map(normalise, (entry.name, entry.ko.name))
        share = 0.0 if is_name else self._share(normalised)
        if share >= GENERAL_WORD_SHARE:
            return False
        if share >= COMMON_WORD_SHARE and (entry.vendor or lead <= MIN_LEAD_OF_COMMON_WORD):
            return False
        given = weights_for(normalised)
        if score < MIN_CLEAR_SCORE:
            near = (hit.score for hit in hits[1:] if hit.entry.code != entry.code)
            if score - max(near, default=0.0) < given.lead:
                return False
        if not entry.vendor or self._is_named(entry, normalised):
            return score >= given.sure
        return score >= MIN_SURE_VENDOR_SCORE and lead > MIN_LEAD_OVER_REGISTERED

    def of_products(self, query: str) -> list[Entry] | None:
        """Return the codes of the products that a query names, the most frequent first.

        Returns None if the query says more than products' names.
        """
        normalised = normalise(query)
        if not are_products(asking_words(normalised), self._products):
            return None
        named = self._named(normalised, self._terms(normalised))
        return sorted((self._entries[each] for each in named), key=lambda each: -each.frequency)

    def _find(self, normalised: str, limit: int) -> list[Hit]:
        if tells_nothing(normalised):
            return []
        spelled = letters(normalised)
        asked = self._terms(normalised)
        given = weights_for(normalised)
        scores = self._rough(normalised, spelled, asked, given)
        closest = sorted(scores, key=scores.__getitem__, reverse=True)[:MAX_COMPARED_ENTRIES]
        closest += [each for each in self._index.named.get(spelled, ()) if each not in closest]
        nearest = {each: _nearest(spelled, self._index.letters[each]) for each in closest}
        is_alike = max(nearest.values()) >= MIN_LIKENESS
        if not is_alike and not self._index.words.has_any(asked):
            return []
        weights = {term: self._index.words.rarity(term) for term in asked}
        is_one_short_word = _is_one_short_word(normalised)
        for position, likeness in nearest.items():
            scores[position] += given.spelling * likeness
            scores[position] += given.phrase * self._index.nearest_phrase(position, weights)
            if is_one_short_word:
                scores[position] *= likeness
        return self._best(scores, limit)

    def _share(self, normalised: str) -> float:
        """Return the share of entries that have the query's only word, or 0 for several words."""
        said = telling(normalised)
        return self._index.words.share(stem(said[0])) if len(said) == 1 else 0.0

    def _best(self, scores: dict[int, float], limit: int) -> list[Hit]:
        best = sorted(scores, key=scores.__getitem__, reverse=True)[:limit]
        found = ((self._entries[each], scores[each]) for each in best)
        return [Hit(entry, round(score, 4) if score < 1 else 1.0) for entry, score in found]

    def _rough(
        self, normalised: str, spelled: str, asked: list[str], given: Weights
    ) -> dict[int, float]:
        index = self._index
        by_words = index.words.scores(asked, given.words, given.likely_words)
        by_grams = index.grams.scores(grams(spelled), given.grams, given.likely_grams)
        scores = dict(enumerate(map(add, self._priors[given], map(add, by_words, by_grams))))
        for typed in _NUMBER.findall(normalised):
            for position in self._codes.get(int(typed), ()):
                scores[position] += NUMBER_BONUS
        for position in self._named(normalised, asked):
            scores[position] += NAMED_VENDOR_BONUS
        for position, share in self._index.errors.shares(self._index.words, asked).items():
            scores[position] += ERROR_BONUS * share
        for position in self._index.errors.spelled.get(spelled, ()):
            scores[position] += WHOLE_ERROR_BONUS
        return scores

    def _is_named(self, entry: Entry, normalised: str) -> bool:
        """Return whether a query has the entry's number or its vendor's name."""
        if f"{entry.code:03}" in _NUMBER.findall(normalised):
            return True
        named = self._named(normalised, self._terms(normalised))
        return any(self._entries[each] is entry for each in named)

    def _terms(self, normalised: str) -> list[str]:
        return terms(normalised, self._synonyms) if normalised else []

    def _named(self, normalised: str, asked: list[str]) -> set[int]:
        """Return the positions of the entries whose vendor a query names."""
        padded, terms_asked = f" {normalised} ", set(asked)
        named = [
            vendor
            for vendor, word in self._padded_vendors.items()
            if vendor in terms_asked or word in padded
        ]
        return {position for vendor in named for position in self._vendors[vendor]}

    def _by_initials(self, typed: str) -> dict[int, float]:
        scores = {}
        for position, known in enumerate(self._index.initials):
            entry = self._entries[position]
            # Two initials fit some phrase of almost every entry, but few Korean names.
            candidates = known if len(typed) > 2 else [initials(entry.ko.name)]
            best = max((_initials_score(typed, each) for each in candidates), default=0.0)
            if best:
                scores[position] = best + FEW.frequency * entry.frequency
        return scores


def _is_one_short_word(normalised: str) -> bool:
    """Return whether the query is only one short word."""
    said = [word for word in telling(normalised) if not is_talk(word)]
    if len(said) != 1 or not said[0].isalpha():
        return False
    return len(said[0]) <= (
        MAX_SHORT_WORD_LETTERS if said[0].isascii() else MAX_SHORT_WORD_SYLLABLES
    )


def _nearest(spelled: str, phrases: list[str]) -> float:
    """Return the likeness of the most similar phrase, letter by letter: 0 to 1."""
    # Imported by the first search for words, so that a start doesn't wait for it.
    from rapidfuzz import fuzz, process

    _, ratio, _ = process.extractOne(spelled, phrases, scorer=fuzz.ratio)
    return float(ratio) / 100


def _initials_score(typed: str, phrase: str) -> float:
    """Return how well typed initials fit a phrase's initials: 0, or 0.25 to 0.97.

    Typed initials score high enough for a sure hit in two cases:

    - They are all of the phrase's initials, and their number is at least MIN_TELLING_INITIALS.
    - They are the first of the phrase's initials, their share of the phrase's initials is at least
      MIN_SHARE_OF_INITIALS, and their number is more than MIN_TELLING_INITIALS.
    """
    if typed not in phrase:
        return 0.0
    share = len(typed) / len(phrase)
    if typed == phrase:
        return 0.97 if len(typed) >= MIN_TELLING_INITIALS else 0.4
    if not phrase.startswith(typed):
        return 0.25 + 0.05 * share
    is_most = len(typed) > MIN_TELLING_INITIALS and share >= MIN_SHARE_OF_INITIALS
    return 0.6 + 0.3 * share if is_most else 0.3 + 0.1 * share
