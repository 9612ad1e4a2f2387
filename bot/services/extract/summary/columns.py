"""Reads a block of a log in a known format with one search: much faster than line by line."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Final

from bot.services.extract.log_formats import LineFormat, line_format
from bot.services.extract.log_formats.json_templates import recent_template, recent_templates
from bot.services.extract.log_formats.matching import formats_before

# A block is read line by line if it has fewer than MIN_LINES lines, or if less than MIN_SHARE of a
# sample of its lines has one format.
MIN_LINES: Final = 50
MIN_SHARE: Final = 0.5
# A sample of a block has at least this many lines. The sample tells the block's format.
SAMPLE_LINES: Final = 20
# The column that holds a whole line of another format.
_OTHER: Final = "other"


@dataclass(slots=True)
class Columns:
    """The columns of a block's lines that have the format `known`.

    `flags` are what the product writes beside the statuses, such as Envoy's "UF". `indices` maps
    the cells of the status columns to the indices of the lines with these cells. `others` are the
    indices of the lines of other formats.
    """

    known: LineFormat
    paths: list[str]
    times: list[str]
    flags: list[str]
    others: list[int]
    indices: dict[tuple[str, ...], list[int]] = field(default_factory=lambda: defaultdict(list))


def settled_format(lines: list[str]) -> LineFormat | None:
    """Return the format of most of a block's lines, judged by a sample."""
    if len(lines) < MIN_LINES:
        return None
    sample = _sample(lines)
    ((known, count),) = Counter(map(line_format, sample)).most_common(1)
    return known if count >= MIN_SHARE * len(sample) else None


def read_columns(known: LineFormat, block: str, lines: list[str]) -> Columns:
    """Return the columns of a block, which consists of `lines`.

    The result's `others` are the lines of other formats, and the lines that `_more_exact` finds.
    A line that `_more_exact` finds has a format that is tried before `known`, and may match
    `known`, too.
    """
    names, rows = _rows(known, block, lines)
    # A format may have no path, time or flag. The column `other` is then read instead: it is empty
    # in every line of the format.
    column = dict.fromkeys(("path", "at", "flag"), names.index(_OTHER))
    column |= {name: index for index, name in enumerate(names)}
    statuses = [column[name] for name in names if name.startswith("status")]
    more_exact = _more_exact(known, lines, block)
    has_other = map(itemgetter(column[_OTHER]), rows)
    others = [index for index, other in enumerate(has_other) if other or index in more_exact]
    columns = Columns(
        known,
        list(map(itemgetter(column["path"]), rows)),
        list(map(itemgetter(column["at"]), rows)),
        list(map(itemgetter(column["flag"]), rows)),
        others,
    )
    is_other = set(others)
    for index, cells in enumerate(map(itemgetter(*statuses, column[_OTHER]), rows)):
        if index not in is_other:
            columns.indices[cells].append(index)
    return columns


def _rows(
    known: LineFormat, block: str, lines: list[str]
) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return the names of the columns, and the cells of each line.

    In a JSON log, a template is a pattern of the lines with the same keys. The commonest template
    reads most lines. Other templates, or else the format's own pattern, read the lines left over.
    """
    names = (*known.pattern.groupindex, _OTHER)
    templates = _templates(known, lines)
    faster = templates[0] if templates else None
    pattern = _every_line(faster.pattern if faster else known.pattern.pattern, names)
    # If the block ends with a line break, the pattern also matches the empty text after the break.
    # The slice drops that match if `lines` lacks the empty text.
    rows: list[tuple[str, ...]] = pattern.findall(block)[: len(lines)]
    columns = list(pattern.groupindex)
    if faster is not None:
        other = columns.index(_OTHER)
        for index, row in enumerate(rows):
            if row[other]:
                line = lines[index]
                matches = (each.match(line) for each in (*templates[1:], known.pattern))
                if match := next(filter(None, matches), None):
                    cells = match.groupdict("")
                    rows[index] = tuple(cells.get(name, "") for name in columns)
    return columns, rows


def _templates(known: LineFormat, lines: list[str]) -> list[re.Pattern[str]]:
    """Return templates of a block's lines, the commonest first, judged by a sample.

    Templates of earlier blocks come last: they may match rare lines.
    """
    own = known.pattern.pattern
    found = Counter(pattern for line in _sample(lines) if (pattern := recent_template(own, line)))
    common = [pattern for pattern, _ in found.most_common()]
    return [*common, *(each for each in recent_templates(own) if common and each not in found)]


def _sample(lines: list[str]) -> list[str]:
    return lines[:: len(lines) // SAMPLE_LINES]


def _more_exact(known: LineFormat, lines: list[str], block: str) -> set[int]:
    """Return the indices of lines that have a format which is tried before `known`.

    A format is skipped if its `required_text` is also in the first line that matches `known`: the
    text doesn't tell the two formats apart then.
    """
    usual = next(line for line in lines if known.pattern.match(line))
    parts = {each.required_text for each in formats_before(known)}
    found = {part for part in parts if part not in usual and _contains(block, part)}
    return {
        index
        for each in formats_before(known)
        if each.required_text in found
        for index, line in enumerate(lines)
        if each.required_text in line and each.pattern.match(line)
    }


def _contains(block: str, part: str) -> bool:
    """Return whether a block contains a part.

    Searches for the part's letters first: a search for one letter takes next to no time.
    """
    return all(letter in block for letter in part) and part in block


@lru_cache(64)
def _every_line(pattern: str, names: tuple[str, ...]) -> re.Pattern[str]:
    """Compile a pattern that matches every line.

    The result's group `other` holds a line that `pattern` doesn't match. The result has a group for
    each of `names`, even if `pattern` lacks the group.
    """
    own = re.compile(pattern).groupindex
    unused = "".join(rf"(?P<{name}>)" for name in names if name not in (*own, _OTHER))
    return re.compile(rf"(?:{pattern})|^(?P<{_OTHER}>[^\n]*)$|(?!){unused}", re.MULTILINE)
