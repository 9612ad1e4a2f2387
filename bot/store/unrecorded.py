"""The people who asked Teapot not to store their answers."""

import json
from collections.abc import Collection

from bot.store.database import Connection


async def put(connection: Connection, user_id: int) -> None:
    await connection.execute(
        "INSERT INTO unrecorded (user_id) VALUES (?) ON CONFLICT DO NOTHING", (user_id,)
    )


async def remove(connection: Connection, user_id: int) -> None:
    await connection.execute("DELETE FROM unrecorded WHERE user_id = ?", (user_id,))


async def among(connection: Connection, user_ids: Collection[int]) -> set[int]:
    """Return those of `user_ids` who are unrecorded."""
    rows = await connection.execute_fetchall(
        "SELECT user_id FROM unrecorded WHERE user_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(user_ids)),),
    )
    return {user_id for (user_id,) in rows}


async def contains(connection: Connection, user_id: int) -> bool:
    return bool(await among(connection, [user_id]))
