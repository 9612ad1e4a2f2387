"""Reads a text block by block and counts its codes.

Log lines of a known format are read by their columns, other lines by their words.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from bot.model import Mention
from bot.model.explanation import APP, Sender, Summary, is_error
from bot.services.extract.candidates import is_possible
from bot.services.extract.did_you_mean import POSSIBLE_CHARACTERS, possible_numbers
from bot.services.extract.docker_lines import are_wrapped, unwrapped
from bot.services.extract.find import TOPIC_CHARACTERS, Earlier, find_codes
from bot.services.extract.line import NEAR_CHARACTERS
from bot.services.extract.log_formats import LineFormat, line_format
from bot.services.extract.log_formats.matching import codes_in
from bot.services.extract.senders.text_senders import TextSenders, sender_in_log
from bot.services.extract.summary.blocks import Block, BlockCutter
from bot.services.extract.summary.code_order import summary_of
from bot.services.extract.summary.columns import Columns, read_columns, settled_format
from bot.services.extract.summary.tally import Count, Kind
from bot.services.extract.vendor_codes import TextVendors, is_shared
from bot.services.extract.without_status import implied_statuses

# The search for a code's sender reads the whole surroundings of a line. In prose, it therefore runs
# only for the first MAX_PROSE_LINES lines with the code. Later lines get the last sender found.
MAX_PROSE_LINES: Final = 50


class Summariser:
    """Takes a text in pieces, which may end anywhere, and counts the text's codes.

    A gigabyte of text needs no more memory than a megabyte.
    """

    def __init__(self) -> None:
        self._cutter = BlockCutter()
        self._earlier = Earlier()
        self._vendors = TextVendors("")
        self._start = ""
        self._counts: dict[Kind, Count] = {}
        self._asked: Counter[tuple[int, str | None]] = Counter()
        self._last: dict[tuple[int, str | None], Sender] = {}

    def add(self, text: str) -> None:
        for block in self._cutter.add(text):
            self._read(block)

    def summary(self) -> Summary:
        """Return the summary of the text. Nothing can be added afterwards."""
        for block in self._cutter.end():
            self._read(block)
        counted = [count.total(kind) for kind, count in self._counts.items()]
        possible = () if counted else possible_numbers(self._start)
        return summary_of(self._cutter.lines, counted, possible)

    def _read(self, block: Block) -> None:
        if block.offset == 0:
            self._vendors = TextVendors(block.text[:TOPIC_CHARACTERS])
            self._start = block.text[:POSSIBLE_CHARACTERS]
        if are_wrapped(block.text):
            block = replace(block, text=unwrapped(block.text))
        lines = block.text.split("\n")
        known = settled_format(lines)
        if known is None:
            numbers = range(block.first_line, block.first_line + len(lines))
            self._read_words(block.text, lines, numbers)
            return
        columns = read_columns(known, block.text, lines)
        self._read_columns(columns, lines, block.first_line)
        if others := [lines[index] for index in columns.others]:
            numbers_of = [block.first_line + index for index in columns.others]
            self._read_words("\n".join(others), others, numbers_of)

    def _read_words(self, text: str, lines: Sequence[str], numbers: Sequence[int]) -> None:
        """Count the codes of some lines. `numbers` are their line numbers in the whole text."""
        mentions = find_codes(text, self._earlier)
        if mentions:
            self._read_mentions(text, lines, numbers, mentions)
        self._read_implied(text, numbers, mentions)

    def _read_mentions(
        self,
        text: str,
        lines: Sequence[str],
        numbers: Sequence[int],
        mentions: Sequence[Mention],
    ) -> None:
        senders = TextSenders(text, mentions)
        for index, in_line in groupby(mentions, key=lambda each: each.line - 1):
            known = line_format(line := lines[index])
            match = known.pattern.match(line) if known else None
            columns = match.groupdict() if match else {}
            found: dict[tuple[int, str | None], Sender] = {}
            for mention in in_line:
                meaning = mention.code, mention.vendor
                if meaning not in found:
                    found[meaning] = self._sender(mention, senders, known, columns.get("flag"))
                elif known:
                    # A log line is one response, and may repeat the response's code.
                    continue
                count = self._count(*meaning, found[meaning])
                count.add_flag(found[meaning].flag)
                count.add(numbers[index], columns.get("at"))
                if is_error(mention.code):
                    count.add_paths([columns.get("path") or ""])

    def _read_implied(self, text: str, numbers: Sequence[int], mentions: Sequence[Mention]) -> None:
        """Count each status that follows from a product's own code, once for each line.

        A product's own code is, for example, curl's exit code. A status that the text also writes
        isn't counted again: the product's code only gives the reason. If a line has another status,
        the line is about the response with that status, and the product's code isn't counted.
        """
        with_status = {each.line - 1 for each in mentions}
        for implied in implied_statuses(text):
            meaning = implied.code, implied.vendor
            if any((each.code, each.vendor) == meaning for each in mentions):
                self._flag_counts(meaning, implied.sender)
            elif implied.line not in with_status:
                count = self._count(*meaning, implied.sender)
                count.add_flag(implied.sender.flag)
                count.add(numbers[implied.line], None)

    def _flag_counts(self, meaning: tuple[int, str | None], sender: Sender) -> None:
        """Add the flag of `sender` to each count of `meaning` that has this sender or none.

        A flag, such as curl's exit code, is what a product writes beside a code.
        """
        for kind, count in self._counts.items():
            if (kind.code, kind.vendor) == meaning and kind.sender in (None, sender.name):
                count.add_flag(sender.flag)

    def _sender(
        self,
        mention: Mention,
        senders: TextSenders,
        known: LineFormat | None,
        flag: str | None,
    ) -> Sender:
        """Return who answered.

        The sender of a success in a log has no name, only the flag that a proxy may have logged.
        """
        if known and not is_error(mention.code):
            flagged = senders.sender(mention, is_log=True) if flag else Sender()
            return Sender(flag=flagged.flag)
        meaning = mention.code, mention.vendor
        self._asked[meaning] += not known
        if known or self._asked[meaning] <= MAX_PROSE_LINES:
            self._last[meaning] = senders.sender(mention, is_log=known is not None)
        return self._last[meaning]

    def _count(self, code: int, vendor: str | None, sender: Sender) -> Count:
        kind = Kind(code, vendor, sender.name if sender.is_from_text else None)
        return self._counts.setdefault(kind, Count())

    def _read_columns(self, columns: Columns, lines: Sequence[str], first_line: int) -> None:
        """Count the codes of lines in a known format."""
        for cells, indices in columns.indices.items():
            codes = {code for cell in cells for code in codes_in(cell)}
            for code in filter(is_possible, codes):
                for count, these in self._counted(code, columns, lines, indices):
                    count.add(first_line + these[0], columns.times[these[0]], len(these))
                    count.add(first_line + these[-1], columns.times[these[-1]], 0)
                    if is_error(code):
                        count.add_paths(columns.paths[index] for index in these)

    def _counted(
        self, code: int, columns: Columns, lines: Sequence[str], indices: list[int]
    ) -> Iterable[tuple[Count, list[int]]]:
        """Yield each `Count` for `code` in the lines at `indices`, with the indices of its lines.

        These lines have the code in the same columns. Other columns of a proxy's line tell the
        sender. If several vendors use the number, the words of each line decide between them. A
        success is counted without a sender, but with a proxy's flag, if any.
        """
        known = columns.known
        if not is_error(code):
            count = self._count(code, self._vendors.vendor(code, ""), Sender())
            first_with = {columns.flags[index]: index for index in reversed(indices)}
            for cell, times in Counter(columns.flags[index] for index in indices).items():
                if cell.strip("-"):
                    _, sender = self._sender_in_line(code, known, lines[first_with[cell]])
                    count.add_flag(sender.flag, times)
            yield count, indices
        elif known.sender in (None, APP) and not is_shared(code):
            yield self._flagged_count(code, known, lines[indices[0]], len(indices)), indices
        else:
            found: dict[int, tuple[Count, list[int]]] = {}
            for index in indices:
                count = self._flagged_count(code, known, lines[index])
                found.setdefault(id(count), (count, []))[1].append(index)
            yield from found.values()

    def _flagged_count(self, code: int, known: LineFormat, line: str, lines: int = 1) -> Count:
        """Return the `Count` for an error in a line of a known format, with the line's flag added.

        The flag is counted `lines` times.
        """
        vendor, sender = self._sender_in_line(code, known, line)
        count = self._count(code, vendor, sender)
        count.add_flag(sender.flag, lines)
        return count

    def _sender_in_line(self, code: int, known: LineFormat, line: str) -> tuple[str | None, Sender]:
        """Return the vendor of the code in a line of a known format, and who answered."""
        start = next(each for each in known.statuses(line) if line.startswith(f"{code:03}", each))
        near = line[max(0, start - NEAR_CHARACTERS) : start + NEAR_CHARACTERS]
        vendor = self._vendors.vendor(code, near)
        return vendor, sender_in_log(vendor, line, start)
