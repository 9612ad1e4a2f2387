"""The values that a failed test compares: statuses, or other values.

Test tools print two numbers with the same words beside statuses and other values: "expected:
<200> but was: <500>". The assertion, its message and the test's name tell which they are.
"""

import re
from typing import Final

from bot.services.extract.log_formats import METHODS, Format

# How the tools print the values: JUnit, Jest and testify, Go, unittest, Vitest's difference.
_PRINTED: Final[tuple[Format, ...]] = tuple(
    (needed, re.compile(pattern))
    for needed, pattern in (
        ("but was", r"<([1-5][0-9]{2}> but was:? ?<[1-5][0-9]{2})>"),
        (
            "",
            r"^\s*(?:[Ee]xpected|[Rr]eceived|[Aa]ctual)(?: status(?: code)?)?\s{0,3}:\s{0,3}"
            r"([1-5][0-9]{2})\s*$",
        ),
        ("want", r"(?:got|=) ([1-5][0-9]{2})[,;]? (?:but )?want(?:ed)?:? [1-5][0-9]{2}\b"),
        ("want", r"want(?:ed)?:? ([1-5][0-9]{2})\b"),
        ("Error: ", r"AssertionError: ([1-5][0-9]{2} != [1-5][0-9]{2})\s*$"),
        ("", r"^\s*[-+] ([1-5][0-9]{2})\s*$"),
    )
)
_VALUES: Final = re.compile(
    r"<[1-5][0-9]{2}> but was:? ?<[1-5][0-9]{2}>"
    r"|^\s*(?:expected|received|actual)(?: status(?: code)?)?\s{0,3}:\s{0,3}[1-5][0-9]{2}\s*$"
    r"|(?:got|=) [1-5][0-9]{2}[,;]? (?:but )?want(?:ed)?:? [1-5][0-9]{2}\b"
    r"|assertionerror: [1-5][0-9]{2} != [1-5][0-9]{2}\b",
    re.MULTILINE,
)
# The assertion itself, in the source or in the tool's own words.
_ASSERTION: Final = re.compile(
    r"^\s*>\s?[0-9]{1,5} \|(?P<marked>[^\n]{1,200})"
    r"|\bassert\w{0,20}\((?P<called>[^\n]{1,160})"
    r"|^\s*messages?:(?P<message>[^\n]{1,160})"
    r"|^(?P<same_line>[^\n]{0,160}?)(?:expected:? ?<|(?:got|=) [1-5][0-9]{2}[,;]? (?:but )?want)",
    re.MULTILINE,
)
_STATUS_NAME: Final = re.compile(r"status|\bcode\b")
_OF_RESPONSE: Final = re.compile(r"respon|\bhttp|\bres\b|\brr\b")
_OTHER: Final = re.compile(
    r"\blen\b|length|count|total|size|sum\b|amount|price|points?\b|score|limit|offset|rows|items"
    r"|width|height|balance|\bage\b|quantity|duration|elapsed"
)
_OF_THE_WEB: Final = re.compile(
    r"status|respon|\bhttp|controller|endpoint|handler|webmvc|mockmvc|\w(?:api|resource|route)s?(?:test|it|spec)\b"
    r"|request\(|/api/"
)
_METHOD: Final = re.compile(rf"\b(?:{METHODS}) /")
_NUMBER: Final = re.compile(r"(?<![\w.])[1-5][0-9]{2}(?![\w.])")


def compared(text: str) -> tuple[tuple[Format, ...], set[int]]:
    """Return the formats of the statuses that a failed test compares, or other values."""
    if not any(each in text for each in ("xpected", "want", "ssertionError", "eceived")):
        return (), set()
    lower = text.lower()
    printed = "\n".join(each[0] for each in _VALUES.finditer(lower))
    if not printed:
        return (), set()
    assertions = "\n".join("".join(filter(None, each)) for each in _ASSERTION.findall(lower))
    if _STATUS_NAME.search(assertions):
        return _PRINTED, set()
    values = {int(each) for each in _NUMBER.findall(f"{printed} {assertions}")}
    if _OTHER.search(assertions):
        return (), values
    if _OF_RESPONSE.search(assertions) or _OF_THE_WEB.search(lower) or _METHOD.search(text):
        return _PRINTED, set()
    return (), set() if any(code > 400 and code % 100 for code in values) else values
