"""A server's rows: what an export of them shows, and that an erasure leaves none."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.config import shipped
from bot.model import Knowledge
from bot.store.data_owners import OWNED, Kind
from bot.store.database import open_database
from bot.store.erasure import erase_guild, erase_user, export_guild
from tests.conftest import Opener
from tests.services.privacy.two_servers import (
    ADA,
    ALAN,
    CHANNELS,
    GRACE,
    HERE,
    THERE,
    Rows,
    naming,
    two_servers,
)

ABOUT_PEOPLE = {table.name for table in OWNED if table.named(Kind.PERSON)}


def of_server(rows: Rows, guild_id: int) -> Rows:
    """Return the rows that have the server's number, or its channel's."""
    numbers = guild_id, CHANNELS[guild_id]
    return {
        name: [row for row in table if any(number in row for number in numbers)]
        for name, table in rows.items()
    }


async def test_an_export_shows_every_row_of_the_server_and_no_person(
    tmp_path: Path, opened: Opener, knowledge: Knowledge
) -> None:
    """Who hides, and what people answered, is no administrator's business."""
    servers = await two_servers(await opened(str(tmp_path / "teapot.sqlite3")), knowledge)
    await servers.fill()
    rows, about_people = await export_guild(servers.database.reader, HERE)
    own = {name: len(table) for name, table in of_server(await servers.rows(), HERE).items()}
    own |= {"game_question": 5}
    shown = {name: len(table) for name, table in rows.items()} | dict(about_people)
    of_no_server = ("practice", "user_setting", "hidden_everywhere", "unrecorded")
    assert shown | dict.fromkeys(of_no_server, 0) == own
    assert not rows.keys() & ABOUT_PEOPLE
    assert not any(str(person) in str(rows) for person in (ADA, GRACE, ALAN, THERE))


async def test_an_erasure_leaves_no_row_of_the_server_and_all_of_another(
    tmp_path: Path, opened: Opener, knowledge: Knowledge
) -> None:
    servers = await two_servers(await opened(str(tmp_path / "teapot.sqlite3")), knowledge)
    await servers.fill()
    before = await servers.rows()
    async with servers.database.transaction() as connection:
        assert (await erase_guild(connection, HERE)).rows > 0
    after = await servers.rows()
    assert naming(after, HERE) == naming(after, CHANNELS[HERE]) == {}
    assert of_server(after, THERE) == of_server(before, THERE)
    assert len(after["game_question"]) == 3
    for name in ("practice", "user_setting"):  # of no server
        assert after[name] == before[name]


async def test_a_person_of_version_6_is_erased_in_version_7(tmp_path: Path, opened: Opener) -> None:
    path, scripts = tmp_path / "teapot.sqlite3", tmp_path / "migrations"
    scripts.mkdir()
    for script in sorted(shipped("migrations").glob("*.sql"))[:6]:
        shutil.copy(script, scripts)
    await (await open_database(str(path), scripts)).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO question (id, guild_id, document, asked_at) VALUES (1, 1, '{}', 0)"
        )
        connection.execute(
            "INSERT INTO answer (question_id, user_id, guild_id, local_date, choice, is_right,"
            " points, answered_at) VALUES (1, 7, 1, '2026-11-23', 0, 1, 10, 0)"
        )
        connection.commit()
    database = await opened(str(path))
    async with database.transaction() as connection:
        assert (await erase_user(connection, 7)).rows == 1
    rows = await database.reader.execute_fetchall("SELECT erased, erased_right FROM question")
    assert [tuple(row) for row in rows] == [(1, 1)]
