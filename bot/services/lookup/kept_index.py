"""Keeps the search's index in the store, because reading an index is faster than building one."""

import hashlib
from pathlib import Path

from bot.model import Knowledge
from bot.services.lookup.lookup import Lookup
from bot.store import search_index
from bot.store.database import Database

# The modules that decide what an index holds.
INDEX_MODULES = ("index.py", "initials.py", "synonyms.py", "words.py")


async def open_lookup(database: Database, knowledge: Knowledge) -> Lookup:
    """Return a lookup with the store's index. Build and store the index if the store has none."""
    version = _code_hash()
    document = await search_index.get(database.reader, version)
    if document is None:
        from bot.services.lookup.index import build_index, to_bytes

        document = to_bytes(build_index(knowledge))
        async with database.transaction() as connection:
            await search_index.put(connection, version, document)
    return Lookup(knowledge, document)


def _code_hash() -> str:
    """Return a hash of the source code that builds an index.

    An index that older source code has built is stored under another hash, and so isn't read.

    The hash leaves out the data: the index is deleted when changed data are stored.
    """
    digest = hashlib.sha256()
    for name in INDEX_MODULES:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()
