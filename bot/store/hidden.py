"""Who is not shown to others, in which server."""

from bot.store.database import Connection


async def hide(connection: Connection, guild_id: int, user_id: int) -> None:
    await connection.execute(
        "INSERT INTO hidden VALUES (?, ?) ON CONFLICT DO NOTHING", (guild_id, user_id)
    )


async def show(connection: Connection, guild_id: int, user_id: int) -> None:
    await connection.execute(
        "DELETE FROM hidden WHERE guild_id = ? AND user_id = ?", (guild_id, user_id)
    )


async def is_hidden(connection: Connection, guild_id: int, user_id: int) -> bool:
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM hidden WHERE guild_id = ? AND user_id = ?", (guild_id, user_id)
    )
    return bool(list(rows))
