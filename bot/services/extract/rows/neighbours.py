"""Finds codes by their neighbours: codes in a row, counts, and codes in nearby lines."""

from collections.abc import Collection, Set
from itertools import pairwise

from bot.services.extract.line import Line
from bot.services.extract.rows import bounds, class_ranges, counts, rows, spaced_rows
from bot.services.extract.source_code import status_maps
from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words import evidence_for
from bot.services.extract.words.verdicts import COMMON
from bot.services.extract.words.words_for import ROUND_CODES

# A round number may be a code if another code of the line is within this distance …
NEIGHBOUR_CHARACTERS = 60
# … and at most this many numbers away.
MAX_NEIGHBOURS = 4
# "200 91.2k, 304 2k, 522 41": a row of codes, each with a count, has at least this many codes.
MIN_COUNTED = 3


def find(line: Line) -> None:
    """Find codes: numbers that are in a row with a code, have a count, or limit a range."""
    is_prose = not (line.is_settled or line.shared.only_clear)
    if is_prose and "{" in line.text:
        _add_counted(line, *status_maps.places(line.text))
    _add_rows(line)
    _add_bounds(line)
    if len(line.numbers) >= spaced_rows.MIN_CODES and not line.shared.only_clear:
        line.found |= spaced_rows.places(line.text)
        if is_prose and line.found:
            line.found |= spaced_rows.completed(line.text, line.found)
    if is_prose and line.about_http:
        if line.numbers[-1].after.startswith(counts.SIGNS) or (
            len(line.numbers) > 1 and line.numbers[-2].after.startswith(counts.SIGNS)
        ):
            line.found |= counts.in_line(line.text)
        if len(line.numbers) > 1:
            _add_counts(line)


def find_again(line: Line, codes_near: Collection[int]) -> None:
    """Find more codes by the codes in nearby lines.

    The line now counts as a line about HTTP, so weaker evidence suffices. Without evidence, a
    number in a sentence is a code if the same number is a code nearby, or if it is in `COMMON`,
    which lacks the rare codes. A round number of `COMMON` must also be near a code of the line. A
    number is skipped if words beside it say that it is something else.
    """
    if not codes_near or line.is_settled or line.shared.only_clear:
        return
    is_new_topic, line.about_http = not line.about_http, True
    verdicts = line.shared.verdicts
    for index, number in enumerate(line.numbers):
        if number.start in line.found:
            continue
        is_likely = number.code in codes_near or (
            number.code in COMMON and (number.code % 100 or _has_neighbour(line, index))
        )
        if (is_new_topic and line.has_weak_evidence(number)) or (
            is_likely
            and verdicts.stands_in_prose(number.code, number.before, number.after)
            and not verdicts.is_other(number.code, number.before, number.after)
            and not line.is_another_kind(number)
        ):
            line.found.add(number.start)
    _add_rows(line)
    if is_new_topic:
        _add_bounds(line)


def _has_neighbour(line: Line, index: int) -> bool:
    """Return whether the number is round, is near a code, and has words that suit a code."""
    number = line.numbers[index]
    return (
        number.code in ROUND_CODES
        and evidence_for.suits_code(number.code, number.before, number.after)
        and any(
            each.start in line.found and abs(each.start - number.start) <= NEIGHBOUR_CHARACTERS
            for each in line.numbers[max(0, index - MAX_NEIGHBOURS) : index + MAX_NEIGHBOURS + 1]
        )
    )


def _add_rows(line: Line) -> None:
    """Add numbers in a row with a code: "502/503/504", "401이랑 403", "a 301 and a 308"."""
    if len(line.numbers) < 2:
        return
    for numbers in (line.numbers, line.numbers[::-1]):
        for one, other in pairwise(numbers):
            if (
                one.start in line.found
                and other.start not in line.found
                and other.code in KNOWN
                and rows.are_joined(line.text, one.start, other.start, is_log=line.is_settled)
                and not line.shared.verdicts.is_other(other.code, other.before, other.after)
            ):
                line.found.add(other.start)


def _add_bounds(line: Line) -> None:
    """Add the codes that limit a range: "200~299", "larger than 399"."""
    if line.is_settled or line.shared.only_clear:
        return
    line.bounds |= bounds.places(line.text, about_http=line.about_http)
    if "99" in line.text:
        line.bounds |= class_ranges.places(line.text, about_http=line.about_http)
    line.found |= line.bounds


def _add_counts(line: Line) -> None:
    """Add the codes of a row with counts: "41 × 500, 7 × 503", "200 91.2k, 304 2k, 522 41"."""
    if "×" in line.text:
        line.found |= counts.times_in(line.text)
    if len(line.numbers) >= MIN_COUNTED and line.text.count(", ") >= MIN_COUNTED - 1:
        _add_counted(line, *counts.spaced_in(line.text))


def _add_counted(line: Line, codes: Set[int], their_counts: Set[int]) -> None:
    """Add codes and leave out their counts: `"by_status":{"200":404}`."""
    if codes:
        line.found = (line.found | codes) - their_counts
        line.numbers = [each for each in line.numbers if each.start not in their_counts]
