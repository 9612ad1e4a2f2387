"""Stores the search index as bytes that services/lookup/index.py reads; seeding deletes it."""

from bot.store.database import Connection


async def get(connection: Connection, version: str) -> bytes | None:
    """Return the index; None if none was built by this `version` of the code."""
    async with connection.execute(
        "SELECT document FROM search_index WHERE version = ?", (version,)
    ) as cursor:
        row = await cursor.fetchone()
    return None if row is None else bytes(row[0])


async def put(connection: Connection, version: str, document: bytes) -> None:
    """Replace the index of any other version."""
    await connection.execute("DELETE FROM search_index")
    await connection.execute(
        "INSERT INTO search_index (version, document) VALUES (?, ?)", (version, document)
    )
