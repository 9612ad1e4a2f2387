"""Rows of a test's cases: a path or an input, and the status that the test expects for it."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.services.extract.line import Line
from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words.word_patterns import compile_later

# `@pytest.mark.parametrize("payload,code", [({}, 400), ({"qty": -1}, 422)])`
_LAST: Final = compile_later(r",\s?([1-5][0-9]{2})(?=[)\]}])")
# `{"home", "/", 200},`, `["/old", 301],`
_AFTER_PATH: Final = compile_later(
    r"[{(\[][^{}()\[\]\n]{0,80}[\"'`]/[^\"'`\n]{0,80}[\"'`],\s?([1-5][0-9]{2})[\])}]"
)
_MIN_ROWS: Final = 2


def places(text: str, lines: Sequence[Line]) -> Iterator[tuple[Line, set[int]]]:
    """Yield the lines of a test's cases, and where their statuses begin."""
    if "parametrize(" in text:
        for line in lines:
            if "parametrize(" in line.text or line.text.lstrip().startswith("("):
                yield line, _of(line, [each.start(1) for each in _LAST.finditer(line.text)])
    if ", 2" in text and ('"/' in text or "'/" in text):
        rows = [
            (line, found)
            for line in lines
            if "/" in line.text
            and (found := [each.start(1) for each in _AFTER_PATH.finditer(line.text)])
        ]
        if sum(len(found) for _, found in rows) >= _MIN_ROWS:
            for line, found in rows:
                yield line, _of(line, found)


def _of(line: Line, starts: Sequence[int]) -> set[int]:
    return {start for start in starts if line.code(start) in KNOWN}
