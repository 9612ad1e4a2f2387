"""Reads a text file of any size in pieces, and shows the progress on a terminal.

The summary of a long file is known only at the end, so a person sees the progress within a second.
The progress goes to standard error, and only if that is a terminal.
"""

import codecs
import os
import stat
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from bot.errors import UserError
from bot.services.extract.files.decode import GZIP, SAMPLE_BYTES, decode, encoding_of

START_CHARACTERS: Final = 4_000  # Enough for a text that is only a lookup's query, such as "502".
PIECE_BYTES: Final = 1_048_576
SECONDS_BEFORE_PROGRESS: Final = 0.5  # A short file is read before that.
SECONDS_BETWEEN_PROGRESS: Final = 0.2
BAR_CHARACTERS: Final = 24
_MEGABYTE: Final = 1_000_000
_CLEAR_LINE: Final = "\r\x1b[K"


def text_pieces(name: str) -> Iterator[str]:
    """Yield the text of a file, or of standard input if the name is "-".

    Raise UserError if the file can't be read.
    """
    if name != "-":
        try:
            with Path(name).open("rb") as file:
                yield from pieces(file)
        except OSError as error:
            raise refusal(name, error) from error
    elif sys.stdin is not None:  # It is None if the parent process closed it.
        yield from pieces(sys.stdin.buffer)


def start_kept(pieces: Iterator[str], starts: list[str]) -> Iterator[str]:
    """Yield the pieces of a text, and add its start to `starts`."""
    for index, piece in enumerate(pieces):
        if index == 0:
            starts.append(piece[:START_CHARACTERS])
        yield piece


def refusal(name: str, error: OSError) -> UserError:
    """Return the error for a file that the system doesn't let Teapot read."""
    match error:
        case FileNotFoundError() | NotADirectoryError():
            key = "missing"
        case IsADirectoryError():
            key = "folder"
        case PermissionError():
            key = "forbidden"
        case _:
            key = "unreadable"
    return UserError(f"file.{key}", file=name)


def pieces(file: BinaryIO, begun: bytes = b"") -> Iterator[str]:
    """Yield the text of a file; `begun` are the bytes that were already read from it."""
    head = begun + file.read(max(0, PIECE_BYTES - len(begun)))
    if len(head) < PIECE_BYTES and not head.startswith(GZIP):
        # decode() finds the encoding from a short file's whole content. If the file is an HTML
        # page, decode() returns the page's visible text.
        text = decode(head, PIECE_BYTES)
        # A file that isn't text has no status code, so bytes that aren't UTF-8 may be replaced.
        yield text if isinstance(text, str) else head.decode("utf-8", "replace")
        return
    with Progress(file, sys.stderr) as progress:
        packed = progress.counted(head, file)
        contents = _unpacked(packed) if head.startswith(GZIP) else packed
        decoder: codecs.IncrementalDecoder | None = None
        for content in contents:
            if decoder is None:
                encoding = encoding_of(content[:SAMPLE_BYTES])
                decoder = codecs.getincrementaldecoder(encoding)("replace")
            yield decoder.decode(content)
        if decoder is not None:
            yield decoder.decode(b"", final=True)


def _unpacked(packed: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack gzip in pieces, up to its end or to the first damage.

    The gzip of a log that is still being written has no end. A rotated log may have several
    members, which are gzip streams one after another.
    """
    member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    for content in packed:
        while content:
            try:
                unpacked = member.decompress(content, PIECE_BYTES)
            except zlib.error:
                return
            if unpacked:
                yield unpacked
            content = member.unconsumed_tail or member.unused_data
            if member.eof:
                member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)


class Progress:
    """Counts the bytes read from a file, and shows them in one terminal line until the end."""

    def __init__(self, file: BinaryIO, shown_on: TextIO | None) -> None:
        self._terminal = shown_on if shown_on is not None and shown_on.isatty() else None
        self._size = _size(file) if self._terminal else None
        self._next = time.monotonic() + SECONDS_BEFORE_PROGRESS
        self._is_shown = False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self._terminal and self._is_shown:
            self._terminal.write(_CLEAR_LINE)
            self._terminal.flush()

    def counted(self, head: bytes, file: BinaryIO) -> Iterator[bytes]:
        """Yield `head` and then the rest of the file, and show the progress."""
        done = 0
        content = head
        while content:
            yield content
            done += len(content)
            self._show(done)
            content = file.read(PIECE_BYTES)

    def _show(self, done: int) -> None:
        if self._terminal and time.monotonic() >= self._next:
            self._terminal.write(f"\r{progress_line(done, self._size)}")
            self._terminal.flush()
            self._next = time.monotonic() + SECONDS_BETWEEN_PROGRESS
            self._is_shown = True


def progress_line(done: int, size: int | None) -> str:
    """Return the progress in a file: a bar, or only the megabytes if the size isn't known."""
    if not size:
        return f"{done / _MEGABYTE:.1f} MB"
    share = min(1.0, done / size)
    bar = "█" * round(share * BAR_CHARACTERS)
    return (
        f"{bar:░<{BAR_CHARACTERS}} {share:4.0%}  {done / _MEGABYTE:.1f} / {size / _MEGABYTE:.1f} MB"
    )


def _size(file: BinaryIO) -> int | None:
    """Return the size of a regular file; a pipe has none."""
    try:
        found = os.fstat(file.fileno())
    except OSError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None
