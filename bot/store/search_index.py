"""The search index, as bytes that services/lookup/index.py reads; deleted with every seeding."""

from bot.store.database import Database


async def load(database: Database, version: str) -> bytes | None:
    """None where there is none of this `version` of the code."""
    async with database.reader.execute(
        "SELECT document FROM search_index WHERE version = ?", (version,)
    ) as cursor:
        row = await cursor.fetchone()
    return None if row is None else bytes(row[0])


async def save(database: Database, version: str, document: bytes) -> None:
    """Replaces whatever was kept."""
    async with database.transaction() as connection:
        await connection.execute("DELETE FROM search_index")
        await connection.execute(
            "INSERT INTO search_index (version, document) VALUES (?, ?)", (version, document)
        )
