"""Cuts a text that arrives in pieces into blocks of whole lines.

The blocks depend on the text alone, so a text has the same summary however it is cut into pieces.
A text that is read while it is still being written is also cut at pauses.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

# Reading a block full of numbers takes some thirty megabytes. Larger blocks are no faster.
BLOCK_CHARACTERS: Final = 131_072


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines of a text, without the last line break.

    A line that is too long for a block is divided among several blocks.

    `first_line` counts from 1, and `offset` is the place of the block's start in the text.
    """

    text: str
    first_line: int
    offset: int


class BlockCutter:
    """Cuts the pieces given to `add` into blocks; `end` yields what is left."""

    def __init__(self) -> None:
        self._rest = ""
        self._line = 1
        self._offset = 0

    @property
    def lines(self) -> int:
        """Return the number of the text's lines. Call `end` first."""
        return self._line - 1

    def add(self, text: str) -> Iterator[Block]:
        text, self._rest = self._rest + text, ""
        begin = 0
        while len(text) - begin > BLOCK_CHARACTERS:
            stop = _cut(text, begin, begin + BLOCK_CHARACTERS)
            yield self._block(text[begin:stop])
            begin = stop
        self._rest = text[begin:]

    def whole_lines(self) -> Iterator[Block]:
        """Yield the whole lines that are left, as one block, even if they don't fill it."""
        if stop := self._rest.rfind("\n") + 1:
            text, self._rest = self._rest[:stop], self._rest[stop:]
            yield self._block(text)

    def end(self) -> Iterator[Block]:
        if self._rest:
            yield self._block(self._rest)
            self._line += not self._rest.endswith("\n")
            self._rest = ""

    def _block(self, text: str) -> Block:
        block = Block(text.removesuffix("\n"), self._line, self._offset)
        self._line += text.count("\n")
        self._offset += len(text)
        return block


def blocks(pieces: Iterable[str | None]) -> Iterator[Block]:
    """Yield the blocks of a text that comes in pieces. At None, a pause, yield whole lines."""
    cutter = BlockCutter()
    for piece in pieces:
        yield from cutter.whole_lines() if piece is None else cutter.add(piece)
    yield from cutter.end()


def _cut(text: str, begin: int, stop: int) -> int:
    """Return where to cut: after the last line break, else after the last space, else at `stop`.

    A cut after a line break or a space doesn't split a number.
    """
    return text.rfind("\n", begin, stop) + 1 or text.rfind(" ", begin, stop) + 1 or stop
