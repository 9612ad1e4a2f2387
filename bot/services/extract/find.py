"""Finds the HTTP status codes in pasted text: a log, an error, a chat message.

A log line's shape says which of its numbers is the status. Elsewhere a number is a code if the
words beside it say so, or if a text about HTTP uses the number as a noun. A number without evidence
is left alone: a wrong code in a channel is worse than none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import Mention
from bot.services.extract import context
from bot.services.extract.allowance import Allowance
from bot.services.extract.candidates import number_starts
from bot.services.extract.classifier import doubts
from bot.services.extract.docker_lines import DockerLines, are_wrapped
from bot.services.extract.line import Line
from bot.services.extract.log_formats import (
    Format,
    formats_in,
    goes_on,
    line_formats_in,
    line_statuses,
    list_item,
)
from bot.services.extract.nearby_codes import NearbyCodes
from bot.services.extract.rows import counts, headless_tables, neighbours
from bot.services.extract.rows.tables import Table, header
from bot.services.extract.shared_by_lines import SharedByLines
from bot.services.extract.source_code import (
    checks,
    code_lines,
    failed_tests,
    operands,
    source_code,
)
from bot.services.extract.vendor_codes import TextVendors
from bot.services.extract.words.verdicts import Verdicts

# The length of a text's start. The start tells whether the text is about HTTP, and which vendors it
# names.
TOPIC_CHARACTERS = 4_000


@dataclass(slots=True)
class Earlier:
    """What the earlier blocks of a text tell about later ones.

    `start` is the text's beginning. `table` is the table of the latest header. `item` is the format
    of the next list item if the latest line begins or continues a list.
    """

    start: str = ""
    table: Table | None = None
    item: Format | None = None


def find_codes(text: str, earlier: Earlier | None = None) -> list[Mention]:
    """Return every status code in `text`, in order.

    Takes time in proportion to the text, and never raises. `earlier` comes from the previous block
    if `text` is a block of a longer text. The function updates `earlier` for the next block.
    """
    earlier = earlier or Earlier()
    if are_wrapped(text):
        written = DockerLines(text)
        return [written.in_place(each) for each in _find(written.text, earlier)]
    return _find(text, earlier)


def _find(text: str, earlier: Earlier) -> list[Mention]:
    lines = lines_by_rules(text, earlier)
    if not earlier.start:
        doubts.settle(text, lines)
    for line in lines:
        if line.numbers:
            neighbours.find(line)
    nearby_codes = NearbyCodes(
        (line.offset + start, line.code(start))
        for line in lines
        if line.found
        for start in sorted(line.found)
    )
    vendors = TextVendors(earlier.start + text[:TOPIC_CHARACTERS], text)
    earlier.start = earlier.start or text[:TOPIC_CHARACTERS]
    mentions = []
    for line in lines:
        if not line.is_settled:
            end = line.offset + len(line.text)
            neighbours.find_again(line, nearby_codes.codes_near(line.offset, end))
        for start in sorted(line.found) if line.found else ():
            code, place = line.code(start), line.offset + start
            mentions.append(
                Mention(code, line.number, place, place + 3, line.vendor(start, vendors))
            )
    return mentions


def lines_by_rules(text: str, earlier: Earlier) -> list[Line]:
    """Return the lines that contain a three-digit number, with the codes that the rules find.

    The rules read each line's shape and words, and they read source code and tables.
    `neighbours.py` later finds further codes beside those that the rules found.
    """
    lines = list(_lines(text, earlier))
    about_http = bool(lines) and lines[0].about_http
    numbered = (each.text for each in lines)
    counted = sorted(counts.in_lines(text, numbered, about_http=about_http), reverse=True)
    for line in lines:
        if counted and line.offset <= counted[-1] < line.offset + len(line.text):
            line.found, line.is_settled = {counted.pop() - line.offset}, True
        else:
            line.find()
    code_lines.read(text, lines)
    headless_tables.read(text, lines)
    checks.read(text, lines)
    return lines


def _lines(text: str, earlier: Earlier) -> Iterator[Line]:
    """Yield the lines that contain a three-digit number."""
    head = text[:TOPIC_CHARACTERS]
    about = earlier.start + head
    lower_head = head.lower()
    lower_about = about.lower() if earlier.start else lower_head
    about_http = context.is_http(about, lower_about) or context.lists_codes(about)
    protocols = context.Protocols(lower_head if len(text) <= TOPIC_CHARACTERS else text.lower())
    other_protocol = protocols.of(lower_head) == "other"
    compared = failed_tests.compared(head, lower_head)
    shared = SharedByLines(
        text,
        protocols,
        other_protocol,
        other_protocol or source_code.numbers_own_errors(lower_head),
        frozenset(int(each) for each in context.quoted_source_lines(head)),
        Allowance(),
        Verdicts(context.other_values(head) | compared.other_values),
    )
    formats = (*formats_in(text, about), *compared.statuses)
    line_formats = line_formats_in(text)
    has_names = bool(operands.in_names(text))
    places = number_starts(text)[::-1]
    offset = 0
    for number, line in enumerate(text.split("\n"), 1):
        starts = []
        while places and places[-1] < offset + len(line):
            starts.append(places.pop() - offset)
        if starts or (has_names and operands.in_names(line)):
            these = formats if earlier.item is None else (*formats, earlier.item)
            yield Line(
                line,
                starts,
                shared,
                number,
                offset,
                about_http,
                these,
                line_statuses(line, line_formats),
                earlier.table,
            )
            earlier.item = goes_on(line, earlier.item)
        else:
            earlier.table = header(line, text, offset + len(line) + 1) or earlier.table
            earlier.item = list_item(line, earlier.item)
        offset += len(line) + 1
