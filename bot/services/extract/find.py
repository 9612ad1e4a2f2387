"""Finds the HTTP status codes in pasted text: a log, an error, a chat message.

A log line's shape says which of its numbers is the status. Elsewhere a number is a code if the
words beside it say so, or if a text about HTTP speaks of it as a thing. A number without evidence
is left alone: showing a wrong code to a channel is worse than showing none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import Mention
from bot.services.extract import context, source_code
from bot.services.extract.allowance import Allowance
from bot.services.extract.candidates import NUMBER
from bot.services.extract.company import Company
from bot.services.extract.docker_lines import DockerLines, are_wrapped
from bot.services.extract.line import Line
from bot.services.extract.log_formats import (
    LIST_ITEM,
    formats_in,
    is_list_head,
    is_list_item,
    line_format,
    rows_in,
)
from bot.services.extract.tables import Table, header
from bot.services.extract.vendors import TextVendors
from bot.services.extract.verdicts import Verdicts

# How many characters of the text's start say whether it is about HTTP, and name vendors.
TOPIC_CHARACTERS = 4_000


@dataclass(slots=True)
class Earlier:
    """What the blocks of a text before the one that is read say of it; `start` is its beginning."""

    start: str = ""
    table: Table | None = None
    in_list: bool = False


def find_codes(text: str, earlier: Earlier | None = None) -> list[Mention]:
    """Return every status code in `text`, in order.

    Takes time in proportion to the text, and never raises. If `text` is a block of a longer text,
    `earlier` comes from the block before, and is changed for the next block.
    """
    earlier = earlier or Earlier()
    if are_wrapped(text):
        written = DockerLines(text)
        return [written.in_place(each) for each in _find(written.text, earlier)]
    return _find(text, earlier)


def _find(text: str, earlier: Earlier) -> list[Mention]:
    lines = list(_lines(text, earlier))
    for line in lines:
        line.find()
    company = Company(
        (line.offset + start, line.code(start)) for line in lines for start in sorted(line.found)
    )
    vendors = TextVendors(earlier.start + text[:TOPIC_CHARACTERS], text)
    earlier.start = earlier.start or text[:TOPIC_CHARACTERS]
    mentions = []
    for line in lines:
        line.find_again(company.codes_near(line.offset, line.offset + len(line.text)))
        for start in sorted(line.found):
            code, place = line.code(start), line.offset + start
            mentions.append(
                Mention(code, line.number, place, place + 3, line.vendor(start, vendors))
            )
    return mentions


def _lines(text: str, earlier: Earlier) -> Iterator[Line]:
    """Yield the lines that contain a three-digit number."""
    head = text[:TOPIC_CHARACTERS]
    about = earlier.start + head
    about_http = context.is_http(about) or context.lists_codes(about)
    lower_head = head.lower()
    protocols = context.Protocols(lower_head if len(text) <= TOPIC_CHARACTERS else text.lower())
    other_protocol = protocols.of(lower_head) == "other"
    only_clear = other_protocol or source_code.numbers_own_errors(lower_head)
    formats, rows = formats_in(text, about), rows_in(text)
    source_lines = frozenset(int(each) for each in context.quoted_source_lines(head))
    allowance, verdicts = Allowance(), Verdicts(context.other_values(head))
    offset = 0
    for number, line in enumerate(text.split("\n"), 1):
        if NUMBER.search(line):
            these = (*formats, LIST_ITEM) if earlier.in_list else formats
            known = line_format(line, rows)
            yield Line(
                line,
                text,
                number,
                offset,
                about_http,
                protocols,
                other_protocol,
                only_clear,
                these,
                known,
                earlier.table,
                source_lines,
                allowance,
                verdicts,
            )
            earlier.in_list = earlier.in_list and is_list_item(line)
        else:
            earlier.table = header(line) or earlier.table
            earlier.in_list = is_list_head(line)
        offset += len(line) + 1
