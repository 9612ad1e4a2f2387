"""Reads blocks of a log whose format is known: all columns at once, which is much faster."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Final

from bot.services.extract.log_formats import LineFormat, line_format
from bot.services.extract.log_formats.matching import formats_before

# A block with fewer lines is read line by line, and so is one in which fewer have one format.
MIN_LINES: Final = 50
MIN_SHARE: Final = 0.5
# How many lines of a block tell its format.
SAMPLE_LINES: Final = 20


@dataclass(slots=True)
class Columns:
    """The columns of a block's lines that have the format `known`.

    `indices` are the lines' indices, by what the columns of statuses read. `others` are the
    indices of the other lines.
    """

    known: LineFormat
    paths: list[str]
    times: list[str]
    flags: list[str]
    others: list[int]
    indices: dict[tuple[str, ...], list[int]] = field(default_factory=lambda: defaultdict(list))


def settled_format(lines: list[str]) -> LineFormat | None:
    """Return the format that most of a block's lines have, as far as a sample shows."""
    if len(lines) < MIN_LINES:
        return None
    sample = lines[:: len(lines) // SAMPLE_LINES]
    ((known, count),) = Counter(map(line_format, sample)).most_common(1)
    return known if count >= MIN_SHARE * len(sample) else None


def read_columns(known: LineFormat, block: str, lines: list[str]) -> Columns:
    """Return the columns of a block, which consists of `lines`.

    A line of another format is left over, and so is one of a format that is tried before this one.
    """
    pattern = _pattern(known)
    # `^` also matches after the last line break, which the last line may consist of.
    rows: list[tuple[str, ...]] = pattern.findall(block)[: len(lines)]
    # The last group is what another line reads, and empty in a line of the format.
    column = dict.fromkeys(("path", "at", "flag"), pattern.groups - 1)
    column |= {name: group - 1 for name, group in pattern.groupindex.items()}
    statuses = [column[name] for name in column if name.startswith("status")]
    more_exact = _more_exact(known, lines, block)
    others = [index for index, row in enumerate(rows) if row[-1] or index in more_exact]
    columns = Columns(
        known,
        list(map(itemgetter(column["path"]), rows)),
        list(map(itemgetter(column["at"]), rows)),
        list(map(itemgetter(column["flag"]), rows)),
        others,
    )
    is_other = set(others)
    for index, cells in enumerate(map(itemgetter(*statuses, -1), rows)):
        if index not in is_other:
            columns.indices[cells].append(index)
    return columns


def _more_exact(known: LineFormat, lines: list[str], block: str) -> set[int]:
    """Return the indices of lines that have a format which is tried before `known`.

    What every line of `known` contains is taken to be no sign of another format.
    """
    usual = next(line for line in lines if known.pattern.match(line))
    return {
        index
        for each in formats_before(known)
        if each.needed not in usual and each.needed in block
        for index, line in enumerate(lines)
        if each.needed in line and each.pattern.match(line)
    }


@cache
def _pattern(known: LineFormat) -> re.Pattern[str]:
    """Compile a pattern that matches every line; its last group is a line of no such format."""
    return re.compile(rf"(?:{known.pattern.pattern})|^([^\n]*)$", re.MULTILINE)
