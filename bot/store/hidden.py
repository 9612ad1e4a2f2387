"""People who are not shown to others, in one server or everywhere.

Leaderboards and games read only the table `hidden`. A trigger adds the people of
`hidden_everywhere` to `hidden`, in each server where they answer.
"""

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


async def put_everywhere(connection: Connection, user_id: int) -> None:
    """Hide a person in every server, also in those where they answer later."""
    await connection.execute(
        "INSERT INTO hidden_everywhere (user_id) VALUES (?) ON CONFLICT DO NOTHING", (user_id,)
    )
    await connection.execute(
        "INSERT INTO hidden (guild_id, user_id) SELECT DISTINCT guild_id, user_id FROM answer"
        " WHERE user_id = ? ON CONFLICT DO NOTHING",
        (user_id,),
    )


async def remove_everywhere(connection: Connection, user_id: int) -> None:
    """Show a person in every server, also in those where they hid before."""
    for table in ("hidden_everywhere", "hidden"):
        await connection.execute(f"DELETE FROM {table} WHERE user_id = ?", (user_id,))


async def is_everywhere(connection: Connection, user_id: int) -> bool:
    rows = await connection.execute_fetchall(
        "SELECT 1 FROM hidden_everywhere WHERE user_id = ?", (user_id,)
    )
    return bool(list(rows))
