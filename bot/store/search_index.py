"""Stores the search index as bytes for services/lookup/index.py.

New data make the index outdated, so store/knowledge.py deletes the index when it stores data.
"""

from bot.store.database import Connection


async def get(connection: Connection, version: str) -> bytes | None:
    """Return the index that this `version` of the code built; None if there is none."""
    async with connection.execute(
        "SELECT document FROM search_index WHERE version = ?", (version,)
    ) as cursor:
        row = await cursor.fetchone()
    return None if row is None else bytes(row[0])


async def put(connection: Connection, version: str, document: bytes) -> None:
    """Store an index in place of any other."""
    await connection.execute("DELETE FROM search_index")
    await connection.execute(
        "INSERT INTO search_index (version, document) VALUES (?, ?)", (version, document)
    )
