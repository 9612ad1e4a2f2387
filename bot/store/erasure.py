"""Exports and erases the rows of a person, in every server, or the rows of a server.

data_owners.py declares whose rows they are.
"""

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from bot.store import erased_answer
from bot.store.data_owners import NO_PERSON, OWNED, OWNERS, Kind, Scope, Table, any_is_id
from bot.store.database import Connection

Row = Mapping[str, int | str | None]
Rows = Mapping[str, list[Row]]  # by table


class GuildExport(NamedTuple):
    """A server's rows, except rows about people, which are only counted.

    Rows about people belong to the people. `rows_about_people` has the number of such rows in each
    table.
    """

    rows: Rows
    rows_about_people: Mapping[str, int]


class Part(NamedTuple):
    """The number of rows that one part of an erasure erased, and whether it was the last part."""

    rows: int
    is_last: bool


# A limit above every number of rows: SQLite's largest integer.
ALL = 2**63 - 1
# All of a person's answers in running games, and up to `:limit` of the person's answers anywhere.
_SOME_ANSWERS = """
SELECT question_id FROM game JOIN game_question ON game_id = game.id JOIN answer USING (question_id)
WHERE due_at IS NOT NULL AND user_id = :id
UNION SELECT * FROM (SELECT question_id FROM answer WHERE user_id = :id LIMIT :limit)
"""
_OWN_ANSWERS = "user_id = :id AND question_id IN (SELECT value FROM json_each(:questions))"
# A question still counts an erased answer, and a running game still counts an erased player. An
# ended game has stored its number of players.
_COUNT_ERASED_ANSWERS = f"""
UPDATE question SET erased = erased + 1, erased_right = erased_right + own.is_right
FROM (SELECT question_id, is_right FROM answer WHERE {_OWN_ANSWERS}) AS own
WHERE question.id = own.question_id
"""
_COUNT_ERASED_PLAYERS = """
UPDATE game SET erased_players = erased_players + 1
WHERE due_at IS NOT NULL AND EXISTS (
    SELECT 1 FROM game_question JOIN answer USING (question_id)
    WHERE game_id = game.id AND user_id = :id
)
"""


async def count_user(connection: Connection, user_id: int) -> dict[str, int]:
    """Return each table's number of rows that name a person, in every server."""
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
    connection: Connection,
    user_id: int,
    keep: Collection[str] = frozenset(),
    limit: int = ALL,
) -> Part:
    """Erase about `limit` rows of a person. Call it in transactions until `is_last` is true.

    Erases more rows if the person has more answers in running games. Leaves unchanged: the tables
    in `keep`, other people's points, and the numbers of answers and players that other people see.
    """
    erased = await _erase_answers(connection, user_id, limit)
    for table in OWNED:
        if table.name in keep:
            continue
        if erased >= limit:
            return Part(erased, False)
        if (own := any_is_id(table.named(Kind.PERSON))) is not None:
            erased += await _delete(connection, table, own, user_id, limit - erased)
        for column in table.named(Kind.NAMED):
            erased += await _changed(
                connection,
                f"UPDATE {table.name} SET {column} = {NO_PERSON}"
                f" WHERE {_some(table, f'{column} = :id')}",
                {"id": user_id, "limit": limit - erased},
            )
    return Part(erased, erased < limit)


async def _erase_answers(connection: Connection, user_id: int, limit: int) -> int:
    await erased_answer.note(connection, user_id)
    await connection.execute(_COUNT_ERASED_PLAYERS, {"id": user_id})
    questions = await connection.execute_fetchall(_SOME_ANSWERS, {"id": user_id, "limit": limit})
    which: dict[str, int | str] = {
        "id": user_id,
        "questions": json.dumps([question_id for (question_id,) in questions]),
    }
    await connection.execute(_COUNT_ERASED_ANSWERS, which)
    return await _changed(connection, f"DELETE FROM answer WHERE {_OWN_ANSWERS}", which)


async def erase_guild(connection: Connection, guild_id: int, limit: int = ALL) -> Part:
    """Erase up to `limit` rows of a server. Call it in transactions until `is_last` is true."""
    erased = 0
    for table in OWNED:
        if erased < limit and (rows := table.rows_of("server")) is not None:
            erased += await _delete(connection, table, rows, guild_id, limit - erased)
    return Part(erased, erased < limit)


async def erase_any(connection: Connection, limit: int) -> tuple[Part, set[tuple[Scope, int]]]:
    """Erase up to `limit` rows of anyone, and return the rows' owners, too.

    Call it in transactions until `is_last` is true.
    """
    erased, owners = 0, set[tuple[Scope, int]]()
    for table in OWNED:
        columns = [(scope, name) for scope in OWNERS for name in table.named(*OWNERS[scope])]
        returned = ", ".join(name for _, name in columns) or "NULL"
        rows = list(
            await connection.execute_fetchall(
                f"DELETE FROM {table.name} WHERE {_some(table, 'TRUE')} RETURNING {returned}",
                {"limit": limit - erased},
            )
        )
        erased += len(rows)
        owners |= {
            (scope, row[place])
            for row in rows
            for place, (scope, _) in enumerate(columns)
            if row[place] != NO_PERSON
        }
    return Part(erased, erased < limit), owners


def _some(table: Table, rows: str) -> str:
    """Return the condition for up to `:limit` of a table's rows."""
    return f"({table.key}) IN (SELECT {table.key} FROM {table.name} WHERE {rows} LIMIT :limit)"


async def _delete(
    connection: Connection, table: Table, rows: str, owner_id: int, limit: int
) -> int:
    statement = f"DELETE FROM {table.name} WHERE {_some(table, rows)}"
    return await _changed(connection, statement, {"id": owner_id, "limit": limit})


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


async def _changed(connection: Connection, statement: str, values: Mapping[str, int | str]) -> int:
    return (await connection.execute(statement, values)).rowcount
