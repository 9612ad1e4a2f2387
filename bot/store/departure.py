"""Servers that removed Teapot and still have data, and the times of the removals."""

from datetime import datetime

from bot.store.data_owners import OWNED, Kind
from bot.store.database import Connection, moment, seconds

_COLUMNS = [
    (table.name, column)
    for table in OWNED
    if table.name != "departure"
    for column in table.named(Kind.SERVER)
]
_HAS_DATA = " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} WHERE {column} = :id)" for table, column in _COLUMNS
)

# Each table has an index that begins with the server. The query asks the index for the next server,
# so a server takes one step, even if it has a million rows.
_SERVERS = " UNION ".join(
    f"SELECT server FROM (WITH RECURSIVE found (server) AS (SELECT min({column}) FROM {table}"
    f" UNION ALL SELECT (SELECT min({column}) FROM {table} WHERE {column} > found.server)"
    " FROM found WHERE server IS NOT NULL) SELECT server FROM found WHERE server IS NOT NULL)"
    for table, column in _COLUMNS
)


async def note(connection: Connection, guild_id: int, left_at: datetime) -> bool:
    """Note a departure. Return False if a departure is noted already or the server has no data."""
    cursor = await connection.execute(
        "INSERT INTO departure (guild_id, left_at)"
        f" SELECT :id, :left_at WHERE {_HAS_DATA} ON CONFLICT DO NOTHING",
        {"id": guild_id, "left_at": seconds(left_at)},
    )
    return cursor.rowcount > 0


async def remove(connection: Connection, guild_id: int) -> bool:
    """Forget a departure. Return False if none is noted."""
    cursor = await connection.execute("DELETE FROM departure WHERE guild_id = ?", (guild_id,))
    return cursor.rowcount > 0


async def left_until(connection: Connection, last: datetime) -> dict[int, datetime]:
    """Return the servers that removed Teapot at `last` or before, with the times."""
    rows = await connection.execute_fetchall(
        "SELECT guild_id, left_at FROM departure WHERE left_at <= ?", (seconds(last),)
    )
    return {guild_id: moment(left_at) for guild_id, left_at in rows}


async def servers_with_data(connection: Connection) -> set[int]:
    """Return every server that has a row in any table but `departure`."""
    return {guild_id for (guild_id,) in await connection.execute_fetchall(_SERVERS)}
