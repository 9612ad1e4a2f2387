"""`teapot export` and `teapot erase`: data of a person or a server, in every file of the folder."""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.model import Knowledge
from bot.services.language import Languages
from bot.store.backup import back_up, temporary
from bot.store.data_owners import OWNED
from bot.store.database import open_database
from bot.terminal.command_line import main
from tests.services.privacy.two_servers import ADA, ALAN, GRACE, HERE, THERE, two_servers
from tests.store.test_erased_remains import holding

Teapot = Callable[..., tuple[int, str]]


@pytest.fixture
def database(
    tmp_path: Path, seeded: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A database of two servers in which three people have played."""
    path = tmp_path / "bot" / "teapot.sqlite3"
    path.parent.mkdir()
    path.write_bytes(seeded.read_bytes())
    monkeypatch.setenv("TEAPOT_DATABASE", str(path))

    async def fill() -> None:
        opened = await open_database(str(path))
        try:
            await (await two_servers(opened, knowledge)).fill()
        finally:
            await opened.close()

    asyncio.run(fill())
    return path


@pytest.fixture
def teapot(capsys: pytest.CaptureFixture[str]) -> Teapot:
    """The command line: its exit code, and what it says."""

    def run(*arguments: str) -> tuple[int, str]:
        code = main(arguments)
        return code, "".join(capsys.readouterr())

    return run


def rows_in(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
            for table in OWNED
        ]
    return sum(counts)


def test_an_export_is_json_that_explains_itself(database: Path, teapot: Teapot) -> None:
    code, said = teapot("export", "--user", str(ADA))
    document = json.loads(said)
    assert (code, document["id"]) == (0, str(ADA))
    answers = document["data"]["answer"]
    assert answers["rows"]
    assert answers["fields"].keys() >= answers["rows"][0].keys()
    assert str(GRACE) not in said


def test_an_export_of_a_stranger_says_that_nothing_is_kept(database: Path, teapot: Teapot) -> None:
    assert teapot("export", "--user", "1234") == (1, "Nothing is kept.\n")
    assert teapot("export", "--user", "1234", "--lang", "ko") == (1, "저장된 데이터가 없습니다.\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("option", "erased", "others"),
    [("--user", ADA, (GRACE, ALAN, HERE, THERE)), ("--server", HERE, (ADA, GRACE, ALAN, THERE))],
)
def test_an_erasure_leaves_nothing_in_any_file_of_the_folder(
    database: Path, teapot: Teapot, option: str, erased: int, others: tuple[int, ...]
) -> None:
    """The copies of an upgrade and of a restore, too, also of a restore that was killed."""
    back_up(database, database.with_name("teapot.sqlite3.version-0006"))
    with temporary(database) as unfinished:
        pass
    back_up(database, unfinished)
    shutil.copyfile(database, f"{unfinished}-wal")
    back_up(database, kept := database.with_name("teapot.sqlite3.before-2026-11-27T010203Z"))
    assert len(holding(database.parent, erased)) == 5
    code, said = teapot("erase", option, str(erased))
    assert code == 0
    assert "rows are erased." in said
    assert said.count("\n") == 1
    assert not holding(database.parent, erased)
    assert not list(database.parent.glob("*.version-*"))
    assert not list(database.parent.glob("*.unfinished-*"))
    for other in others:
        assert holding(database.parent, other) == [database.name, kept.name]


def test_an_erasure_beside_a_running_bot_is_seen_by_it(database: Path, teapot: Teapot) -> None:
    async def running() -> None:
        opened = await open_database(str(database))
        try:
            assert (await Languages.load(opened)).chosen("user", ADA) == "ko"
            code, _ = await asyncio.to_thread(teapot, "erase", "--user", str(ADA))
            assert code == 0
            assert (await Languages.load(opened)).chosen("user", ADA) is None
        finally:
            await opened.close()

    asyncio.run(running())
    assert not holding(database.parent, ADA)


def test_everything_is_erased_only_with_yes(database: Path, teapot: Teapot) -> None:
    before = rows_in(database)
    code, said = teapot("erase", "--all")
    assert (code, "--yes" in said, rows_in(database)) == (2, True, before)
    assert teapot("erase", "--all", "--yes")[0] == 0
    assert rows_in(database) == 0
    for each in (ADA, GRACE, ALAN, HERE, THERE):
        assert not holding(database.parent, each)
    assert teapot("lookup", "418")[0] == 0


@pytest.mark.slow
def test_a_restored_backup_is_erased_again(tmp_path: Path, database: Path, teapot: Teapot) -> None:
    back_up(database, backup := tmp_path / "backup.sqlite3")
    teapot("erase", "--user", str(ADA))
    teapot("erase", "--server", str(THERE))
    code, said = teapot("restore", str(backup))
    assert code == 0
    assert "2 people or servers that were erased after the backup" in said
    assert not holding(database.parent, ADA)
    assert not holding(database.parent, THERE)
    assert holding(database.parent, GRACE)
    # The restored database knows it, too.
    code, said = teapot("restore", str(backup))
    assert (code, "2 people or servers" in said) == (0, True)


def test_a_restore_says_if_it_cannot_know_what_was_erased(
    tmp_path: Path, database: Path, teapot: Teapot
) -> None:
    """The database that knew it is broken: that is why there is a restore."""
    back_up(database, backup := tmp_path / "backup.sqlite3")
    teapot("erase", "--user", str(ADA))
    database.write_bytes(b"broken" * 1000)
    code, said = teapot("restore", str(backup))
    assert (code, "may be back. Erase again" in said) == (0, True), said
    assert "may be back" not in teapot("restore", str(backup))[1]


def test_a_person_who_came_back_after_an_erasure_stays_in_a_later_backup(
    tmp_path: Path, database: Path, teapot: Teapot
) -> None:
    teapot("erase", "--user", str(ADA))

    async def come_back() -> None:
        opened = await open_database(str(database))
        try:
            await (await Languages.load(opened)).set_choice("user", ADA, "en")
        finally:
            await opened.close()

    asyncio.run(come_back())
    back_up(database, backup := tmp_path / "backup.sqlite3")
    teapot("erase", "--user", str(GRACE))
    assert teapot("restore", str(backup))[0] == 0
    assert holding(database.parent, ADA)
    assert not holding(database.parent, GRACE)


def test_a_copy_that_cannot_be_opened_is_named(database: Path, teapot: Teapot) -> None:
    broken = database.with_name("teapot.sqlite3.before-2026-11-27T010203Z")
    broken.write_text("this is no database, and that is long enough to be seen as one" * 20)
    code, said = teapot("erase", "--user", str(ADA))
    assert code == 0
    assert f"{broken} can't be opened" in said


def test_a_second_name_of_the_database_is_no_copy(database: Path, teapot: Teapot) -> None:
    """A restore that was killed may have left one."""
    database.with_name("teapot.sqlite3.before-2026-11-27T010203Z").hardlink_to(database)
    code, said = teapot("erase", "--user", str(ADA))
    assert (code, said.count("\n")) == (0, 1), said
    assert not holding(database.parent, ADA)


def test_without_a_database_nothing_is_made(
    tmp_path: Path, teapot: Teapot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEAPOT_DATABASE", str(tmp_path / "none.sqlite3"))
    for command in ("export --user 1", "erase --user 1", "erase --all", "erase --all --yes"):
        code, said = teapot(*command.split())
        assert (code, "There is no database" in said) == (2, True)
    assert not list(tmp_path.iterdir())
