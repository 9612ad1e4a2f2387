"""Exports and erases the rows of a person in every server, and of a server, as data_owners.py
declares them."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from bot.store import erased_answer
from bot.store.data_owners import NO_PERSON, OWNED, Kind, Scope, Table, any_is_id
from bot.store.database import Connection

Row = Mapping[str, int | str | None]
Rows = Mapping[str, list[Row]]  # by table


class GuildExport(NamedTuple):
    """A server's rows, and how many further rows each table has about its people.

    Those belong to the people: an export of a server names none of them.
    """

    rows: Rows
    rows_about_people: Mapping[str, int]


# An erased answer stays in its question's numbers, and an erased player in those of a running game.
# A game that has ended has its number of players already.
_KEEP_ANSWERS = """
UPDATE question SET erased = erased + 1, erased_right = erased_right + own.is_right
FROM (SELECT question_id, is_right FROM answer WHERE user_id = :id) AS own
WHERE question.id = own.question_id
"""
_KEEP_PLAYERS = """
UPDATE game SET erased_players = erased_players + 1
WHERE due_at IS NOT NULL AND EXISTS (
    SELECT 1 FROM game_question JOIN answer USING (question_id)
    WHERE game_id = game.id AND user_id = :id
)
"""


async def count_user(connection: Connection, user_id: int) -> dict[str, int]:
    """Return how many rows of each table name a person, in every server."""
    tables = [table for table in OWNED if table.rows_of("person") is not None]
    return {table.name: await _count(connection, table, "person", user_id) for table in tables}


async def export_user(connection: Connection, user_id: int) -> Rows:
    """Return every row that names a person, in every server."""
    tables = [table for table in OWNED if table.rows_of("person") is not None]
    return {table.name: await _rows(connection, table, "person", user_id) for table in tables}


async def export_guild(connection: Connection, guild_id: int) -> GuildExport:
    tables = [table for table in OWNED if table.rows_of("server") is not None]
    about_people = [table for table in tables if table.named(Kind.PERSON)]
    return GuildExport(
        {
            table.name: await _rows(connection, table, "server", guild_id)
            for table in tables
            if table not in about_people
        },
        {table.name: await _count(connection, table, "server", guild_id) for table in about_people},
    )


async def count_guild(connection: Connection, guild_id: int) -> dict[str, int]:
    """Return how many rows of each table are a server's."""
    tables = [table for table in OWNED if table.rows_of("server") is not None]
    return {table.name: await _count(connection, table, "server", guild_id) for table in tables}


async def erase_user(
    connection: Connection, user_id: int, keep: Collection[str] = frozenset()
) -> int:
    """Erase a person, and return the number of erased rows. Call it in a transaction.

    The numbers that others have or see stay the same, and so do the tables in `keep`.
    """
    who = {"id": user_id}
    await erased_answer.note(connection, user_id)
    await connection.execute(_KEEP_ANSWERS, who)
    await connection.execute(_KEEP_PLAYERS, who)
    erased = 0
    for table in OWNED:
        if table.name in keep:
            continue
        if (own := any_is_id(table.named(Kind.PERSON))) is not None:
            erased += await _changed(connection, f"DELETE FROM {table.name} WHERE {own}", who)
        for column in table.named(Kind.NAMED):
            forget = f"UPDATE {table.name} SET {column} = {NO_PERSON} WHERE {column} = :id"
            erased += await _changed(connection, forget, who)
    return erased


async def erase_guild(connection: Connection, guild_id: int) -> int:
    """Erase a server's rows, and return their number. Call it in a transaction."""
    erased = 0
    for table in OWNED:
        if (rows := table.rows_of("server")) is not None:
            statement = f"DELETE FROM {table.name} WHERE {rows}"
            erased += await _changed(connection, statement, {"id": guild_id})
    return erased


async def _rows(connection: Connection, table: Table, scope: Scope, scope_id: int) -> list[Row]:
    hidden = [] if scope == "person" else table.named(Kind.NAMED)
    shown = {name: name for name in table.columns if name not in hidden} | dict(table.shown)
    async with connection.execute(
        f"SELECT {', '.join(shown.values())} FROM {table.name} WHERE {table.rows_of(scope)}",
        {"id": scope_id},
    ) as cursor:
        return [dict(zip(shown, row, strict=True)) async for row in cursor]


async def _count(connection: Connection, table: Table, scope: Scope, scope_id: int) -> int:
    async with connection.execute(
        f"SELECT count(*) FROM {table.name} WHERE {table.rows_of(scope)}", {"id": scope_id}
    ) as cursor:
        row = await cursor.fetchone()
    assert row is not None, "count() gives a row"
    return int(row[0])


async def _changed(connection: Connection, statement: str, values: Mapping[str, int]) -> int:
    return (await connection.execute(statement, values)).rowcount
