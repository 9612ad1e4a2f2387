"""Who is not shown to others in a server."""

from bot.store import hidden as store
from bot.store.database import Connection, Database


async def is_hidden(connection: Connection, guild_id: int, user_id: int) -> bool:
    return await store.is_hidden(connection, guild_id, user_id)


async def hide(database: Database, guild_id: int, user_id: int, *, is_hidden: bool) -> None:
    """Or shows them again; points are kept either way."""
    async with database.transaction() as connection:
        if is_hidden:
            await store.hide(connection, guild_id, user_id)
        else:
            await store.show(connection, guild_id, user_id)
