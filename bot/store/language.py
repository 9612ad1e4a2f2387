"""The languages that people and servers chose; no row means Discord's own."""

from typing import Literal, cast

from bot.model import Language
from bot.store.database import Database

Owner = Literal["user", "guild"]


async def get_language(database: Database, owner: Owner, owner_id: int) -> Language | None:
    async with database.reader.execute(
        f"SELECT language FROM {owner}_setting WHERE {owner}_id = ?", (owner_id,)
    ) as cursor:
        row = await cursor.fetchone()
    return None if row is None else cast("Language", row[0])


async def set_language(
    database: Database, owner: Owner, owner_id: int, language: Language | None
) -> None:
    """None forgets the choice."""
    async with database.transaction() as connection:
        if language is None:
            await connection.execute(
                f"DELETE FROM {owner}_setting WHERE {owner}_id = ?", (owner_id,)
            )
        else:
            await connection.execute(
                f"INSERT INTO {owner}_setting ({owner}_id, language) VALUES (?, ?)"
                f" ON CONFLICT ({owner}_id) DO UPDATE SET language = excluded.language",
                (owner_id, language),
            )
