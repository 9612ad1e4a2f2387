"""Erases people and servers: their rows and, after the commit, what is left of them in files."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from bot.store import erased_owner
from bot.store.data_owners import OWNED
from bot.store.database import Connection, Database
from bot.store.erased_copies import erase_in_copies
from bot.store.erasure import erase_guild, erase_user
from bot.store.remains import clear_remains


async def erase_person(connection: Connection, user_id: int, now: datetime) -> int:
    """Erase a person everywhere, and return the number of rows. Call it in a transaction."""
    await erased_owner.note(connection, "person", user_id, now)
    return await erase_user(connection, user_id)


async def erase_server(connection: Connection, guild_id: int, now: datetime) -> int:
    """Erase a server, and return the number of rows. Call it in a transaction."""
    await erased_owner.note(connection, "server", guild_id, now)
    return await erase_guild(connection, guild_id)


async def erase_all(connection: Connection, now: datetime) -> int:
    """Erase all people and servers, and return the number of rows. Call it in a transaction."""
    for user_id in await erased_owner.owners(connection, "person"):
        await erased_owner.note(connection, "person", user_id, now)
    for guild_id in await erased_owner.owners(connection, "server"):
        await erased_owner.note(connection, "server", guild_id, now)
    erased = 0
    for table in OWNED:
        erased += (await connection.execute(f"DELETE FROM {table.name}")).rowcount
    return erased


class Cleared(NamedTuple):
    """Whether the database's files are clear, and the copies of it that can't be opened."""

    is_done: bool
    unreadable: list[Path]


async def clear_traces(database: Database, known: Collection[int] = ()) -> Cleared:
    """Clear the database's files, and the copies beside it, of all that was erased and committed.

    `known` are the erased IDs that the caller knows. If there are others, it takes longer.
    """
    reader = database.reader
    count, path = await erased_owner.count_uncleared(reader), await database.path()
    if not count or path is None:
        return Cleared(True, [])
    last = await erased_owner.newest(reader)
    unreadable = await erase_in_copies(path, await erased_owner.noted(reader))
    is_done = await clear_remains(database, known if len(known) >= count else None)
    if is_done:
        async with database.transaction() as connection:
            await erased_owner.set_cleared(connection, last)
    return Cleared(is_done, unreadable)
