"""Stores the languages that people and servers chose. Discord's language is the default."""

from typing import Literal

from bot.model import Language
from bot.store.database import Connection

Scope = Literal["user", "guild"]
_SCOPES: tuple[Scope, ...] = ("user", "guild")


async def choices(connection: Connection) -> dict[tuple[Scope, int], Language]:
    """Return every choice. The key is the person or the server that made the choice."""
    found: dict[tuple[Scope, int], Language] = {}
    for scope in _SCOPES:
        statement = f"SELECT {scope}_id, language FROM {scope}_setting"
        rows = await connection.execute_fetchall(statement)
        found |= {(scope, scope_id): language for scope_id, language in rows}
    return found


async def put(connection: Connection, scope: Scope, scope_id: int, language: Language) -> None:
    await connection.execute(
        f"INSERT INTO {scope}_setting ({scope}_id, language) VALUES (?, ?)"
        f" ON CONFLICT ({scope}_id) DO UPDATE SET language = excluded.language",
        (scope_id, language),
    )


async def remove(connection: Connection, scope: Scope, scope_id: int) -> None:
    await connection.execute(f"DELETE FROM {scope}_setting WHERE {scope}_id = ?", (scope_id,))
