"""Tells whether a failed test compares statuses or other values.

Test tools print the same words beside both: "expected: <200> but was: <500>". The assertion, its
message and the test's name tell whether the values are statuses.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.services.extract.log_formats import METHODS, Format, make_format
from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words.word_patterns import compile_later

# What tools print before a value instead of "expected" or "actual".
_SIDES: Final = "got|left|right|필요|실제|기대|예상"
# How the tools print the values: JUnit, Jest and testify, Go, unittest, Vitest's diff.
_PRINTED: Final = tuple(
    make_format(pattern, required_text)
    for required_text, pattern in (
        ("but was", r"<([1-5][0-9]{2}> but was:? ?<[1-5][0-9]{2})>"),
        (
            "",
            rf"^\s*(?:[Ee]xpected|[Rr]eceived|[Aa]ctual|{_SIDES})"
            r"(?: status(?: code)?)?\s{0,3}:\s{0,3}([1-5][0-9]{2})\s*$",
        ),
        ("assert ", r"\bassert ([1-5][0-9]{2} == [1-5][0-9]{2})\s*$"),
        ("actual", r"actual(?: value)? is <([1-5][0-9]{2})>"),
        (
            "asserting",
            r"asserting that ([1-5][0-9]{2} "
            r"(?:matches expected|is identical to|equals) [1-5][0-9]{2})",
        ),
        ("want", r"(?:got|=) ([1-5][0-9]{2})[,;]? (?:but )?want(?:ed)?:? [1-5][0-9]{2}\b"),
        ("want", r"want(?:ed)?:? ([1-5][0-9]{2})\b"),
        ("Error: ", r"AssertionError: ([1-5][0-9]{2} != [1-5][0-9]{2})\s*$"),
        ("", r"^\s*[-+] ([1-5][0-9]{2})\s*$"),
    )
)
# These patterns find such values in a whole text in lower case. They leave out a diff's lines, and
# a "want" without "got" or "=". A search is fast if its pattern begins with a fixed character, such
# as a line break.
_VALUES: Final = tuple(
    (required_text, compile_later(pattern, re.MULTILINE))
    for required_text, pattern in (
        ("but was", r"<[1-5][0-9]{2}> but was:? ?<[1-5][0-9]{2}>"),
        (
            ":",
            rf"\n[ \t]*(?:expected|received|actual|{_SIDES})"
            r"(?: status(?: code)?)?\s{0,3}:\s{0,3}[1-5][0-9]{2}[ \t\r]*$",
        ),
        ("want", r"(?:got|=) [1-5][0-9]{2}[,;]? (?:but )?want(?:ed)?:? [1-5][0-9]{2}\b"),
        ("assert ", r"\bassert [1-5][0-9]{2} == [1-5][0-9]{2}$"),
        ("assertionerror: ", r"assertionerror: [1-5][0-9]{2} != [1-5][0-9]{2}\b"),
        ("actual", r"actual(?: value)? is <[1-5][0-9]{2}>"),
        (
            "asserting",
            r"asserting that [1-5][0-9]{2} (?:matches expected|is identical to|equals)"
            r" [1-5][0-9]{2}",
        ),
    )
)
# A faster check whether the second pattern of `_VALUES` can match.
_VALUE_ENDS: Final = compile_later(r":\s{0,3}[1-5][0-9]{2}[ \t\r]*$", re.MULTILINE)
# The assertion itself, in the source or in the tool's own words.
_ASSERTION: Final = compile_later(
    r"^\s*>\s?[0-9]{1,5} \|(?P<marked>[^\n]{1,200})"
    r"|\bassert\w{0,20}\((?P<called>[^\n]{1,160})"
    r"|^\s*messages?:(?P<message>[^\n]{1,160})"
    r"|^(?P<same_line>[^\n]{0,160}?)(?:expected:? ?<|(?:got|=) [1-5][0-9]{2}[,;]? (?:but )?want)",
    re.MULTILINE,
)
_STATUS_NAME: Final = compile_later(r"status|\bcode\b")
_OF_RESPONSE: Final = compile_later(r"respon|\bhttp|\bres\b|\brr\b")
_OTHER: Final = compile_later(
    r"\blen\b|length|count|total|size|sum\b|amount|price|points?\b|score|limit|offset|rows|items"
    r"|width|height|balance|\bage\b|quantity|duration|elapsed|수량|개수|합계|금액|잔액"
)
_OF_THE_WEB: Final = compile_later(
    r"status|respon|\bhttp|\broutes?\b|controller|endpoint|handler|webmvc|mockmvc|\w(?:api|resource|route)s?(?:test|it|spec)\b"
    r"|request\(|/api/"
)
_METHOD: Final = compile_later(rf"\b(?:{METHODS}) /")
_NEEDED: Final = (
    "xpected", "want", "ssertionError", "eceived", " right: ", "asserting", "actual", "실제",
)  # fmt: skip
_PAIR: Final = 2
# A failed test usually compares one of these with an error: the test expected a success and got an
# error, or the reverse.
_SUCCESSES: Final = frozenset({200, 201, 202, 204})
_NUMBER: Final = compile_later(r"(?<![\w.])[1-5][0-9]{2}(?![\w.])")


@dataclass(frozen=True, slots=True)
class Compared:
    """What a failed test compares: statuses or other values.

    `statuses` are the formats that find the statuses in the tool's output. `other_values` are the
    other values themselves.
    Both are empty if no test failed, or if nothing tells what the values are.
    """

    statuses: tuple[Format, ...] = ()
    other_values: frozenset[int] = frozenset()


def compared(text: str, lower: str) -> Compared:
    """Return what a failed test of the text compares; `lower` is the text in lower case."""
    if not any(each in text for each in _NEEDED):
        return Compared()
    lines = f"\n{lower}"
    printed = "\n".join(
        each[0]
        for required_text, pattern in _VALUES
        if required_text in lower and (required_text != ":" or _VALUE_ENDS.search(lower))
        for each in pattern.finditer(lines)
    )
    if not printed:
        return Compared()
    assertions = "\n".join("".join(filter(None, each)) for each in _ASSERTION.findall(lower))
    if _STATUS_NAME.search(assertions):
        return Compared(statuses=_PRINTED)
    values = frozenset(map(int, _NUMBER.findall(f"{printed} {assertions}")))
    if _OTHER.search(assertions):
        return Compared(other_values=values)
    if _OF_RESPONSE.search(assertions) or _OF_THE_WEB.search(lower) or _METHOD.search(text):
        return Compared(statuses=_PRINTED)
    printed_values = {int(each) for each in _NUMBER.findall(printed)}
    is_of_others = _OTHER.search(lower) is not None
    if not is_of_others and _are_statuses(printed_values, is_return="returns " in lower):
        return Compared(statuses=_PRINTED)
    if not is_of_others and any(code > 400 and code % 100 for code in values):
        return Compared()
    return Compared(other_values=values)


def _are_statuses(values: set[int], *, is_return: bool) -> bool:
    """Return whether a test compares a success and an error.

    If the text says that something returns the values (`is_return`), both may be successes.
    """
    errors = values - _SUCCESSES
    return (
        len(values) == _PAIR
        and (len(errors) == 1 or (not errors and is_return))
        and all(code > 300 and code in KNOWN for code in errors)
    )
