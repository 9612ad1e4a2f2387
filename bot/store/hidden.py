"""People who are not shown to others, by server."""

from bot.store.database import Connection


async def put(connection: Connection, guild_id: int, user_id: int) -> None:
    await connection.execute(
        "INSERT INTO hidden (guild_id, user_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (guild_id, user_id),
    )


async def remove(connection: Connection, guild_id: int, user_id: int) -> None:
    await connection.execute(
        "DELETE FROM hidden WHERE guild_id = ? AND user_id = ?", (guild_id, user_id)
    )


async def contains(connection: Connection, guild_id: int, user_id: int) -> bool:
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM hidden WHERE guild_id = ? AND user_id = ?", (guild_id, user_id)
    )
    return bool(list(rows))
