"""Stores Teapot's own values between starts, by name.

Each module defines the names that it uses, such as `data_hash`, `commands_hash` and `command_ids`.
"""

from bot.store.database import Connection


async def get(connection: Connection, name: str) -> str | None:
    rows = await connection.execute_fetchall("SELECT value FROM state WHERE name = ?", (name,))
    return next((str(value) for (value,) in rows), None)


async def put(connection: Connection, name: str, value: str) -> None:
    await connection.execute(
        "INSERT INTO state (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


async def remove(connection: Connection, name: str) -> None:
    await connection.execute("DELETE FROM state WHERE name = ?", (name,))
