"""The entries, each as the JSON document of its dataclass."""

from collections.abc import Sequence

import aiosqlite
import msgspec

from bot.model import Entry
from bot.store.database import Database

_decoder = msgspec.json.Decoder(Entry)


async def load_entries(database: Database) -> list[Entry]:
    """All entries, in the order in which the files have them."""
    async with database.reader.execute("SELECT document FROM entry ORDER BY position") as cursor:
        return [_decoder.decode(document) async for (document,) in cursor]


async def save_entries(connection: aiosqlite.Connection, entries: Sequence[Entry]) -> None:
    """Upserts `entries` and removes those that are not among them."""
    rows = [
        (entry.code, entry.vendor, position, msgspec.json.encode(entry).decode())
        for position, entry in enumerate(entries)
    ]
    await connection.executemany(
        "INSERT INTO entry (code, vendor, position, document) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (code, vendor) DO UPDATE"
        " SET position = excluded.position, document = excluded.document",
        rows,
    )
    # Positions were just given anew from 0, so a row that kept an older one beyond is found by key.
    await connection.execute(
        "DELETE FROM entry WHERE (code, vendor) NOT IN"
        " (SELECT value ->> 0, value ->> 1 FROM json_each(?))",
        (msgspec.json.encode([[entry.code, entry.vendor] for entry in entries]).decode(),),
    )
