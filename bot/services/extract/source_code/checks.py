"""Statuses that a health check accepts or got.

"Accepted codes are 200-299" names statuses that a check accepts. HAProxy's "L7STS/503" names a
status that a check got.
"""

from collections.abc import Sequence
from typing import Final

from bot.services.extract.line import Line
from bot.services.extract.words.evidence_against import counts_something
from bot.services.extract.words.word_patterns import compile_later

_RANGE: Final = compile_later(
    r"([1-5][0-9]{2})(?<![0-9A-Za-z_.,-]...)\s?[-–~]\s?([1-5][0-9]{2})(?![0-9A-Za-z_%-]|[.,][0-9])"
)
# The usual end of a range, such as the 499 of "400-499". A search for its fixed "99" takes a tenth
# of the time of a search for `_RANGE`.
_END_OF_CLASS: Final = compile_later(r"99(?<=[1-5][0-9]{2}[-–~][1-5]99)")
_ACCEPTED_BEFORE: Final = compile_later(
    r"(?:\bmatcher|\b(?:accept(?:ed|able|s)?|expect(?:ed|s)?|allow(?:ed|s)?|valid|success(?:ful)?|healthy|ok)"
    r"\s(?:http\s|status\s|response\s)*codes?|\bstatus[\s_]codes?(?<!exit.status.code)|\bhttp[\s_]codes?)"
    r"(?:를|을|는|은|가|이)?[\s:=\"'`(\[]{0,4}"
    r"(?:(?:is|are|isn't|not|in|between|to|as|of)\s){0,3}[\"'`(\[]?\Z"
)
# The result of HAProxy's health check: the layer, whether the server is well, and the status
_LAYER_7: Final = compile_later(r"\bL7(?:OKC?|STS)/([1-5][0-9]{2})(?![0-9A-Za-z])")
_BEFORE_CHARACTERS: Final = 60
_AFTER_CHARACTERS: Final = 24


def read(text: str, lines: Sequence[Line]) -> None:
    """Add to each line the statuses that a health check accepts or got.

    The bounds of a range, such as the 499 of "400-499", are also added to `line.bounds`, because
    they are no vendor's codes.
    """
    bounds = _bounds(text)
    places = sorted(bounds | _results(text), reverse=True)
    for line in lines if places else ():
        here = list[int]()
        while places and places[-1] < line.offset + len(line.text):
            here.append(places.pop())
        if not (line.is_settled or line.shared.only_clear):
            here = [place for place in here if place >= line.offset]
            line.found.update(place - line.offset for place in here)
            line.bounds |= {place - line.offset for place in here if place in bounds}


def _bounds(text: str) -> set[int]:
    """Return the starts of both numbers of each range of accepted statuses in a text."""
    if "matcher" not in text and (
        "99" not in text or "ode" not in text or not _END_OF_CLASS.search(text)
    ):
        return set()
    return {
        match.start(group)
        for match in _RANGE.finditer(text)
        if match[1] < match[2]
        and _ACCEPTED_BEFORE.search(
            text[max(0, match.start() - _BEFORE_CHARACTERS) : match.start()].lower()
        )
        and not counts_something(text[match.end() : match.end() + _AFTER_CHARACTERS])
        for group in (1, 2)
    }


def _results(text: str) -> set[int]:
    """Return the start of each status that a check got."""
    return {match.start(1) for match in _LAYER_7.finditer(text)} if "L7" in text else set()
