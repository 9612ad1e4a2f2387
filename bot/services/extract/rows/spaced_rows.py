"""Rows of codes with only spaces between them, as testers log them: "/search 200 200 503"."""

import re
from collections.abc import Set
from typing import Final

from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words.word_patterns import compile_later

_ROW: Final = compile_later(
    r"[1-5][0-9]{2}(?<![0-9A-Za-z_./:,-]...)(?:[ \t]{1,2}[1-5][0-9]{2}){2,30}"
    r"(?![ \t]?[0-9A-Za-z_./:%-]|[ \t]?,(?!\s[^0-9]))"
)
# The text before the row: a path, a URL, or a word for responses.
_SIGN_BEFORE: Final = compile_later(
    r"(?:\b(?:codes?|status(?:es)?|respon[a-z]{1,8}|answer[a-z]{0,4}|returned|replie[sd])(?:\s(?:seen|were|was|with))?"
    r"|https?://\S{1,40}|(?:^|[\s=])/[\w/.-]{0,40}|응답|상태|코드)\s?[:=]?\s{0,3}\[?\Z"
)
_BEFORE_CHARACTERS: Final = 60
MIN_CODES: Final = 3


def places(line: str) -> set[int]:
    """Return where the codes of the rows begin.

    A row counts if it follows a path, a URL or a word for responses, repeats a code, and has a
    status below 400. One of its codes must be an error that is no multiple of 100. All of its
    codes must be known.
    """
    return {
        start
        for row in _ROW.finditer(line)
        if _are_codes(_codes(row))
        and _SIGN_BEFORE.search(
            line[max(0, row.start() - _BEFORE_CHARACTERS) : row.start()].lower()
        )
        for start in _starts(row)
    }


def completed(line: str, found: Set[int]) -> set[int]:
    """Return where the codes begin in rows of known codes.

    A row counts if it contains one of the places in `found`.
    """
    return {
        start
        for row in _ROW.finditer(line)
        if KNOWN.issuperset(_codes(row)) and not found.isdisjoint(range(*row.span()))
        for start in _starts(row)
    }


def _are_codes(codes: list[int]) -> bool:
    return (
        len(set(codes)) < len(codes)
        and KNOWN.issuperset(codes)
        and min(codes) < 400 < max(codes)
        and any(code > 400 and code % 100 for code in codes)
    )


def _codes(row: re.Match[str]) -> list[int]:
    return [int(code) for code in row[0].split()]


def _starts(row: re.Match[str]) -> list[int]:
    """Return where the numbers of the row begin in its line."""
    return [row.start() + match.start() for match in re.finditer("[0-9]{3}", row[0])]
