"""Follows standard input: yields text as it comes, and None when it pauses.

So `tail -f access.log | teapot explain --mentions -` prints each code as soon as its line comes.
"""

import codecs
import io
import os
import select
import stat
import sys
from collections.abc import Iterator
from typing import BinaryIO, Final

from bot.services.extract.files.decode import GZIP, SAMPLE_BYTES, encoding_of
from bot.services.extract.files.html_page import is_html
from bot.terminal.text_file import PIECE_BYTES, pieces, text_pieces

# Input that pauses this long is read as a stream. A program that writes a whole file pauses for
# less time, so its output is read as one file.
PAUSE_SECONDS: Final = 0.1
READ_BYTES: Final = 65_536


def followed_pieces(name: str) -> Iterator[str | None]:
    """Yield the text of a file, or of standard input if the name is "-"; None is a pause.

    Flushes standard output at each pause, so people see what was found so far.
    """
    if name != "-" or sys.stdin is None or not _can_pause(sys.stdin.buffer):
        yield from text_pieces(name)
        return
    for piece in _as_it_comes(sys.stdin.buffer):
        yield piece
        if piece is None:
            sys.stdout.flush()


def _can_pause(file: BinaryIO) -> bool:
    """Return whether select() can wait for the file. On Windows, it waits only for sockets."""
    try:
        mode = os.fstat(file.fileno()).st_mode
    except OSError:
        return False
    return sys.platform != "win32" and not stat.S_ISREG(mode)


def _as_it_comes(file: BinaryIO) -> Iterator[str | None]:
    content, has_ended = _begin(file)
    if has_ended:
        yield from pieces(io.BytesIO(content))
        return
    if content.startswith(GZIP) or is_html(content.decode("utf-8", "replace")):
        yield from pieces(file, content)
        return
    decoder = codecs.getincrementaldecoder(encoding_of(content[:SAMPLE_BYTES]))("replace")
    while content:
        yield decoder.decode(content)
        if not _more_comes(file):
            yield None
        content = os.read(file.fileno(), READ_BYTES)
    yield decoder.decode(b"", final=True)


def _begin(file: BinaryIO) -> tuple[bytes, bool]:
    """Return the content up to a pause or PIECE_BYTES, and whether the file has ended there."""
    begin = b""
    while len(begin) < PIECE_BYTES:
        content = os.read(file.fileno(), READ_BYTES)
        begin += content
        if not content:
            return begin, True
        if not _more_comes(file):
            break
    return begin, False


def _more_comes(file: BinaryIO) -> bool:
    """Return whether more of the file, or its end, comes within PAUSE_SECONDS."""
    there, _, _ = select.select([file], [], [], PAUSE_SECONDS)
    return bool(there)
