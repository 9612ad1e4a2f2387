"""Counts of codes: "502 x 12, 504 x 3", or lines of a count and a code, as `uniq -c` prints."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words.word_patterns import compile_later

MIN_LINES = 3
_PAIR = r"[1-5][0-9]{2}\s?(?::|=|x|×)\s?[0-9][0-9,]{0,9}(?![0-9.:%]|\s?[a-z]{2})"
# One of these follows a code, before its count.
SIGNS = (":", "=", " x", "x", " ×", "×", " :", " =")
# The look-behind comes after the number: a search is faster if its pattern begins with digits.
_PAIRS = compile_later(
    rf"(?=[1-5][0-9]{{2}}(?<![0-9A-Za-z_.,:/-]...)){_PAIR}(?:(?:,\s?|;\s?|\s{{1,3}}){_PAIR}){{1,15}}"
)
# "41 × 500, 7 × 503"
_TIMES = compile_later(
    r"(?<![0-9A-Za-z.,])[0-9]{1,6}\s?×\s?[1-5][0-9]{2}(?![0-9A-Za-z.:%]|\s?(?:px|mm|cm))"
)
# "200 91.2k, 304 20.4k, 522 41"
_SPACED = compile_later(
    r"[1-5][0-9]{2}(?<![0-9A-Za-z_.,:/-]...) [0-9][0-9.]{0,8}[kM]?(?![0-9A-Za-z%])"
    r"(?:, [1-5][0-9]{2} [0-9][0-9.]{0,8}[kM]?(?![0-9A-Za-z%])){2,15}"
)
_SPACED_CODE = compile_later(r"([1-5][0-9]{2}) ([0-9.]+[kM]?)")
_CODE = compile_later(r"([1-5][0-9]{2})\s?[:=x×]\s?([0-9]+)")
_LINES = compile_later(
    r"(?:^[ \t]*[0-9]{1,10}(?:[ \t]+|[ \t]*[|:,][ \t]*)[0-9]{1,10}[ \t]*(?:\n|\Z)){3,60}",
    re.MULTILINE,
)
# The maximum length of a line with a code and its count.
_MAX_LINE = 40
_ONLY_COUNTS = " \t\r0123456789|:,"
_LINE = compile_later(r"[ \t]*(?P<first>[0-9]+)[ \t|:,]+(?P<second>[0-9]+)")


def in_line(line: str) -> set[int]:
    """Return the start of each code in pairs of a code and its count."""
    places = set[int]()
    for pairs in _PAIRS.finditer(line):
        found = list(_CODE.finditer(pairs[0]))
        counts = [int(each[2]) for each in found]
        if _are_codes([int(each[1]) for each in found]) and not KNOWN.issuperset(counts):
            places.update(pairs.start() + each.start(1) for each in found)
    return places


def times_in(line: str) -> set[int]:
    """Return the start of each code that follows its count: "41 × 500, 7 × 503"."""
    places = [match.end() - 3 for match in _TIMES.finditer(line)]
    return set(places) if _are_codes([int(line[at : at + 3]) for at in places]) else set()


def spaced_in(line: str) -> tuple[set[int], set[int]]:
    """Return where codes begin in a row of codes and counts, and where their counts begin.

    Such a row is "200 91.2k, 304 20.4k, 522 41".
    """
    places, counts = set[int](), set[int]()
    for row in _SPACED.finditer(line):
        found = list(_SPACED_CODE.finditer(row[0]))
        codes = [int(each[1]) for each in found]
        if _are_codes(codes) and never_rises(codes[::-1]):
            places.update(row.start() + each.start(1) for each in found)
            counts.update(row.start() + each.start(2) for each in found)
    return places, counts


def in_lines(text: str, numbered: Iterable[str], *, about_http: bool) -> Iterator[int]:
    """Yield the start of each code in a column of codes beside a column of their counts.

    `numbered` are those lines of the text that contain a number of three digits.

    The columns of a text about HTTP must have one of two orders. Columns of other numbers seldom
    have either.

    - The counts fall or stay equal from line to line.
    - The codes rise from line to line, and the counts fall at least once.

    In another text, the counts must fall or stay equal, and one code must be 200.
    """
    short = [each for each in numbered if len(each) <= _MAX_LINE and not each.strip(_ONLY_COUNTS)]
    if len(short) < MIN_LINES:
        return
    for block in _LINES.finditer(text):
        lines = list(_LINE.finditer(text, block.start(), block.end()))
        firsts = [int(each["first"]) for each in lines]
        seconds = [int(each["second"]) for each in lines]
        for name, codes, counts in (("first", firsts, seconds), ("second", seconds, firsts)):
            if (
                _are_codes(codes)
                and not KNOWN.issuperset(counts)
                and (
                    (about_http and never_rises(codes[::-1]) and not never_rises(counts[::-1]))
                    or (never_rises(counts) and (about_http or 200 in codes))
                )
            ):
                yield from (each.start(name) for each in lines)


def _are_codes(numbers: Sequence[int]) -> bool:
    """Return whether the numbers are different known codes.

    One of them must be an error that is no multiple of 100.
    """
    return (
        len(numbers) >= 2
        and len(set(numbers)) == len(numbers)
        and KNOWN.issuperset(numbers)
        and any(code > 400 and code % 100 for code in numbers)
    )


def never_rises(numbers: Sequence[float]) -> bool:
    return all(one >= other for one, other in pairwise(numbers))
