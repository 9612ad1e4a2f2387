"""The languages that people and servers chose; no row means Discord's own."""

from typing import Literal

from bot.model import Language
from bot.store.database import Database

Owner = Literal["user", "guild"]


async def load_languages(database: Database) -> dict[tuple[Owner, int], Language]:
    """Every choice that was made."""
    chosen: dict[tuple[Owner, int], Language] = {}
    owners: tuple[Owner, ...] = ("user", "guild")
    for owner in owners:
        statement = f"SELECT {owner}_id, language FROM {owner}_setting"
        async with database.reader.execute(statement) as cursor:
            chosen |= {(owner, owner_id): language async for owner_id, language in cursor}
    return chosen


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
