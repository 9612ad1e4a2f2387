"""The time zone that decides each server's local dates."""

from bot.store.database import Connection


async def get(connection: Connection, guild_id: int) -> str | None:
    rows = await connection.execute_fetchall(
        "SELECT timezone FROM server_zone WHERE guild_id = ?", (guild_id,)
    )
    return next((str(timezone) for (timezone,) in rows), None)


async def put(connection: Connection, guild_id: int, timezone: str) -> None:
    await connection.execute(
        "INSERT OR REPLACE INTO server_zone (guild_id, timezone) VALUES (?, ?)",
        (guild_id, timezone),
    )


async def put_first(connection: Connection, guild_id: int, timezone: str) -> None:
    """Store a server's zone. Does nothing if it has one."""
    await connection.execute(
        "INSERT OR IGNORE INTO server_zone (guild_id, timezone) VALUES (?, ?)",
        (guild_id, timezone),
    )
