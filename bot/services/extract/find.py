"""Finds the HTTP status codes in a text that somebody pasted: a log, an error, a chat message.

A log line's shape says which of its numbers is the status. Elsewhere a number counts when the
words right beside it call it one, or when it is spoken of as a thing in a text about HTTP. A number
without any such sign is left alone: a wrong code in front of the channel is worse than none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from bot.model import Mention
from bot.services.extract import context, evidence
from bot.services.extract.log_formats import ITEM, Format, formats_of, is_item, is_list, statuses
from bot.services.extract.reason_phrases import names_it
from bot.services.extract.tables import Table, header
from bot.services.extract.vendors import KNOWN, Owners

NEAR = 32  # characters before a number that may speak for or against it,
NEXT = 40  # and after: the longest reason phrase in brackets
BESIDE = 200  # those that may name whose it is
ABOUT = 4_000  # characters of the text that say whether it is about HTTP, and whose
# What must not stand before is asked for last: a search is quicker where a set of characters is
# first.
_NUMBER = re.compile(r"[0-9]{3}(?![0-9_])(?<![0-9A-Za-z_]...)")
_TOGETHER = re.compile(
    r"s?[\"'`*]{0,2}(?:\s*(?:/|,|·|&|\+|→|->|~)\s*|\s*,?\s*(?:and|or|not|vs\.?|to|nor|instead\sof|rather\sthan)\s+(?:an?\s+|the\s+)?"
    r"|(?:번)?(?:\s?말고|이랑|랑|하고|과|와|이나|나|이든|든|에서|로|으로|도|인지|,)\s?"
    r"|\s?(?:한|두|세|네|몇|[0-9]{1,3})\s?번(?:씩|이나)?,?\s|\s(?:once|twice|x[0-9]{1,4})(?:,|\sand)\s)[\"'`*]{0,2}"
)
_LISTED = re.compile(r", ?|/| : ")
_IN_LIST = re.compile(r"[1-5][0-9]{2}(?:/[1-5][0-9]{2}){1,9}(?![0-9/.])")
# Hardly ever met, and as often something else (104 is an errno): never on weak signs.
RARE = frozenset({101, 104, 218, 450, 540, 600, 601, 783})
MET = KNOWN - RARE


@dataclass(frozen=True, slots=True)
class _Number:
    """A three-digit number that may be a code; `start` in its line, `before` in lower case."""

    code: int
    start: int
    before: str
    after: str


def find_codes(text: str) -> list[Mention]:
    """Every place where a status code stands, in order; `start` and `end` count characters of the
    whole text. Takes time in proportion to the text, and never raises."""
    lines = list(_lines(text))
    for line in lines:
        line.find()
    spoken_of = {line.code(start) for line in lines for start in line.found}
    owners = Owners(text[:ABOUT])
    mentions = []
    for line in lines:
        line.find_again(spoken_of)
        for start in sorted(line.found):
            code, place = line.code(start), line.offset + start
            vendor = owners.owner(code, line.text[max(0, start - BESIDE) : start + BESIDE])
            mentions.append(Mention(code, line.number, place, place + 3, vendor))
    return mentions


def _lines(text: str) -> Iterator["_Line"]:
    """The lines that have a number in them."""
    about = text[:ABOUT]
    about_http, other_protocol = context.is_http(about), context.is_other_protocol(about.lower())
    formats = formats_of(text, about)
    quoted = frozenset(int(each) for each in context.lines_of_source(about))
    table: Table | None = None
    listed = False
    offset = 0
    for number, line in enumerate(text.split("\n"), 1):
        if _NUMBER.search(line):
            these = (*formats, ITEM) if listed else formats
            yield _Line(line, number, offset, about_http, other_protocol, these, table, quoted)
            listed = listed and is_item(line)
        else:
            table = header(line) or table
            listed = is_list(line)
        offset += len(line) + 1


@dataclass(slots=True)
class _Line:
    """A line and where codes stand in it: `found`. `offset` is its own place in the text, and
    `quoted` are the lines of a source that the text quotes, perhaps under their numbers."""

    text: str
    number: int
    offset: int
    about_http: bool
    other_protocol: bool
    formats: tuple[Format, ...]
    table: Table | None
    quoted: frozenset[int]
    numbers: list[_Number] = field(default_factory=list)
    found: set[int] = field(default_factory=set)
    is_log: bool = False

    def code(self, start: int) -> int:
        return int(self.text[start : start + 3])

    def find(self) -> None:
        """By the line's shape, and by the words beside each number."""
        if self.table and (places := self.table.places(self.text)) is not None:
            self.found = {start for start in places if _possible(self.code(start))}
            return
        self.found = {
            start for start in statuses(self.text, self.formats) if _possible(self.code(start))
        }
        self.is_log = bool(self.found)
        self.numbers = [each for each in _numbers(self.text) if not self._numbers_source(each)]
        for number in self.numbers:
            if number.start not in self.found and self._speaks(number):
                self.found.add(number.start)
        self._spread()

    def _numbers_source(self, number: _Number) -> bool:
        """ "404: resource …", below "on main.tf line 404"."""
        return (
            number.code in self.quoted
            and not number.before.strip()
            and number.after.startswith((":", " |"))
        )

    def find_again(self, spoken_of: set[int]) -> None:
        """In a text with a code in it, the other numbers are read as in a text about HTTP; and
        what it calls a code in one place is one in another, as is an uncommon number in its
        company, unless something beside it says what else it is."""
        if not spoken_of or self.is_log or self.other_protocol:
            return
        read_anew, self.about_http = not self.about_http, True
        for number in self.numbers:
            if number.start in self.found:
                continue
            known = number.code in spoken_of or (number.code % 100 and number.code in MET)
            if (read_anew and self._speaks(number)) or (
                known
                and evidence.stands_loose(number.code, number.before, number.after)
                and not _refused(number)
            ):
                self.found.add(number.start)
        self._spread()

    def _speaks(self, number: _Number) -> bool:
        """Something beside the number calls it a code; the weaker the sign, the more the text has
        to be about HTTP, and the less may a round number, which often counts, rely on it."""
        code, before, after = number.code, number.before, number.after
        if evidence.is_bare(before, after):
            return False
        if names_it(code, before, after):
            return True
        if evidence.is_counted(after):
            return False
        return evidence.is_named(before) or (
            self._hints(number)
            and not context.is_of_others(
                self.text[max(0, number.start - BESIDE) : number.start + BESIDE].lower()
            )
        )

    def _hints(self, number: _Number) -> bool:
        """The same, by a sign that also others' numbers have."""
        code, before, after = number.code, number.before, number.after
        if self.is_log or self.other_protocol or code not in MET or evidence.is_numbered(before):
            return False
        if (  # what is quickest looked for comes first
            (evidence.happens(code, before, after) and (self.about_http or code % 100))
            or evidence.is_a_thing(code, before, after)
            or evidence.is_coded(code, before, after)
            or evidence.is_returned(before, after)
        ):
            return True
        is_plain = code >= 400 and code % 100 != 0
        if (self.about_http or is_plain) and (
            evidence.is_topic(code, before, after)
            or evidence.is_plural(code, before, after)
            or evidence.is_answered(before, after)
            or evidence.is_said(code, before, after, about_http=self.about_http)
        ):
            return True
        return self.about_http and (
            evidence.is_entry(before, after)
            or evidence.is_marked(code, before, after)
            or evidence.is_case(code, before, after)
            or self._heads_list(number)
        )

    def _heads_list(self, number: _Number) -> bool:
        """ "502/503/504", but not "404/404", which counts."""
        if _IN_LIST_BEFORE.search(number.before) or evidence.is_progress(self.text, number.before):
            return False
        listed = _IN_LIST.match(self.text, number.start)
        codes = listed[0].split("/") if listed else []
        return (
            listed is not None
            and len(set(codes)) > 1
            and all(int(code) in KNOWN for code in codes)
            and not evidence.is_counted(after := self.text[listed.end() : listed.end() + NEXT])
            and not evidence.is_of_many(after)
        )

    def _spread(self) -> None:
        """A number in a row with a code is one: "502/503/504", "401이랑 403", "a 301 and a 308"."""
        together = _LISTED if self.is_log else _TOGETHER
        for some in (self.numbers, self.numbers[::-1]):
            for one, other in pairwise(some):
                if one.start not in self.found or other.start in self.found:
                    continue
                left, right = sorted((one.start, other.start))
                if (
                    other.code in KNOWN
                    and right - left <= 15
                    and together.fullmatch(self.text, left + 3, right)
                    and not _refused(other)
                ):
                    self.found.add(other.start)


def _numbers(line: str) -> Iterator[_Number]:
    rides = context.is_of_rides(line)
    for match in _NUMBER.finditer(line):
        code = int(match[0])
        if not _possible(code):
            continue
        start, end = match.span()
        before, after = line[max(0, start - NEAR) : start].lower(), line[end : end + NEXT]
        if _stands_alone(before, after) and not (rides and after.startswith("번")):
            yield _Number(code, start, before, after)


def _possible(code: int) -> bool:
    """HTTP allows it (RFC 9110 §15), or Teapot knows it."""
    return 100 <= code <= 599 or code in KNOWN


# Most numbers stand after one of these, which glue nothing.
_LOOSE = frozenset("\t\"'`([{<>|;")
_GLUE = frozenset(".$€£₩#@~%&?+\\-/")
_GLUED_BEFORE = re.compile(r"(?:[0-9],|[\w.\])]:|[?&;][\w.\[\]-]+=)\Z")
_GLUED_AFTER = re.compile(
    r"(?!(?:ing|ed)\b)[A-RT-Za-rt-z]|s[A-Za-z0-9]|S|[.,:][0-9]|-[0-9A-Za-z가-힣]|%|/[0-9A-Za-z.]|:[0-9]"
)
_OTHER_STATUS_LINE = re.compile(r"(?:sip|rtsp)/[0-9.]+ \Z")
_IN_LIST_BEFORE = re.compile(r"(?<![0-9/.])[0-9]{3}(?:/[0-9]{3})*/\Z")
_IN_LIST_AFTER = re.compile(r"(?:/[0-9]{3})+(?![0-9/.])")
_KEYED = re.compile(r"(?:status|code|http|error|상태코드|코드)[\"']?:\Z")
_PATH = re.compile(r"[/?][^\s\"'<>,;|{}()\[\]`]*\Z")


def _stands_alone(before: str, after: str) -> bool:
    """It is no part of a longer thing: a decimal, a time, an address, a path, a name."""
    if _is_glued(before):
        return False
    return not _GLUED_AFTER.match(after) or bool(
        _IN_LIST_AFTER.match(after) or before.endswith("http error ")
    )


def _is_glued(before: str) -> bool:
    last = before[-1:]
    if last == " ":
        return "p/" in before and _OTHER_STATUS_LINE.search(before) is not None
    if last in _LOOSE:
        return False
    if last == "/" and _IN_LIST_BEFORE.search(before):
        return False
    if last in _GLUE or _PATH.search(before):
        return True
    return _GLUED_BEFORE.search(before) is not None and not _KEYED.search(before)


def _refused(number: _Number) -> bool:
    """Something right beside it says what else the number is."""
    return evidence.is_numbered(number.before) or evidence.is_counted(number.after)
