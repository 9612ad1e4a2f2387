"""Stores the data as JSON documents: entries, synonyms, scenarios, names of time zones, details.

A detail is a code that a product writes beside a status code.
"""

import msgspec

from bot.model import Entry, Knowledge, Scenario
from bot.model.detail import Detail
from bot.model.zones import ZoneNames
from bot.store.database import Connection

_entry = msgspec.json.Decoder(Entry)
_scenario = msgspec.json.Decoder(Scenario)
_zone_names = msgspec.json.Decoder(ZoneNames)
_detail = msgspec.json.Decoder(Detail)
_members = msgspec.json.Decoder(tuple[str, ...])


async def get(connection: Connection) -> Knowledge:
    """Return all data, in the order of the files."""
    async with connection.execute("SELECT document FROM entry ORDER BY position") as cursor:
        entries = tuple(_entry.decode(document) for (document,) in await cursor.fetchall())
    async with connection.execute("SELECT members FROM synonym ORDER BY position") as cursor:
        synonyms = tuple(_members.decode(members) for (members,) in await cursor.fetchall())
    async with connection.execute("SELECT document FROM scenario ORDER BY position") as cursor:
        scenarios = tuple(_scenario.decode(document) for (document,) in await cursor.fetchall())
    async with connection.execute("SELECT document FROM zone_names") as cursor:
        (zones,) = [_zone_names.decode(document) for (document,) in await cursor.fetchall()]
    async with connection.execute("SELECT document FROM detail ORDER BY position") as cursor:
        details = tuple(_detail.decode(document) for (document,) in await cursor.fetchall())
    return Knowledge(entries, synonyms, scenarios, zones, details)


async def put(connection: Connection, knowledge: Knowledge) -> None:
    """Upsert the entries, and delete those that the data no longer has.

    Replaces the synonyms, the scenarios, the names of time zones and the details. Deletes the
    search index, which was built from the old data.
    """
    await connection.execute("DELETE FROM search_index")
    await connection.executemany(
        "INSERT INTO entry (code, vendor, position, document) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (code, vendor) DO UPDATE"
        " SET position = excluded.position, document = excluded.document",
        [
            (entry.code, entry.vendor, position, _json(entry))
            for position, entry in enumerate(knowledge.entries)
        ],
    )
    keys = [[entry.code, entry.vendor] for entry in knowledge.entries]
    await connection.execute(
        "DELETE FROM entry WHERE (code, vendor) NOT IN"
        " (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))",
        (_json(keys),),
    )
    await connection.execute("DELETE FROM synonym")
    await connection.executemany(
        "INSERT INTO synonym (position, members) VALUES (?, ?)",
        [(position, _json(group)) for position, group in enumerate(knowledge.synonyms)],
    )
    await connection.execute("DELETE FROM scenario")
    await connection.executemany(
        "INSERT INTO scenario (position, document) VALUES (?, ?)",
        [(position, _json(scenario)) for position, scenario in enumerate(knowledge.scenarios)],
    )
    await connection.execute("DELETE FROM detail")
    await connection.executemany(
        "INSERT INTO detail (position, document) VALUES (?, ?)",
        [(position, _json(detail)) for position, detail in enumerate(knowledge.details)],
    )
    await connection.execute(
        "INSERT OR REPLACE INTO zone_names (id, document) VALUES (1, ?)", (_json(knowledge.zones),)
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
