"""A restore takes a checked backup and keeps the old database, or changes nothing."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.backup import back_up
from bot.store.lock import locked
from bot.store.migrations import newest_version
from bot.terminal.command_line import main
from tests.store.copies import (
    break_inside,
    is_private,
    left_in,
    names_in,
    new_database,
    older_migrations,
    set_version,
)

ROOT = Path(__file__).parents[2]
Restore = Callable[..., tuple[int, str]]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "bot" / "teapot.sqlite3"
    path.parent.mkdir()
    monkeypatch.setenv("TEAPOT_DATABASE", str(path))
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A backup with one row."""
    new_database(tmp_path / "source", "old")
    back_up(tmp_path / "source", path := tmp_path / "backup.sqlite3")
    return path


@pytest.fixture
def restore(capsys: pytest.CaptureFixture[str]) -> Restore:
    """`teapot restore`: its exit code, and what it says."""

    def run(file: Path, *options: str) -> tuple[int, str]:
        code = main(["restore", str(file), *options])
        return code, "".join(capsys.readouterr())

    return run


def kept_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if ".before-" in path.name)


def test_a_restore_brings_the_backup_and_keeps_the_old_database(
    database: Path, file: Path, restore: Restore
) -> None:
    """Twice in one second, too."""
    new_database(database, "new")
    assert restore(file)[0] == 0
    assert names_in(database) == ["old"]
    assert is_private(database)
    (kept,) = kept_in(database.parent)
    assert re.fullmatch(r"teapot\.sqlite3\.before-\d{4}-\d\d-\d\dT\d{6}Z", kept.name)
    assert names_in(kept) == ["new"]
    code, said = restore(file, "--lang", "ko")
    assert (code, said.count("\n")) == (0, 2), said
    assert len(kept_in(database.parent)) == 2
    assert names_in(file) == ["old"]
    others = [path.name for path in kept_in(database.parent)]
    assert left_in(database.parent, *others) == ["teapot.sqlite3", "teapot.sqlite3.lock"]


def test_a_machine_without_a_database_gets_one(
    database: Path, file: Path, restore: Restore
) -> None:
    code, said = restore(file)
    assert (code, said) == (0, f"{database} now holds what {file} holds.\n")
    assert names_in(database) == ["old"]
    assert kept_in(database.parent) == []


def test_a_restore_waits_for_no_bot_that_runs(database: Path, file: Path, restore: Restore) -> None:
    new_database(database, "new")
    with locked(str(database)):
        for language, sentence in (("en", "The bot is running on"), ("ko", "봇을 멈춘 뒤")):
            code, said = restore(file, "--lang", language)
            assert (code, sentence in said, said.count("\n")) == (2, True, 1), said
    with closing(sqlite3.connect(database)) as other:  # such as `teapot rebuild-scores`
        other.execute("SELECT * FROM state").fetchall()
        for language, sentence in (("en", "Another process is using"), ("ko", "다른 프로세스가")):
            code, said = restore(file, "--lang", language)
            assert (code, sentence in said, said.count("\n")) == (2, True, 1), said
    assert names_in(database) == ["new"]
    assert left_in(database.parent) == ["teapot.sqlite3", "teapot.sqlite3.lock"]


def test_an_older_backup_is_migrated(tmp_path: Path, database: Path, restore: Restore) -> None:
    old = tmp_path / "old"
    new_database(old, "old", migrations=older_migrations(tmp_path / "migrations", 4))
    code, said = restore(old)
    assert (code, f"Its version was 4 and is now {newest_version()}.\n" in said) == (0, True)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (newest_version(),)
        assert ("old",) in connection.execute("SELECT name FROM state").fetchall()
    assert left_in(database.parent) == ["teapot.sqlite3", "teapot.sqlite3.lock"]


def newer(file: Path) -> None:
    set_version(file, 9999)


def no_database(file: Path) -> None:
    file.write_text("not a database, but notes that are long enough to be looked at")


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("has_old", [True, False])
@pytest.mark.parametrize(
    ("spoil", "english", "korean"),
    [
        (newer, "from a newer Teapot", "더 새로운 Teapot"),
        (no_database, "is not a Teapot database", "Teapot 데이터베이스가 아닙니다"),
        (break_inside, "is broken", "손상되어"),
        (Path.unlink, "There is no file", "파일이 없습니다"),
        (a_folder, "is a folder", "폴더입니다"),
    ],
)
def test_what_can_not_be_restored_changes_nothing(
    database: Path,
    file: Path,
    restore: Restore,
    spoil: Callable[[Path], None],
    english: str,
    korean: str,
    has_old: bool,
) -> None:
    spoil(file)
    if has_old:
        new_database(database, "new")
    for options, sentence in (((), english), (("--lang", "ko"), korean)):
        code, said = restore(file, *options)
        assert (code, sentence in said, said.count("\n")) == (2, True, 1), said
        assert str(file) in said
    if has_old:
        assert left_in(database.parent, "teapot.sqlite3.lock") == ["teapot.sqlite3"]
    else:
        assert left_in(database.parent) == []
    if has_old:
        assert names_in(database) == ["new"]


@pytest.mark.slow
def test_a_place_that_can_not_be_used_is_one_line(
    database: Path, file: Path, restore: Restore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, english, korean in (
        (database.parent / "none" / "teapot.sqlite3", "There is no folder", "폴더가 없습니다"),
        (database.parent, "is a folder", "폴더입니다"),
        (file, "is the database itself", "백업이 아니라"),
    ):
        monkeypatch.setenv("TEAPOT_DATABASE", str(place))
        for options, sentence in (((), english), (("--lang", "ko"), korean)):
            code, said = restore(file, *options)
            assert (code, sentence in said, said.count("\n")) == (2, True, 1), said
    assert names_in(file) == ["old"]
    assert left_in(database.parent) == []


KILLED_AMID_ITS_LIFE = """
import asyncio, os, sys
from pathlib import Path
from bot.store.database import open_database
from tests.store.copies import put

async def live():
    database = await open_database(sys.argv[1])
    await put(database, "new")
    os.kill(os.getpid(), 9)

asyncio.run(live())
"""


def test_what_a_killed_bot_had_stored_is_kept(database: Path, file: Path, restore: Restore) -> None:
    """Its last rows are in the file that ends in -wal."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED_AMID_ITS_LIFE, str(database)],
        cwd=ROOT, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    assert database.with_name("teapot.sqlite3-wal").stat().st_size
    assert restore(file)[0] == 0
    assert names_in(database) == ["old"]
    (kept,) = kept_in(database.parent)
    assert names_in(kept) == ["new"]


def test_a_database_that_is_no_more_is_kept(database: Path, file: Path, restore: Restore) -> None:
    """Also what is left beside an empty file: SQLite would write it into the new database."""
    remains = "what is left of it " * 100
    database.write_text(remains)
    assert restore(file)[0] == 0
    (kept,) = kept_in(database.parent)
    assert (names_in(database), kept.read_text()) == (["old"], remains)
    kept.unlink()
    database.write_text("")
    database.with_name("teapot.sqlite3-wal").write_text(remains)
    assert restore(file)[0] == 0
    kept, wal = kept_in(database.parent)
    assert names_in(database) == ["old"]
    assert (kept.read_text(), wal.name, wal.read_text()) == ("", f"{kept.name}-wal", remains)
    assert not database.with_name("teapot.sqlite3-wal").exists()


# The folder can't be written, in a namespace that ends with its process.
ON_A_READ_ONLY_DISK = """
mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 77
! touch "$1/new" 2>/dev/null || exit 77
"$2" -m bot restore "$1/teapot.sqlite3"
"""


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_backup_is_restored_from_a_disk_that_may_only_be_read(
    database: Path, file: Path, mode: str
) -> None:
    """Also one that `sqlite3 .backup` or `cp` made: SQLite wants to write beside it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
    (disk := file.with_name("disk")).mkdir()
    file.rename(disk / "teapot.sqlite3")
    if shutil.which("unshare") is None:
        pytest.skip("no unshare on this machine (Debian: apt-get install util-linux)")
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", ON_A_READ_ONLY_DISK, "sh", str(disk), sys.executable],
        cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    if done.returncode in (1, 77):
        pytest.skip(f"this machine mounts nothing for a test: {done.stderr.strip()}")
    assert (done.returncode, done.stderr) == (0, "")
    assert names_in(database) == ["old"]
    assert left_in(disk) == ["teapot.sqlite3"]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
)
def test_what_root_restores_belongs_to_the_bots_user(
    database: Path, file: Path, restore: Restore
) -> None:
    os.chown(database.parent, 10001, 10001)
    assert restore(file)[0] == 0
    for path in database.parent.iterdir():
        assert path.stat().st_uid == 10001, path
