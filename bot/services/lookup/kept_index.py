"""Keeps the search's index in the store, because reading an index is faster than building one."""

from bot.model import Knowledge
from bot.services.lookup.index_version import index_version
from bot.services.lookup.lookup import Lookup
from bot.store import search_index
from bot.store.database import Database


async def open_lookup(database: Database, knowledge: Knowledge) -> Lookup:
    """Return a lookup with the store's index. Build and store the index if the store has none.

    The store deletes its index when changed data are stored.
    """
    version = index_version()
    document = await search_index.get(database.reader, version)
    if document is None:
        from bot.services.lookup.index import build_index, to_bytes

        document = to_bytes(build_index(knowledge))
        async with database.transaction() as connection:
            await search_index.put(connection, version, document)
    return Lookup(knowledge, document)
