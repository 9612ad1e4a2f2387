"""Finds the numbers of a line that may be codes: three digits that stand alone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.services.extract.context import has_bus_or_road_numbers
from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words.evidence_against import METHOD_PLUS_BEFORE
from bot.services.extract.words.word_patterns import compile_later

# How many characters in front of a number are searched for evidence …
BEFORE_CHARACTERS = 32
# … and how many behind it: enough for the longest reason phrase in brackets.
AFTER_CHARACTERS = 40
# The pattern begins with one digit, not with a look-behind or a repetition: `re` then searches
# faster.
NUMBER = compile_later(r"[0-9](?<![0-9A-Za-z_].)[0-9]{2}(?![0-9_])")
# These characters never join a number to the text before it.
_LOOSE = frozenset("\t\"'`([{<>|;")
_LOOSE_AFTER = frozenset(("", *" \t\"'`)]}>;|"))
_GLUE = frozenset(".$€£₩#@~%&?+\\-/")
_GLUED_BEFORE = compile_later(r"(?:[0-9],|[\w.\])]:|[?&;][\w.\[\]-]+=)\Z")
_GLUED_AFTER = compile_later(
    # nginx's error log has the process and the thread: "406#406".
    r"(?!(?:ing|ed)\b)[A-RT-Za-rt-z]|s[A-Za-z0-9]|S|[.,:#][0-9]|-[0-9A-Za-z가-힣]|%|/[0-9A-Za-z.]"
)
_OTHER_STATUS_LINE = compile_later(r"(?:sip|rtsp)/[0-9.]+ \Z")
SLASHED_NUMBERS_BEFORE = compile_later(r"(?<![0-9/.])[0-9]{3}(?:/[0-9]{3})*/\Z")
# "502,503,504" is a list, "1,200,404" is one number.
_COMMA_LIST = compile_later(
    r"[1-5][0-9]{2}(?<![0-9.,/-]...)(?:,[1-5][0-9]{2}){1,15}(?![0-9]|[.,][0-9])"
)
_SLASHED_NUMBERS_AFTER = compile_later(r"(?:/[0-9]{3})+(?![0-9/.])")
_STATUS_KEY_BEFORE = compile_later(
    r"(?:status|code|http|error|상태코드|코드|状态码|コード)[\"']?:\Z"
)
# "IIS에서 403.14", "HTTP Error 500.30"
_SUB_STATUS_BEFORE = compile_later(r"(?:http error |\biis\b[^0-9]{0,16})\Z", re.ASCII)
_SUB_STATUS_AFTER = compile_later(r"\.[0-9]{1,2}(?![0-9.])")
_PATH_BEFORE = compile_later(r"[/?][^\s\"'<>,;|{}()\[\]`]*\Z")


# Not frozen: a frozen candidate takes three times as long to make, and some texts have thousands.
@dataclass(slots=True)
class Candidate:
    """A three-digit number that may be a code.

    `start` is its offset in the line. `before` and `after` are the text beside it; `before` is in
    lower case.
    """

    code: int
    start: int
    before: str
    after: str


def number_starts(text: str) -> list[int]:
    """Return the starts of a text's three-digit numbers."""
    return [match.start() for match in NUMBER.finditer(text)]


def candidates(line: str, starts: Iterable[int]) -> Iterator[Candidate]:
    """Yield the numbers of a line that may be codes.

    `starts` are the starts of the line's three-digit numbers.
    """
    are_of_buses_or_roads = has_bus_or_road_numbers(line)
    listed: set[int] | None = None
    for start in starts:
        end = start + 3
        code = int(line[start:end])
        # The condition repeats is_possible: a call for each number costs too much time.
        if not (100 <= code <= 599 or code in KNOWN):
            continue
        before = line[start - BEFORE_CHARACTERS if start > BEFORE_CHARACTERS else 0 : start].lower()
        after = line[end : end + AFTER_CHARACTERS]
        is_alone = _stands_alone(before, after)
        if not is_alone and (before.endswith(",") or after.startswith(",")):
            listed = _listed(line) if listed is None else listed
            is_alone = start in listed
        if is_alone and not (are_of_buses_or_roads and after.startswith("번")):
            yield Candidate(code, start, before, after)


def _listed(line: str) -> set[int]:
    """Return the start of each code in a list of known codes without spaces: "502,503,504"."""
    return {
        each.start() + at
        for each in _COMMA_LIST.finditer(line)
        if KNOWN.issuperset(int(code) for code in each[0].split(","))
        for at in range(0, len(each[0]), 4)
    }


def is_possible(code: int) -> bool:
    """Return whether HTTP allows the number (RFC 9110 §15) or Teapot knows it."""
    return 100 <= code <= 599 or code in KNOWN


def _stands_alone(before: str, after: str) -> bool:
    """Return False if the number is part of a decimal, a time, an address, a path or a name."""
    if before[-1:] not in _LOOSE and _is_glued(before):
        return False
    if after[:1] in _LOOSE_AFTER:
        return True
    return not _GLUED_AFTER.match(after) or bool(
        _SLASHED_NUMBERS_AFTER.match(after)
        or before.endswith("http error ")
        or has_sub_status(before, after)
    )


def has_sub_status(before: str, after: str) -> bool:
    """Return whether the number is a status with IIS's sub-status: "IIS에서 403.14"."""
    return (
        after.startswith(".")
        and _SUB_STATUS_AFTER.match(after) is not None
        and _SUB_STATUS_BEFORE.search(before) is not None
    )


def _is_glued(before: str) -> bool:
    """Return whether the number is joined to the text before it."""
    last = before[-1:]
    if last == " ":
        return "p/" in before and _OTHER_STATUS_LINE.search(before) is not None
    if not last:
        return False
    if last == "/" and SLASHED_NUMBERS_BEFORE.search(before):
        return False
    if last == "+" and METHOD_PLUS_BEFORE.search(before):
        return False
    if before.endswith(" non-") or before.strip() == "//":
        return False
    if last in _GLUE or _PATH_BEFORE.search(before):
        return True
    return _GLUED_BEFORE.search(before) is not None and not _STATUS_KEY_BEFORE.search(before)
