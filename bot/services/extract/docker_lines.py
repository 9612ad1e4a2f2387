r"""Unwraps the lines that Docker wraps in JSON: {"log":"…\n","stream":"stdout","time":"…"}.

The patterns of log formats don't match the program's own line while its quotes are escaped.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from typing import Final

from bot.model import Mention
from bot.services.extract.words.word_patterns import compile_later

_START: Final = '{"log":"'
_WRAPPED = compile_later(
    r"^[^\S\n]*\{\"log\":\"(?P<log>(?:[^\"\\\n]++|\\[^\n])*+)\",\"stream\":\"(?:stdout|stderr)\""
    r"(?:,\"attrs\":\{[^{}\n]*\})?,\"time\":\"[^\"\n]{1,40}\"\}[^\S\n]*$",
    re.MULTILINE,
)
_ESCAPE = compile_later(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_CHARACTERS: Final = {"t": "\t", **dict.fromkeys("nrbf", " ")}


def are_wrapped(text: str) -> bool:
    """Return whether a text may have wrapped lines."""
    return _START in text


def unwrapped(text: str) -> str:
    """Return a text with each wrapped line decoded into one line, so that line numbers stay."""
    return _WRAPPED.sub(_decoded, text)


class DockerLines:
    """A text with decoded lines, and the places of the characters in the original text."""

    def __init__(self, text: str) -> None:
        self.text = unwrapped(text)
        self._lines = text.split("\n")
        self._starts = _starts(self._lines)
        self._unwrapped_starts = _starts(self.text.split("\n"))
        self._places: dict[int, list[int]] = {}

    def in_place(self, mention: Mention) -> Mention:
        """Return a mention with its place in the original text.

        `mention` is a code's mention in the decoded text.
        """
        index = mention.line - 1
        if index not in self._places:
            self._places[index] = list(_places(self._lines[index]))
        offset = mention.start - self._unwrapped_starts[index]
        place = self._starts[index] + self._places[index][offset]
        return replace(mention, start=place, end=place + mention.end - mention.start)


def _starts(lines: list[str]) -> list[int]:
    return list(accumulate((len(line) + 1 for line in lines), initial=0))


def _decoded(wrapped: re.Match[str]) -> str:
    log: str = wrapped["log"]
    # The escapes of most lines are only quotes, and a line break at the end.
    plain = log.removesuffix(r"\n").replace(r"\"", '"')
    return (_ESCAPE.sub(_character, log) if "\\" in plain else plain).rstrip()


def _character(escape: re.Match[str]) -> str:
    number, letter = escape.groups()
    if not number:
        return _CHARACTERS.get(letter, letter)
    character = chr(int(number, 16))
    return " " if character == "\n" else character


def _places(line: str) -> Iterator[int]:
    """Yield the place in `line` of each character of the decoded line."""
    wrapped = _WRAPPED.match(line)
    begin, end = wrapped.span("log") if wrapped else (0, len(line))
    for escape in _ESCAPE.finditer(line, begin, end) if wrapped else ():
        yield from range(begin, escape.start() + 1)
        begin = escape.end()
    yield from range(begin, end)
