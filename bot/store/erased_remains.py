"""Removes what an erasure leaves in the database's files: old pages, and parts of moved rows.

`PRAGMA secure_delete` overwrites deleted rows. The WAL holds older pages until it is truncated. A
page that SQLite rebuilt can keep a part of a row that moved to another page: in a trial, this
happened to 9 of 200 people. VACUUM rewrites all pages. It takes a second for each 100 MB, so it
runs only if an erased ID is still in the file, or if the erased IDs are unknown.
"""

import asyncio
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from pathlib import Path

from bot.store.database import Database

_PIECE_BYTES = 1 << 18  # the search of a piece takes some 0.1 ms
_WAL_RETRY_SECONDS = (0.05, 0.2, 0.5, 1.0, 2.0)


class Remains(Enum):
    """What an erasure has left in the files."""

    NONE = auto()
    IN_THE_LOG = auto()  # another process still reads an older state from the WAL
    IN_PAGES = auto()  # the file must be rewritten


async def clear_remains(
    database: Database, ids: Iterable[int] | None, *, may_rewrite: bool = True
) -> Remains:
    """Clear the IDs from the database's files. Call it after the commit that erased their rows.

    If the IDs are unknown, `ids` is None. In that case, all pages are rewritten, but only if
    `may_rewrite` is true. Returns what could not be cleared.
    """
    path = await database.path()
    if path is None:
        return Remains.NONE
    needles = None if ids is None else [needle for each in ids for needle in spellings(each)]
    is_truncated = await _truncate(database)
    if needles is None or await asyncio.to_thread(_holds, path, needles):
        if not may_rewrite:
            return Remains.IN_PAGES
        await database.vacuum()
        is_truncated = await _truncate(database)
    return Remains.NONE if is_truncated else Remains.IN_THE_LOG


async def _truncate(database: Database) -> bool:
    """Empty the WAL. Retry while another connection reads from it."""
    for pause in (*_WAL_RETRY_SECONDS, None):
        if await database.truncate_wal():
            return True
        if pause is not None:
            await asyncio.sleep(pause)
    return False


def spellings(discord_id: int) -> list[bytes]:
    """Return the ID as SQLite may store it: as text, as 8 bytes, and as the varint of a key.

    Sections 1.6 and 2.1 of SQLite's file format define the 8-byte integer and the varint. Discord's
    IDs are too large for shorter integers.
    """
    return [str(discord_id).encode(), discord_id.to_bytes(8, "big"), _varint(discord_id)]


def _varint(number: int) -> bytes:
    """Return the varint of a number of at least 2**56: 8 bytes with 7 bits each, and one with 8."""
    high = number >> 8
    return bytes(high >> 7 * place & 0x7F | 0x80 for place in range(7, -1, -1)) + bytes(
        [number & 0xFF]
    )


def _holds(file: Path, needles: Sequence[bytes]) -> bool:
    """Return whether a file has any of the byte strings. A missing file has none.

    Reads the file in pieces, because a search holds the GIL and so stops the event loop.
    """
    overlap = max(map(len, needles), default=1) - 1
    try:
        with file.open("rb") as opened:
            before = b""
            while piece := opened.read(_PIECE_BYTES):
                searched = before + piece
                if any(needle in searched for needle in needles):
                    return True
                before = searched[-overlap:] if overlap else b""
    except FileNotFoundError:
        return False
    return False
