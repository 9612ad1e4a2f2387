"""Decides with the classifier which doubtful numbers of a message are codes.

A number is doubtful if `find.lines_by_rules` leaves it out or finds only weak evidence for it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.services.extract.candidates import Candidate
from bot.services.extract.classifier import classifier, features
from bot.services.extract.line import Line
from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words import chinese_japanese, evidence_against

# The classifier skips a text beyond any of these limits. A text with more characters is a file. A
# text with more numbers, or with more doubtful numbers, wasn't written by a person.
MAX_CHARACTERS = 4_000
MAX_NUMBERS = 25
MAX_DOUBTED = 10
# A number that the rules leave out becomes a code if its probability reaches one of three limits.
# The limit in a text about HTTP.
ADDED_FROM = 0.8
# The limit in any other text, where a wrong code is likelier and worse.
ADDED_ELSEWHERE_FROM = 0.85
# The limit, in any text, for a number that stands among numbers or before a plural, or that may be
# a price or a port.
ADDED_AGAINST_FROM = 0.93
# A code that the rules find by weak evidence stays a code at this probability.
KEPT_FROM = 0.3


def settle(text: str, lines: Sequence[Line]) -> None:
    """Add each doubted number that is likely a code to its line's codes.

    Remove each doubted number that is unlikely to be a code from its line's codes.
    """
    if len(text) > MAX_CHARACTERS or sum(len(line.numbers) for line in lines) > MAX_NUMBERS:
        return
    doubted = [(line, number) for line, number in of_prose(lines) if is_doubted(line, number)]
    if not 0 < len(doubted) <= MAX_DOUBTED:
        return
    learned, numbers = classifier.learned(), TextNumbers(lines)
    shared = learned.weigh(features.of_text(text))
    settled = [
        learned.probability(
            shared
            + learned.weigh(
                features.of_number(line.text, number.start, numbers.others(line, number))
            )
        )
        for line, number in doubted
    ]
    for (line, number), probability in zip(doubted, settled, strict=True):
        if number.start not in line.found:
            if probability >= _added_from(line, number):
                line.found.add(number.start)
        elif probability < KEPT_FROM:
            line.found.remove(number.start)
            line.numbers.remove(number)


def is_doubted(line: Line, number: Candidate) -> bool:
    """Return whether the rules leave the number out, or found it by weak evidence.

    A number that the rules leave out isn't doubted if it is no known code, or if a word beside it
    says that it is something else. The numbers of a Chinese or Japanese line are never doubted: the
    classifier has learned from English and Korean.
    """
    if chinese_japanese.LETTER.search(line.text):
        return False
    if number.start in line.found:
        return number.start in line.weak
    return number.code in KNOWN and not (
        line.shared.verdicts.is_other(number.code, number.before, number.after)
        or evidence_against.is_value(number.before)
        or line.is_other_reply(number.code)
    )


def _added_from(line: Line, number: Candidate) -> float:
    """Return the probability at which a number that the rules left out becomes a code."""
    if (
        evidence_against.is_amid_numbers(number.before, number.after)
        or evidence_against.precedes_plural(number.after)
        or line.is_another_kind(number)
    ):
        return ADDED_AGAINST_FROM
    return ADDED_FROM if line.about_http else ADDED_ELSEWHERE_FROM


def of_prose(lines: Sequence[Line]) -> Iterator[tuple[Line, Candidate]]:
    """Yield each number outside log lines, with its line."""
    for line in lines:
        if not (line.is_settled or line.shared.only_clear):
            for number in line.numbers:
                yield line, number


class TextNumbers:
    """The numbers of a text, and those that the rules found to be codes."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._codes = Counter(line.code(start) for line in lines for start in line.found)
        self._numbers = Counter(number.code for line in lines for number in line.numbers)
        self._all_codes, self._all_numbers = self._codes.total(), self._numbers.total()

    def others(self, line: Line, number: Candidate) -> features.Others:
        is_code = number.start in line.found
        return features.Others(
            codes=self._all_codes - is_code,
            codes_in_line=len(line.found) - is_code,
            numbers=self._all_numbers - 1,
            repeated=self._numbers[number.code] > 1,
            repeated_as_code=self._codes[number.code] > is_code,
        )
