r"""The lines that Docker wraps in JSON: {"log":"…\n","stream":"stdout","time":"…"}.

The program's line inside has a format of its own, which its escaped quotes hide.
"""

import re
from dataclasses import replace
from typing import Final

from bot.model import Mention

_START: Final = '{"log":"'
_WRAPPED = re.compile(
    r"\s*\{\"log\":\"(?P<log>(?:[^\"\\\n]++|\\[^\n])*+)\",\"stream\":\"(?:stdout|stderr)\""
    r"(?:,\"attrs\":\{[^{}\n]*\})?,\"time\":\"[^\"\n]{1,40}\"\}\s*"
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_CHARACTERS: Final = {"t": "\t", **dict.fromkeys("nrbf", " ")}


def are_wrapped(text: str) -> bool:
    """Return whether a text may have wrapped lines."""
    return _START in text


class DockerLines:
    """A text with its wrapped lines decoded, each into one line, so that line numbers stay."""

    def __init__(self, text: str) -> None:
        self._starts: list[tuple[int, int]] = []  # Each line's: original, decoded.
        self._places: dict[int, list[int]] = {}  # By line: original offsets.
        lines, start, unwrapped_start = [], 0, 0
        for index, line in enumerate(text.split("\n")):
            self._starts.append((start, unwrapped_start))
            if match := _WRAPPED.fullmatch(line):
                written, self._places[index] = _unescaped(line, *match.span("log"))
            else:
                written = line
            lines.append(written)
            start += len(line) + 1
            unwrapped_start += len(written) + 1
        self.text = "\n".join(lines)

    def in_place(self, mention: Mention) -> Mention:
        """Return a mention of the decoded text with its place in the original text."""
        index = mention.line - 1
        start, unwrapped_start = self._starts[index]
        offset = mention.start - unwrapped_start
        place = start + (self._places[index][offset] if index in self._places else offset)
        return replace(mention, start=place, end=place + mention.end - mention.start)


def _unescaped(line: str, begin: int, end: int) -> tuple[str, list[int]]:
    """Decode the JSON string at a part of a line; return it and each character's offset there."""
    pieces, places = list[str](), list[int]()
    for escape in _ESCAPE.finditer(line, begin, end):
        number, letter = escape.groups()
        pieces += (
            line[begin : escape.start()],
            (chr(int(number, 16)) if number else _CHARACTERS.get(letter, letter)),
        )
        places.extend(range(begin, escape.start() + 1))
        begin = escape.end()
    pieces.append(line[begin:end])
    places.extend(range(begin, end))
    return "".join(pieces).rstrip(), places
