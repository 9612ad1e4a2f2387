"""Finds the codes among the numbers of one line, and the vendor of each.

A log line's shape says which of its numbers is the status. In other lines, the words beside a
number say whether the number is a code.
"""

from collections.abc import Set
from dataclasses import dataclass, field

from bot.services.extract import context
from bot.services.extract.candidates import Candidate, candidates, is_possible
from bot.services.extract.log_formats import Format, statuses
from bot.services.extract.rows import rows
from bot.services.extract.rows.tables import Table
from bot.services.extract.shared_by_lines import SharedByLines
from bot.services.extract.source_code import source_code
from bot.services.extract.vendor_codes import VENDORS, TextVendors
from bot.services.extract.words import evidence_against, line_words, reports, suggestions
from bot.services.extract.words.verdicts import COMMON

# How many characters on each side of a number may name its vendor, or show that the number is a
# file's mode or a road's number.
NEAR_CHARACTERS = 200
# A line is divided into parts of this size. The numbers of a part share the text around the part,
# and that text is searched once.
PART_CHARACTERS = 128
# How many characters on each side of a number may belong to the same statement of source code.
SOURCE_CHARACTERS = 120
# The body of a response begins with one of these.
_BODY_MARKS = ("{", "[", "<")
# The body begins within this many characters after the line that ends with the response's status.
_BELOW_CHARACTERS = 64
# A number ends its line if at most this many characters follow, such as a full stop.
_END_CHARACTERS = 4


# A text may have a line for every four characters (three digits and a line break). To save memory,
# all lines refer to one object, `shared`, for what is the same for all of them.
@dataclass(slots=True)
class Line:
    """A line of the text. `offset` is its start in the text; all other starts count from `offset`.

    `starts` are the starts of all its three-digit numbers. `column_statuses` are the starts of its
    statuses if a log format fits the line from end to end. If none fits, `column_statuses` is
    None, and `formats` find statuses anywhere in the line. `found` are the starts of its codes. Of
    these, `weak` have only weak evidence, and `bounds` limit a range, as in "200~299". If
    `is_settled`, the line's shape alone has settled its codes: the line is a log line, a count or
    a row of a table.
    """

    text: str
    starts: list[int]
    shared: SharedByLines
    number: int
    offset: int
    about_http: bool
    formats: tuple[Format, ...]
    column_statuses: set[int] | None
    table: Table | None
    numbers: list[Candidate] = field(default_factory=list)
    found: set[int] = field(default_factory=set)
    weak: set[int] = field(default_factory=set)
    bounds: Set[int] = frozenset()
    is_settled: bool = False
    protocol: context.Protocol | None = None

    def code(self, start: int) -> int:
        return int(self.text[start : start + 3])

    def near(self, start: int) -> str:
        """Return the text around the part of the line that a number is in."""
        middle = start - start % PART_CHARACTERS + PART_CHARACTERS // 2
        return self.text[max(0, middle - NEAR_CHARACTERS) : middle + NEAR_CHARACTERS]

    def vendor(self, start: int, vendors: TextVendors) -> str | None:
        """Return the vendor of a number's code; None if the code is no vendor's."""
        code = self.code(start)
        if code not in VENDORS or start in self.bounds:
            return None
        known, key = self.shared.vendors, (code, self.number, start // PART_CHARACTERS)
        if key not in known:
            known[key] = vendors.vendor(code, self.near(start))
        return known[key]

    def find(self) -> None:
        """Find codes by the line's shape, and by the words beside each number."""
        if self.table and (places := self.table.places(self.text)) is not None:
            self.found = {start for start in places if is_possible(self.code(start))}
            self.is_settled = True
            return
        if self.column_statuses is not None:
            self.found = {start for start in self.column_statuses if is_possible(self.code(start))}
            self.is_settled = True
            return
        if self.formats:
            found = statuses(self.text, self.formats)
            self.found = {start for start in found if is_possible(self.code(start))}
            self.is_settled = bool(self.found)
        for number in candidates(self.text, self.starts):
            if self.shared.source_lines and self._is_source_line(number):
                continue
            if number.start in self.found or self._has_clear_evidence(number):
                self.found.add(number.start)
            elif not (self.is_settled or self._may_look_at(number)):
                continue
            elif self.has_weak_evidence(number):
                self.found.add(number.start)
                self.weak.add(number.start)
            self.numbers.append(number)

    def _may_look_at(self, number: Candidate) -> bool:
        return self.shared.allowance.take(
            self.offset + number.start, is_first_of_line=not self.numbers
        )

    def _is_source_line(self, number: Candidate) -> bool:
        """Return whether the number is the line number of a quoted line: "404: resource …"."""
        return (
            number.code in self.shared.source_lines
            and not number.before.strip(" \t>")
            and number.after.startswith((":", " |"))
        )

    def _has_clear_evidence(self, number: Candidate) -> bool:
        """Return whether a reason phrase, a title or a status's name is beside the number."""
        if self.shared.only_clear and evidence_against.is_own_error(number.before):
            return False
        return (
            self.shared.verdicts.is_named(number.code, number.before, number.after)
            or (
                number.before.endswith(("(", "["))
                and number.code in COMMON
                and line_words.ends_title_in_brackets(self.text, number.start)
            )
        ) and not self.is_other_reply(number.code)

    def is_other_reply(self, code: int) -> bool:
        """Return whether the number may be a reply code of a protocol other than HTTP.

        The protocol that the line names decides. If the line names none, the start of the text
        decides.
        """
        if self.protocol is None:
            self.protocol = self.shared.protocols.of(self.text.lower())
            if self.protocol == "unknown" and self.shared.other_protocol:
                self.protocol = "other"
        return context.is_reply(code, self.protocol)

    def has_weak_evidence(self, number: Candidate) -> bool:
        """Return whether the words beside the number suggest a code, but suit other numbers, too.

        If the text isn't about HTTP, some of these words are no evidence. If the number also ends
        in 00 or is below 400, more of them are no evidence, because such numbers are often counts.
        """
        return not (
            self.is_settled
            or self.shared.only_clear
            or number.code not in COMMON
            or self.shared.verdicts.is_other(number.code, number.before, number.after)
            or evidence_against.has_only_numbers_beside(number.before, number.after)
        ) and (
            self._is_suggested(number)
            and not self._is_among_other_numbers(number.start)
            and not self.is_other_reply(number.code)
            and not self.is_another_kind(number)
        )

    def is_another_kind(self, number: Candidate) -> bool:
        """Return whether the number is likelier a price, a file's mode, a port or a tested value.

        The number is likelier a port if the text calls it a port elsewhere. Words that are said
        only of codes outweigh a price, a mode and a port. If a failed test in the text compares the
        number as something other than a status, such as a length, the number is a tested value,
        whatever words are beside it.
        """
        return number.code in self.shared.verdicts.compared or (
            (
                number.code in self.shared.verdicts.labelled
                or self.shared.verdicts.names_prices(number.before, number.after)
                or context.is_file_mode(number.code, self.near(number.start))
            )
            and not suggestions.is_clear(number.code, number.before, number.after)
        )

    def _is_among_other_numbers(self, start: int) -> bool:
        """Return whether the text around the number is about roads, currencies …"""
        known, key = self.shared.other_numbers, (self.number, start // PART_CHARACTERS)
        if key not in known:
            known[key] = context.is_of_other_numbers(self.near(start).lower())
        return known[key]

    def _is_suggested(self, number: Candidate) -> bool:
        """Return whether the number's row, its source code, or words beside it suggest a code."""
        return (
            self.shared.verdicts.is_suggested(
                number.code, number.before, number.after, about_http=self.about_http
            )
            or self._is_in_source_code(number)
            or self._has_body_below(number)
            or line_words.is_suggested(self.text, number.start, about_http=self.about_http)
            or rows.is_beside_class(number.before, number.after)
            or rows.begins_row(self.text, number, about_http=self.about_http)
        )

    def _has_body_below(self, number: Candidate) -> bool:
        """Return whether the number ends its line, and the body of an error response is below."""
        if len(number.after) > _END_CHARACTERS:
            return False
        end = self.offset + len(self.text)
        below = self.shared.text[end : end + _BELOW_CHARACTERS].lstrip()
        return below.startswith(_BODY_MARKS) and reports.has_body_below(
            number.before, number.after, below
        )

    def _is_in_source_code(self, number: Candidate) -> bool:
        """Return whether source code compares a status with the number, or sends the number."""
        code, before, after, start = number.code, number.before, number.after, number.start
        return (
            source_code.is_case(code, before, after, about_http=self.about_http)
            or source_code.is_compared(
                before, after, self.text[start + 3 : start + SOURCE_CHARACTERS]
            )
            or source_code.is_last_argument(
                before, after, self.text[max(0, start - SOURCE_CHARACTERS) : start]
            )
        )
