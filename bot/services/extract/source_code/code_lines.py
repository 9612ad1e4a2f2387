"""Adds the HTTP statuses in source code and configuration to the codes of a text's lines."""

from bisect import bisect_right
from collections.abc import Sequence, Set
from itertools import accumulate

from bot.services.extract.candidates import Candidate
from bot.services.extract.line import Line
from bot.services.extract.source_code import (
    error_maps,
    log_searches,
    operands,
    switches,
    table_tests,
)
from bot.services.extract.words.word_patterns import compile_later

# A longer text is probably a log, and is skipped.
_MAX_CHARACTERS = 20_000
# Source code has one of these signs.
_SIGNS = compile_later(r"[=({\[\"<>_$|`]|--|: '")

_COMMENTS = ("// ", "# ", "-- ", "* ", "//", "#")
_HEADS_COMMENT = compile_later(r"\s*(?:$|=|:|is\b|\()")
_CHECKS = ("'is ", '"is ', "'status is ", "'status ", '"status is ', "'returns ", '"returns ')


def read(text: str, lines: Sequence[Line]) -> None:
    """Add the statuses in a text's source code to the codes of its lines.

    If a switch compares something other than a status, its labels are removed from the codes.
    """
    if (
        not lines
        or len(text) > _MAX_CHARACTERS
        or lines[0].shared.only_clear
        or not _SIGNS.search(text)
    ):
        return
    lines = [line for line in lines if not line.is_settled or _looks_like_query_or_enum(line.text)]
    # In these lines, `Line.find` may have missed codes, or found only weak evidence for them.
    open_lines = [
        line
        for line in lines
        if len(line.found) < len(line.numbers) or line.weak or not line.numbers or ".." in line.text
    ]
    if not open_lines:
        return
    joined = "\n".join([line.text for line in open_lines])
    _place(open_lines, operands.places(text, joined) | operands.in_names(joined))
    if log_searches.are_in(text, joined):
        for line in open_lines:
            _add(line, log_searches.places(line.text))
    for line, found in error_maps.places(lines):
        _add(line, found)
    for line, found in table_tests.places(text, open_lines):
        _add(line, found)
    _repeat(lines)
    for line, found, is_status in switches.labels(text, lines):
        if is_status:
            _add(line, found)
        else:
            line.found -= found
            line.numbers = [each for each in line.numbers if each.start not in found]


def _repeat(lines: Sequence[Line]) -> None:
    """Add numbers in comments and in checks' names, if they are codes elsewhere in the text.

    Examples are the comment "// 404" and the check "'is 200': (r) => …".
    """
    codes = None
    for line in lines:
        for number in line.numbers:
            if number.start not in line.found and (
                (number.before.endswith(_COMMENTS) and _is_comment(number))
                or number.before.endswith(_CHECKS)
            ):
                codes = codes or {each.code(start) for each in lines for start in each.found}
                if number.code in codes:
                    _add(line, {number.start})


def _is_comment(number: Candidate) -> bool:
    """Return whether a comment begins with the number and goes on like a heading."""
    return (
        number.before.strip() in {"//", "#", "--", "/*", "*"}
        and _HEADS_COMMENT.match(number.after) is not None
    )


def _looks_like_query_or_enum(text: str) -> bool:
    """Return whether a line looks like a query or an enum's constant.

    `Line.find` may have taken the line for a log line, so `read` doesn't skip it.
    """
    return (
        " IN (" in text
        or " in (" in text
        or (', "' in text and text.lstrip()[:1].isupper() and text.find("(") > 0)
    )


def _place(lines: Sequence[Line], places: Set[int]) -> None:
    """Add codes that begin at these places of the joined lines."""
    if not places:
        return
    offsets = list(accumulate((len(line.text) + 1 for line in lines), initial=0))
    for place in places:
        index = bisect_right(offsets, place) - 1
        _add(lines[index], {place - offsets[index]})


def _add(line: Line, found: Set[int]) -> None:
    line.found |= found
    line.weak -= found
    for start in found:
        if line.text.startswith("99", start + 1) and _is_bound(line.text, start):
            line.bounds |= {start}


def _is_bound(text: str, start: int) -> bool:
    """Return whether a number that ends in 99 is the end of a range.

    499 may be a vendor's code, and needs a range's sign before it.
    """
    return not text.startswith("4", start) or text.endswith((".", "..=", "-"), 0, start)
