"""What an erasure leaves in the database's files: nothing."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.model import Knowledge
from bot.services.language import Languages
from bot.store import erased_remains
from bot.store.database import Database
from bot.store.erased_remains import Remains, clear_remains, spellings
from bot.store.erasure import erase_guild, erase_user
from tests.conftest import Opener
from tests.services.privacy.two_servers import ADA, CHANNELS, GRACE, HERE, THERE, two_servers


def holding(folder: Path, number: int) -> list[str]:
    """Return the names of the files with a number, however SQLite writes it."""
    return [
        path.name
        for path in sorted(folder.iterdir())
        if any(needle in path.read_bytes() for needle in spellings(number))
    ]


@pytest.mark.parametrize("number", [ADA, HERE, 1 << 56, (1 << 63) - 1])
@pytest.mark.parametrize(
    ("place", "column"), [*enumerate(["id TEXT", "id INTEGER", "id INTEGER PRIMARY KEY"])]
)
def test_each_spelling_is_sqlites_own(tmp_path: Path, number: int, place: int, column: str) -> None:
    path = tmp_path / "one.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE one ({column}) STRICT")
        connection.execute("INSERT INTO one VALUES (?)", (number,))
        connection.commit()
    assert spellings(number)[place] in path.read_bytes()


@pytest.mark.parametrize("place", [0, 5, 7, 8, 9, 15, 16, 17, 30])
def test_an_id_is_found_also_between_two_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    monkeypatch.setattr(erased_remains, "_PIECE_BYTES", 8)
    path, (_, number, _) = tmp_path / "file", spellings(ADA)
    path.write_bytes(bytes(place) + number + bytes(3))
    assert erased_remains._holds(path, spellings(ADA))
    assert not erased_remains._holds(path, spellings(GRACE))
    assert not erased_remains._holds(tmp_path / "missing", spellings(ADA))


async def test_no_file_beside_the_database_holds_an_erased_id(
    tmp_path: Path, opened: Opener, knowledge: Knowledge
) -> None:
    servers = await two_servers(await opened(str(tmp_path / "teapot.sqlite3")), knowledge)
    await servers.fill()
    assert holding(tmp_path, ADA)
    assert holding(tmp_path, HERE)
    async with servers.database.transaction() as connection:
        await erase_user(connection, ADA)
        await erase_guild(connection, HERE)
    assert await clear_remains(servers.database, [ADA, HERE]) is Remains.NONE
    for erased in (ADA, HERE, CHANNELS[HERE]):
        assert not holding(tmp_path, erased), erased
    for other in (GRACE, THERE):
        assert holding(tmp_path, other) == ["teapot.sqlite3"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
async def test_no_page_that_sqlite_rebuilt_keeps_an_erased_person(
    tmp_path: Path, opened: Opener, seed: int
) -> None:
    """secure_delete alone leaves one in twenty."""
    database, chance = await opened(str(tmp_path / "teapot.sqlite3")), random.Random(seed)
    people = [chance.randrange(10**17, 10**18) for _ in range(200)]
    async with database.transaction() as connection:
        # Rows of different lengths come and go, so that pages split and merge.
        for _ in range(3000):
            subject = f"code:{chance.randrange(100, 600)}/{'x' * chance.randrange(40)}"
            await connection.execute(
                "INSERT OR IGNORE INTO practice (user_id, subject, step, due_on)"
                " VALUES (?, ?, 1, '2026-11-27')",
                (chance.choice(people), subject),
            )
            if not chance.randrange(10):
                await connection.execute(
                    "DELETE FROM practice WHERE subject LIKE ?",
                    (f"code:{chance.randrange(100, 600)}%",),
                )
    for person in people[:40]:
        async with database.transaction() as connection:
            await erase_user(connection, person)
        assert await clear_remains(database, [person]) is Remains.NONE
        assert not holding(tmp_path, person)
        assert await _count(database) > 0


async def test_the_caller_knows_if_another_process_keeps_an_older_moment(
    tmp_path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erased_remains, "_WAL_RETRY_SECONDS", (0.01,))
    path = tmp_path / "teapot.sqlite3"
    database = await opened(str(path))
    languages = await Languages.load(database)
    await languages.set_choice("user", ADA, "ko")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM user_setting").fetchall()
        async with database.transaction() as connection:
            await erase_user(connection, ADA)
        assert await clear_remains(database, [ADA]) is Remains.IN_THE_LOG
        other.execute("COMMIT")
    assert await clear_remains(database, [ADA]) is Remains.NONE
    assert not holding(tmp_path, ADA)


async def _count(database: Database) -> int:
    async with database.reader.execute("SELECT count(*) FROM practice") as cursor:
        row = await cursor.fetchone()
    assert row is not None
    return int(row[0])
