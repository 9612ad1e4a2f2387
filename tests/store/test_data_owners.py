"""Every column of the schema has an owner, and what the rows hold agrees with it."""

from pathlib import Path

from bot.model import Knowledge
from bot.store.data_owners import DISCORD_IDS, OWNED, UNOWNED, Kind
from bot.store.database import Database
from tests.conftest import Opener
from tests.services.privacy.two_servers import (
    ADA,
    ALAN,
    CHANNELS,
    GRACE,
    HERE,
    ROLE,
    THERE,
    two_servers,
)

PEOPLE = (ADA, GRACE, ALAN)
NUMBERS = {
    Kind.PERSON: PEOPLE,
    Kind.NAMED: PEOPLE,
    Kind.SERVER: (HERE, THERE),
    Kind.CHANNEL: tuple(CHANNELS.values()),
    Kind.ROLE: (ROLE,),
}


async def columns(database: Database) -> dict[str, list[str]]:
    """Return the schema's columns by table."""
    rows = await database.reader.execute_fetchall(
        "SELECT m.name, c.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table' ORDER BY m.name, c.cid"
    )
    found: dict[str, list[str]] = {}
    for table, column in rows:
        found.setdefault(table, []).append(column)
    return found


async def test_every_column_has_an_owner(tmp_path: Path, opened: Opener) -> None:
    """A new table or column fails here until data_owners.py declares what it holds."""
    schema = await columns(await opened(str(tmp_path / "teapot.sqlite3")))
    declared = {table.name: sorted(table.columns) for table in OWNED}
    assert {name: sorted(schema[name]) for name in schema if name not in UNOWNED} == declared
    assert schema.keys() == declared.keys() | UNOWNED


async def test_a_column_that_is_named_like_an_id_is_declared_as_one(
    tmp_path: Path, opened: Opener
) -> None:
    schema = await columns(await opened(str(tmp_path / "teapot.sqlite3")))
    like_ids = {
        (table, column)
        for table, names in schema.items()
        for column in names
        if column.endswith(("_id", "_by")) and table not in UNOWNED
    }
    declared = {
        (table.name, column)
        for table in OWNED
        for column, kind in table.columns.items()
        if kind is not Kind.FACT and column != "id"
    }
    assert like_ids == declared
    for name in UNOWNED:
        assert not [column for column in schema[name] if column.endswith(("_id", "_by"))]


async def test_each_key_is_the_primary_key(tmp_path: Path, opened: Opener) -> None:
    database = await opened(str(tmp_path / "teapot.sqlite3"))
    for table in OWNED:
        rows = await database.reader.execute_fetchall(
            "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table.name,)
        )
        assert table.key == ", ".join(name for (name,) in rows)


async def test_no_row_is_erased_before_the_rows_that_refer_to_it(
    tmp_path: Path, opened: Opener
) -> None:
    database = await opened(str(tmp_path / "teapot.sqlite3"))
    erased: set[str] = set()
    for table in OWNED:
        rows = await database.reader.execute_fetchall(f"PRAGMA foreign_key_list({table.name})")
        assert not erased & {row[2] for row in rows}, table.name
        erased.add(table.name)


async def test_a_number_is_found_only_where_it_is_declared(
    tmp_path: Path, opened: Opener, knowledge: Knowledge
) -> None:
    """The services fill the tables. An ID in a column that isn't declared for it fails here, and so
    does a declared column that they leave empty."""
    database = await opened(str(tmp_path / "teapot.sqlite3"))
    await (await two_servers(database, knowledge)).fill()
    for table, names in (await columns(database)).items():
        for name in names:
            kinds = {each.columns[name] for each in OWNED if each.name == table}
            found = {
                kind
                for kind, numbers in NUMBERS.items()
                for (cell,) in await database.reader.execute_fetchall(
                    f"SELECT DISTINCT {name} FROM {table}"
                )
                if any(str(number) in str(cell) for number in numbers)
            }
            if kinds & {Kind.PERSON, Kind.NAMED}:
                kinds = {Kind.PERSON, Kind.NAMED}
            assert found == kinds & (DISCORD_IDS - {Kind.MESSAGE}), (table, name)
