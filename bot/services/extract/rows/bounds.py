"""Bounds of a range of statuses: "any code larger than 399", "응답 코드가 400 이상이면"."""

import re
from typing import Final

from bot.services.extract.words.evidence_against import counts_something
from bot.services.extract.words.word_patterns import compile_later, lower_in_place

# A bound is a multiple of 100, or ends in 99.
_NUMBER: Final = r"[`\"']?([1-5](?:00|99))(?![0-9A-Za-z_%]|[.,:][0-9])"
_NAME: Final = (
    r"(?:\b(?:https?|status(?:es)?|response|error|any|every|each|all|the|if|an?)[\s_-]{0,2}"
    r"(?:http\s?|status\s?)?codes?|\bstatus(?:es|_?code)?(?!\s(?:page|check|update|bar|report))\b)"
    r"(?<!exit code)(?<!exit status)"
)
_THAN: Final = (
    r"(?:(?:larger|greater|higher|bigger|more|lower|less|smaller)\s"
    r"(?:than(?:\sor\sequal\sto)?|or\sequal\sto)"
    r"|(?:above|below|over|under|beyond)|[<>]=?|[≤≥])\s?"
)
_BOUND: Final = compile_later(
    rf"{_NAME}[^.;:,\n0-9]{{0,60}}?[\s(]{_THAN}{_NUMBER}(?:[^.;:\n0-9]{{0,40}}?\s{_THAN}{_NUMBER})?"
)
# `if (code > 299)`, in a text about HTTP
_CODE_BOUND: Final = compile_later(rf"\bcode(?<!exit.code)(?<!return.code)\s?[<>]=?\s?{_NUMBER}")
# `500 <= value <= 599`
_CHAIN: Final = compile_later(
    r"([1-5]00)(?<![0-9A-Za-z_.]...)\s?<=?\s?[a-z_.()]{1,30}\s?<=?\s?([1-5]99)(?![0-9A-Za-z_.])"
)
_KOREAN_BOUND: Final = compile_later(
    r"(?:(?:상태|응답|http|status)[\s_-]?(?:코드|값|code)|스테이터스|\bstatus|\bhttp)"
    rf"(?:값이|값은|가|는|이)?\s?\(?{_NUMBER}[`\"']?\s?(?:번대?\s?)?"
    r"(?:이상|이하|초과|미만|보다\s?(?:크|작|높|낮|같거나))"
)
_KOREAN_NAMES: Final = ("응답", "상태", "http", "스테이터스")
_KOREAN_SIGNS: Final = ("이상", "이하", "초과", "미만", "보다")
_SIGNS: Final = (
    " than ",
    " equal to ",
    ">",
    "<",
    "above ",
    "below ",
    "over ",
    "under ",
    "beyond ",
    "≤",
    "≥",
)
_AFTER_CHARACTERS: Final = 24


def places(line: str, *, about_http: bool) -> set[int]:
    """Return the start of each number in the line that limits a range of statuses."""
    if "00" not in line and "99" not in line:
        return set()
    found = set()
    lower = lower_in_place(line)
    if "<" in line:
        found |= _groups(_CHAIN, lower)
    # "code" and "status" are looked for first: most lines lack both, and looking for the signs of
    # `_SIGNS` takes longer.
    has_name = "code" in lower or "status" in lower
    if has_name and any(sign in lower for sign in _SIGNS):
        found |= _groups(_BOUND, lower)
        if about_http:
            found |= _groups(_CODE_BOUND, lower)
    if found:
        found = {at for at in found if not counts_something(lower[at + 3 : at + _AFTER_CHARACTERS])}
    if (
        not line.isascii()
        and (has_name or any(name in lower for name in _KOREAN_NAMES))
        and any(sign in line for sign in _KOREAN_SIGNS)
    ):
        found |= _groups(_KOREAN_BOUND, lower)
    return found


def _groups(pattern: re.Pattern[str], line: str) -> set[int]:
    return {
        match.start(group)
        for match in pattern.finditer(line)
        for group in range(1, pattern.groups + 1)
        if match[group]
    }
