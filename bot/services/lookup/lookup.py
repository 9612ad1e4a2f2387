"""Looks up the meaning of a query: a number, a class, or words."""

import re
import unicodedata
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from bot.errors import UserError
from bot.model import (
    Detail,
    DetailMatch,
    Entry,
    Hit,
    Key,
    Knowledge,
    LookupResult,
    Match,
    NoMatch,
    StatusClass,
    UnassignedCode,
)
from bot.model.catalogue import Catalogue
from bot.services.lookup.details import Details, spelled
from bot.services.lookup.entry_key import parse_key
from bot.services.lookup.query_forms import CLASS, NUMBER, alone, compared, side
from bot.services.lookup.query_limits import (
    MAX_CHOICES,
    MAX_QUERY_CHARACTERS,
    MAX_RAW_QUERY_CHARACTERS,
    MAX_SUGGESTIONS,
)

if TYPE_CHECKING:
    from bot.services.lookup.search import Search

# A hit with a lower score is not offered as a choice or a suggestion.
MIN_OFFERED_SCORE = 0.25
# `hits` drops a hit with a lower score: its entry doesn't resemble the query.
MIN_LISTED_SCORE = 0.15
# A hit counts as an alternative if it scores at least this share of the best hit's score.
MIN_ALTERNATIVE_SHARE = 0.6
# A detail is a code that a product writes beside a status code. `find` adds a detail to a status if
# the query is the detail's name and has at least this many words. With fewer words, the name may be
# one that people also use for a status, such as "Site not found".
MIN_NAME_WORDS = 4

_Exact = Match | DetailMatch | StatusClass | UnassignedCode


class Lookup:
    """Finds entries by key, number, class or words, in memory.

    `index_document` is the index for words, as `index.to_bytes` writes it. The first search for
    words decodes it, or builds an index if there is none. A lookup of a number needs no index.
    """

    def __init__(self, knowledge: Knowledge, index_document: bytes | None = None) -> None:
        self.knowledge = knowledge
        self._index_document = index_document
        entries = knowledge.entries
        self.catalogue = Catalogue(
            {entry.key: entry for entry in entries},
            {scenario.key: scenario for scenario in knowledge.scenarios},
        )
        self.details = Details(knowledge.details)
        self._by_number = sorted(entries, key=lambda entry: (entry.code, *_likeliest(entry)))
        self._meanings: dict[int, tuple[Entry, ...]] = {}
        for entry in self._by_number:
            self._meanings[entry.code] = (*self._meanings.get(entry.code, ()), entry)
        self._commonest = sorted(entries, key=lambda entry: (*_likeliest(entry), entry.code))
        # The keys of this mapping are `str(entry.key)`. The commonest queries are such texts, and
        # the mapping spares parsing them.
        self._matches = {str(entry.key): self._match(entry) for entry in entries}

    @cached_property
    def search(self) -> "Search":
        # Loading these modules takes a hundredth of a second, so a start doesn't wait for it.
        from bot.services.lookup.index import build_index, from_bytes
        from bot.services.lookup.search import Search

        document = self._index_document
        index = from_bytes(document) if document is not None else None
        return Search(self.knowledge, index or build_index(self.knowledge))

    def find(self, query: str) -> LookupResult:
        """Return the meaning of `query`. Raise UserError for a text without a letter or digit, and
        for a number or class that HTTP doesn't allow and no product uses."""
        found = self._matches.get(query) or self._exact(query) or self._detail(query)
        return found or self._by_words_or_name(query.strip()[:MAX_RAW_QUERY_CHARACTERS])

    def find_number(self, text: str) -> _Exact | None:
        """Return the meaning of a text that is only a number, a class or a detail's code.

        "404?", "502 ㅠㅠ", "5xx", "404.13" and "H12" are such texts. Returns None for any other.
        Never raises.
        """
        try:
            is_one_word = len(text.split()) == 1
            found = self._exact(text) or (self._detail(text) if is_one_word else None)
            return None if isinstance(found, NoMatch) else found
        except UserError:
            return None

    def find_error(self, text: str) -> DetailMatch | None:
        """Return the details of the error codes that a text names, such as "Error R14 (…)"."""
        found = self.details.called_errors(text)
        return self.detail(found[0], found[1:]) if found else None

    def _detail(self, query: str) -> DetailMatch | Match | None:
        """Return the detail that a query names by its code or by its name.

        Returns the status, with the detail added, if the query also names a status of the detail.
        """
        if len(query.strip()) > MAX_QUERY_CHARACTERS:
            return self.find_error(query)
        if spelled(query) in self._names and not self.details.is_code(query.strip()):
            return None
        found, status = self.details.find(query)
        if not found:
            return None
        first, *others = found
        if status in first.statuses:
            match = self.find_code(status, first.product)
            if isinstance(match, Match):
                return replace(match, detail=first)
        return self.detail(first, tuple(others))

    def _by_words_or_name(self, text: str) -> Match | DetailMatch | NoMatch:
        """Return the entry that a text's words find, or else the details whose name is the text.

        Returns NoMatch if there is no entry and no detail. Adds a detail to the entry if all hold:
        - Only this detail has the text as its name.
        - The detail's statuses include the entry's code.
        - The text has at least MIN_NAME_WORDS words.

        No detail is returned or added if the text is an entry's name.
        """
        found, named = self._words(text), self.details.with_name(text)
        if not named or spelled(text) in self._names:
            return found
        first, *others = named
        if isinstance(found, NoMatch):
            return self.detail(first, tuple(others))
        is_said = found.entry.code in first.statuses and len(text.split()) >= MIN_NAME_WORDS
        return replace(found, detail=first) if is_said and not others else found

    @cached_property
    def _names(self) -> frozenset[str]:
        """The entries' names, as `spelled` returns them. They win over details' names: NOT_FOUND
        means 404 rather than gRPC's status."""
        return frozenset(spelled(entry.name) for entry in self.catalogue.entries.values())

    def _exact(self, query: str) -> _Exact | NoMatch | None:
        """Return the result for a key, a class or a number; None if words have to be searched."""
        text = unicodedata.normalize("NFKC", query.strip()[:MAX_RAW_QUERY_CHARACTERS]).strip()
        if not text:
            raise UserError("lookup.empty")
        if not any(each.isalnum() for each in text):
            raise UserError("lookup.no_words")
        if len(text) > MAX_QUERY_CHARACTERS:
            return None
        if (key := parse_key(text)) and (entry := self.catalogue.entries.get(key)):
            return self.match(entry)
        if match := CLASS.fullmatch(text):
            return self.status_class(int(match[1] or match[2]))
        if match := NUMBER.fullmatch(text):
            return self._number(match[1])
        if re.fullmatch(r"\d+\s*xx", text, re.IGNORECASE):
            raise UserError("lookup.no_class", number=text[:12])
        if self.details.is_code(text):  # "403.503" is one code, and not a comparison of two.
            return None
        if numbers := [number for number in compared(text) if number in self._meanings]:
            first, *others = (self._meanings[number][0] for number in numbers)
            return Match(first, tuple(others))
        if (asked := alone(text)) is not None:
            return self._exact(asked)
        return self.status_class(digit) if (digit := side(text)) else None

    def hits(self, query: str, limit: int) -> list[Hit]:
        """Return everything that `query` may mean, best first; never raise.

        These are a number's meanings, a class's codes, the entries of a detail's statuses, or the
        entries nearest to words.
        """
        try:
            query = query[:MAX_RAW_QUERY_CHARACTERS]
            answer = self._exact(query) or self._detail(query)
        except UserError:
            return []
        match answer:
            case Match(entry, alternatives):
                return [Hit(each, 1.0) for each in (entry, *alternatives)][:limit]
            case StatusClass(_, entries):
                return [Hit(entry, 1.0) for entry in entries][:limit]
            case DetailMatch(_, entries) if entries:
                return [Hit(entry, 1.0) for entry in entries][:limit]
            case UnassignedCode() | NoMatch():
                return []
            case DetailMatch() | None:
                hits = self.search.find(query, limit)
                return [hit for hit in hits if hit.score >= MIN_LISTED_SCORE]

    def entry(self, key: Key) -> Entry | None:
        return self.catalogue.entries.get(key)

    def meanings(self, code: int) -> tuple[Entry, ...]:
        """Return the number's entries of the registry and of the vendors, the likeliest first."""
        return self._meanings.get(code, ())

    def match(self, entry: Entry) -> Match:
        """Return the entry with the other meanings of its number."""
        return self._matches[str(entry.key)]

    def _match(self, entry: Entry) -> Match:
        others = tuple(each for each in self.meanings(entry.code) if each is not entry)
        return Match(entry, others, self.details.own_statuses(entry.code))

    def find_code(self, code: int, vendor: str | None) -> Match | UnassignedCode:
        """Return the vendor's meaning of a number, or the likeliest if the vendor has none.

        If `vendor` is None, the registry counts as the vendor. `code` must be a number that HTTP
        allows or Teapot knows.
        """
        meanings = self.meanings(code)
        if not meanings:
            return self.unassigned(code)
        own = (entry for entry in meanings if entry.vendor == (vendor or ""))
        return self.match(next(own, meanings[0]))

    def detail(self, detail: Detail, others: tuple[Detail, ...] = ()) -> DetailMatch:
        """Return a detail with an entry for each of its statuses.

        The entry is the product's own meaning of the status, or the likeliest meaning if the
        product has none. A status without a meaning gets no entry.
        """
        found = (self.find_code(status, detail.product) for status in detail.statuses)
        entries = tuple(each.entry for each in found if isinstance(each, Match))
        return DetailMatch(detail, entries, others)

    def unassigned(self, code: int) -> UnassignedCode:
        base = self.catalogue.entries[Key(code // 100 * 100)]
        return UnassignedCode(code, base, self.details.own_statuses(code))

    def status_class(self, digit: int) -> StatusClass:
        return StatusClass(digit, tuple(e for e in self._by_number if e.status_class == digit))

    def suggest(self, typed: str) -> list[Entry | Detail]:
        """Return the choices of autocomplete for a half-typed query; never raise.

        Details come first if the typed text names a product or is the beginning of a detail's code,
        and is not a number. Otherwise, status codes come first.
        """
        text = unicodedata.normalize("NFKC", typed[:MAX_RAW_QUERY_CHARACTERS]).strip()
        details = self.details.suggest(text, MAX_CHOICES) if text else []
        entries = self._suggest(typed, text)
        is_number = text.isascii() and text.isdigit()
        details_first = not is_number and self.details.begins_detail(text)
        pair = (details, entries) if details_first else (entries, details)
        found: list[Entry | Detail] = [each for some in pair for each in some]
        return found[:MAX_CHOICES]

    def _suggest(self, typed: str, text: str) -> list[Entry]:
        if not text:
            return self._commonest[:MAX_CHOICES]
        if match := re.fullmatch(r"([1-9])xx?", text, re.IGNORECASE):
            text = match[1]
        if text.isascii() and text.isdigit():
            started = [e for e in self._commonest if f"{e.code:03}".startswith(text)]
            exact_first = sorted(started, key=lambda entry: f"{entry.code:03}" != text)
            return exact_first[:MAX_CHOICES]
        if (key := parse_key(text)) and (entry := self.catalogue.entries.get(key)):
            return [entry]
        hits = self.search.find(typed, MAX_CHOICES)
        return [hit.entry for hit in hits if hit.score >= MIN_OFFERED_SCORE]

    def _number(self, digits: str) -> _Exact | NoMatch:
        if len(digits) == 3 and digits.isdigit():
            code = int(digits)
            if meanings := self.meanings(code):
                return self.match(meanings[0])
            if 100 <= code <= 599:
                return self.unassigned(code)
        elif digits != "0" and (found := self.details.with_number(digits)):
            # A number of one or two digits may mean anything, so its details are only suggestions.
            if len(digits) > 3:
                return self.detail(found[0], found[1:])
            return NoMatch(digits, (), found)
        if digits == "0":
            return self._number("000")
        raise UserError("lookup.no_code", number=digits[:12])

    def _words(self, text: str) -> Match | NoMatch:
        hits, own = self.search.find(text), self.search.of_products(text)
        if not hits or own is not None or not self.search.is_sure(text, hits):
            near = own or [hit.entry for hit in hits if hit.score >= MIN_OFFERED_SCORE]
            return NoMatch(text, tuple(near[:MAX_SUGGESTIONS]))
        best = hits[0]
        near = [hit.entry for hit in hits[1:] if hit.score >= MIN_ALTERNATIVE_SHARE * best.score]
        return Match(best.entry, tuple(near[:MAX_SUGGESTIONS]))


def _likeliest(entry: Entry) -> tuple[int, bool]:
    return -entry.frequency, bool(entry.vendor)
