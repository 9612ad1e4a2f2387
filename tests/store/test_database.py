"""The SQLite file: migrations and transactions."""

import asyncio
import contextlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.config import IN_MEMORY, shipped
from bot.errors import StartError
from bot.store import state
from bot.store.database import DatabaseError, open_database
from tests.conftest import Opener


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "teapot.sqlite3")


def migrations(folder: Path, **scripts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, body in scripts.items():
        number = int(name.split("_")[0].removeprefix("m"))
        script = f"BEGIN IMMEDIATE;\n{body}\nPRAGMA user_version = {number};\nCOMMIT;\n"
        (folder / f"{name.removeprefix('m')}.sql").write_text(script)
    return folder


async def test_a_new_file_gets_every_migration(path: str) -> None:
    database = await open_database(path)
    await database.close()
    with closing(sqlite3.connect(path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    assert version == len(list(shipped("migrations").glob("*.sql")))
    assert mode == "wal"


async def test_a_database_of_a_newer_teapot_is_refused_and_left_alone(path: str) -> None:
    await (await open_database(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StartError, match="newer Teapot"):
        await open_database(path)


async def test_a_file_that_is_no_database_is_refused_and_left_alone(path: str) -> None:
    Path(path).write_text("not a database, but somebody's notes, long enough to be looked at")
    before = Path(path).read_bytes()
    with pytest.raises(StartError, match="can't be opened"):
        await open_database(path)
    assert Path(path).read_bytes() == before


async def test_a_gap_in_the_numbers_is_refused(path: str, tmp_path: Path) -> None:
    folder = migrations(
        tmp_path / "m", m0001_a="CREATE TABLE a (x);", m0003_c="CREATE TABLE c (x);"
    )
    with pytest.raises(StartError, match="not numbered"):
        await open_database(path, folder)


async def test_a_migration_keeps_a_copy_of_what_was_there(path: str, tmp_path: Path) -> None:
    folder = migrations(tmp_path / "m", m0001_a="CREATE TABLE a (x); INSERT INTO a VALUES (7);")
    await (await open_database(path, folder)).close()
    migrations(folder, m0002_b="DROP TABLE a; CREATE TABLE b (x);")
    await (await open_database(path, folder)).close()
    with closing(sqlite3.connect(f"{path}.version-0001")) as connection:
        assert connection.execute("SELECT x FROM a").fetchall() == [(7,)]


async def test_a_failing_migration_changes_nothing(path: str, tmp_path: Path) -> None:
    folder = migrations(tmp_path / "m", m0001_a="CREATE TABLE a (x); INSERT INTO a VALUES (7);")
    await (await open_database(path, folder)).close()
    migrations(folder, m0002_b="DELETE FROM a; INSERT INTO nowhere VALUES (1);")
    with pytest.raises(StartError):
        await open_database(path, folder)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT x FROM a").fetchall() == [(7,)]
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


async def test_a_long_migration_that_is_cut_leaves_no_file_beside_the_database(
    path: str, tmp_path: Path
) -> None:
    folder = migrations(tmp_path / "migrations", m0001_start="CREATE TABLE state (value TEXT);")
    await (await open_database(path, folder)).close()
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    migrations(folder, m0002_long=f"INSERT INTO state {numbers} LIMIT 1000000000;")
    opening = asyncio.create_task(open_database(path, folder, keeps_copy=False))
    await asyncio.sleep(0.3)
    opening.cancel()
    async with asyncio.timeout(3):
        await asyncio.wait((opening,))
    assert opening.cancelled()
    assert [each.name for each in tmp_path.glob("teapot*")] == ["teapot.sqlite3"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM state").fetchone() == (0,)


@pytest.mark.parametrize("where", ["file", "memory"])
async def test_a_failed_transaction_leaves_nothing(path: str, where: str, opened: Opener) -> None:
    database = await opened(path if where == "file" else IN_MEMORY)
    async with database.transaction() as connection:
        await state.put(connection, "kept", "1")

    async def fail() -> None:
        async with database.transaction() as connection:
            await state.put(connection, "lost", "1")
            raise ValueError("oops")

    with pytest.raises(ValueError, match="oops"):
        await fail()
    assert await state.get(database.reader, "kept") == "1"
    assert await state.get(database.reader, "lost") is None


@pytest.mark.parametrize("where", ["file", "memory"])
async def test_an_answer_to_no_question_can_not_be_stored(
    path: str, where: str, opened: Opener
) -> None:
    """What a migration declares as a reference holds in the running bot."""
    database = await opened(path if where == "file" else IN_MEMORY)
    with pytest.raises(DatabaseError, match="FOREIGN KEY"):
        async with database.transaction() as connection:
            await connection.execute(
                "INSERT INTO answer (question_id, user_id, guild_id, local_date, choice,"
                " is_right, points, answered_at) VALUES (1, 2, 3, '2026-11-23', 0, 1, 10, 0)"
            )
    rows = await database.reader.execute_fetchall("SELECT 1 FROM answer")
    assert list(rows) == []


async def test_somebody_elses_database_is_refused_and_left_alone(path: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (x)")
    with pytest.raises(StartError, match="belongs to something else"):
        await open_database(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("notes",)]


@pytest.mark.parametrize("_", range(5))
async def test_processes_that_start_at_once_on_a_new_file_all_start(
    path: str, opened: Opener, _: int
) -> None:
    await asyncio.gather(*(opened(path) for _ in range(4)))


async def test_a_broken_reference_is_refused_at_every_start(path: str, tmp_path: Path) -> None:
    tables = "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a (id));"
    folder = migrations(tmp_path / "m", m0001_a=f"{tables} INSERT INTO b VALUES (7);")
    for _ in range(2):
        with pytest.raises(StartError, match="references to missing rows"):
            await open_database(path, folder)


async def test_a_cancelled_write_does_not_stop_the_next(path: str, opened: Opener) -> None:
    database = await opened(path)

    async def write(name: str) -> None:
        async with database.transaction() as connection:
            await state.put(connection, name, "1")

    for _ in range(20):
        cancelled = asyncio.create_task(write("cancelled"))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        cancelled.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await cancelled
        await write("kept")
    assert await state.get(database.reader, "kept") == "1"
