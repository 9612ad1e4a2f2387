"""Finds who answered, by the header fields and the page of a pasted response."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.model.explanation import Flag, Sender
from bot.services.extract.senders.response_headers import (
    JSON_FIELDS,
    OWN_FIELDS,
    PAGE_SERVERS,
    PASSED_ON_FIELDS,
    PROXY_FIELDS,
)
from bot.services.extract.senders.response_pages import ERROR_LOGS, PAGES, Sign
from bot.services.extract.words.word_patterns import compile_later, lower_in_place

_GATEWAY_CODES: Final = frozenset({502, 503, 504, *range(520, 528), 530})
_IIS_SUB_STATUS: Final = compile_later(
    r"(?:http error|iis detailed error -) (?P<code>[0-9]{3})\.(?P<sub>[0-9]{1,4})\b"
)


@dataclass(frozen=True, slots=True)
class _SignMatch:
    """A match of a sign, which is a text that shows who answered. Rank 0 is the surest.

    `code` is the status code in the match. A sign with `codes` counts only for these codes.
    """

    sender: Sender
    start: int
    end: int
    rank: int
    code: int | None
    codes: frozenset[int] | None

    def is_of(self, code: int, *, is_only_code: bool) -> bool:
        if self.code is not None:
            return self.code == code
        return is_only_code if self.codes is None else code in self.codes


class _SignMatches:
    """Matches in a text, sorted by place, so that `within` reads only those in one part."""

    def __init__(self, matches: Iterable[_SignMatch]) -> None:
        self._matches = sorted(matches, key=lambda each: each.start)
        self._starts = [each.start for each in self._matches]

    def within(self, begin: int, end: int) -> list[_SignMatch]:
        """Return the matches between two places, the surest first."""
        first, last = bisect_left(self._starts, begin), bisect_left(self._starts, end)
        some = [each for each in self._matches[first:last] if each.end <= end]
        return sorted(some, key=lambda each: each.rank)


class ResponseSigns:
    """All signs of a text, found once."""

    def __init__(self, text: str) -> None:
        text = lower_in_place(text).replace("’", "'")
        certain = (*PAGES, *OWN_FIELDS, *ERROR_LOGS)
        self._certain = _SignMatches([*_iis(text), *_matches(certain, text)])
        self._error_logs = _SignMatches(_matches(ERROR_LOGS, text))
        self._proxies = _SignMatches(_matches(PROXY_FIELDS, text))
        self._passed_on = _SignMatches(_matches(PASSED_ON_FIELDS, text))
        self._json = _SignMatches(_matches(JSON_FIELDS, text))

    def sender(self, code: int, begin: int, end: int, *, is_only_code: bool) -> Sender | None:
        """Return who answered with the code, if the text from `begin` to `end` shows it.

        If `is_only_code`, the text from `begin` to `end` has no other code. A sign in it that names
        no code then belongs to this code.
        """
        for each in self._certain.within(begin, end):
            if each.is_of(code, is_only_code=is_only_code):
                return each.sender
        if code in _GATEWAY_CODES and is_only_code and not self._passed_on.within(begin, end):
            is_json = bool(self._json.within(begin, end))
            senders = (each.sender for each in self._proxies.within(begin, end))
            return next(
                (each for each in senders if not (is_json and each.name in PAGE_SERVERS)), None
            )
        return None

    def in_error_log(self, code: int, begin: int, end: int) -> Sender | None:
        """Return who answered with the code, if a line of an error log shows it."""
        found = self._error_logs.within(begin, end)
        return next((each.sender for each in found if each.is_of(code, is_only_code=False)), None)


def _matches(signs: Iterable[Sign], text: str) -> Iterator[_SignMatch]:
    for rank, sign in enumerate(signs, 1):
        if sign.required_text in text:
            names_code = "code" in sign.pattern.groupindex
            for match in sign.pattern.finditer(text):
                code = int(match["code"]) if names_code else None
                yield _SignMatch(Sender(sign.name), *match.span(), rank, code, sign.codes)


def _iis(text: str) -> Iterator[_SignMatch]:
    for match in _IIS_SUB_STATUS.finditer(text):
        flag = Flag("IIS", f"{match['code']}.{match['sub']}")
        yield _SignMatch(Sender("IIS", flag=flag), *match.span(), 0, int(match["code"]), None)
