"""A backup is one moment of a database that is being written, in one checked file, or nothing."""

import asyncio
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.backup import back_up, take_name
from bot.terminal.command_line import main
from tests.conftest import Opener
from tests.store.copies import (
    break_inside,
    is_private,
    left_in,
    names_in,
    new_database,
    put,
    set_version,
)

ROOT = Path(__file__).parents[2]
Backup = Callable[..., tuple[int, str]]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "teapot.sqlite3"
    monkeypatch.setenv("TEAPOT_DATABASE", str(path))
    return path


@pytest.fixture
def backup(capsys: pytest.CaptureFixture[str]) -> Backup:
    """`teapot backup`: its exit code, and what it says."""

    def run(file: Path, *options: str) -> tuple[int, str]:
        code = main(["backup", str(file), *options])
        return code, "".join(capsys.readouterr())

    return run


@pytest.mark.slow
async def test_every_backup_under_load_holds_what_was_acknowledged_before(
    tmp_path: Path, opened: Opener
) -> None:
    """A hundred, at random moments. Each holds the rows in their order, without a gap."""
    path, chance = tmp_path / "teapot.sqlite3", random.Random(0)
    database = await opened(str(path))
    acknowledged: list[str] = []

    async def write() -> None:
        while True:
            name = f"{len(acknowledged):06}"
            await put(database, name)
            acknowledged.append(name)
            await asyncio.sleep(chance.uniform(0, 0.002))

    writing = asyncio.create_task(write())
    during = 0
    for number in range(100):
        await asyncio.sleep(chance.uniform(0, 0.01))
        before = len(acknowledged)
        await asyncio.to_thread(back_up, path, file := tmp_path / f"{number}.sqlite3")
        during += len(acknowledged) - before
        held = names_in(file)
        # The last one may be committed but not acknowledged yet.
        assert held[:before] == acknowledged[:before]
        assert held == [f"{each:06}" for each in range(len(held))]
        file.unlink()
    assert not writing.done()
    writing.cancel()
    assert during > 20, "the writes went on while backups were made"


@pytest.mark.slow
async def test_a_backup_is_one_private_file_that_needs_no_other(
    database: Path, opened: Opener, backup: Backup, tmp_path: Path
) -> None:
    writer = await opened(str(database))
    await put(writer, "kept")
    file = tmp_path / "copies" / "teapot.sqlite3"
    file.parent.mkdir()
    code, said = await asyncio.to_thread(backup, file)
    assert (code, said.startswith(f"{file} is a checked copy of {database}")) == (0, True), said
    assert is_private(file)
    with closing(sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)) as connection:
        assert connection.execute("SELECT name FROM state").fetchall() == [("kept",)]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert left_in(file.parent) == ["teapot.sqlite3"]


def nothing(_: Path) -> None:
    pass


def something_else(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (x)")
    set_version(path, 3)


def no_database(path: Path) -> None:
    path.write_text("not a database, but notes that are long enough to be looked at")


def broken(path: Path) -> None:
    new_database(path)
    break_inside(path)


@pytest.mark.parametrize(
    ("prepare", "english", "korean"),
    [
        (nothing, "There is no database", "데이터베이스가 없습니다"),
        (Path.touch, "is not a Teapot database", "Teapot 데이터베이스가 아닙니다"),
        (something_else, "is not a Teapot database", "Teapot 데이터베이스가 아닙니다"),
        (no_database, "is not a Teapot database", "Teapot 데이터베이스가 아닙니다"),
        (broken, "is broken", "손상되어"),
    ],
)
def test_no_backup_of_what_is_no_sound_database(
    database: Path,
    backup: Backup,
    prepare: Callable[[Path], None],
    english: str,
    korean: str,
) -> None:
    prepare(database)
    before = left_in(database.parent)
    for options, sentence in (((), english), (("--lang", "ko"), korean)):
        code, said = backup(database.with_name("copy"), *options)
        assert (code, sentence in said, said.count("\n")) == (2, True, 1), said
        assert str(database) in said
    assert left_in(database.parent) == before


@pytest.mark.slow
def test_a_place_that_can_not_be_used_is_one_line(database: Path, backup: Backup) -> None:
    new_database(database, "kept")
    folder = database.parent
    (folder / "taken").write_text("mine")
    for place, english, korean in (
        ("none/copy", "There is no folder", "폴더가 없습니다"),
        ("taken/copy", "There is no folder", "폴더가 없습니다"),
        ("taken", "exists already", "이미 있는 파일입니다"),
        ("teapot.sqlite3", "exists already", "이미 있는 파일입니다"),
        (".", "is a folder", "폴더입니다"),
        ("n" * 250, "could not be copied", "복사하지 못했습니다"),
    ):
        for options, sentence in (((), english), (("--lang", "ko"), korean)):
            code, said = backup(folder / place, *options)
            assert (code, sentence in said, said.count("\n")) == (2, True, 1), said
    assert (folder / "taken").read_text() == "mine"
    assert names_in(database) == ["kept"]
    assert left_in(folder) == ["taken", "teapot.sqlite3"]


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    made, file = tmp_path / "made", tmp_path / "file"
    made.write_text("new")
    file.write_text("mine")
    with pytest.raises(FileExistsError):
        take_name(made, file)
    assert file.read_text() == "mine"


# A file system with too little space for the copy, in a namespace that ends with its process.
ON_A_SMALL_DISK = """
mount -t tmpfs -o size=128k none "$1" || exit 77
"$2" -m bot backup "$1/copy"; code=$?
ls -A "$1"
exit $code
"""


@pytest.mark.slow
def test_too_little_space_is_one_line_and_leaves_nothing(database: Path, seeded: Path) -> None:
    shutil.copyfile(seeded, database)
    disk = database.parent / "disk"
    disk.mkdir()
    if shutil.which("unshare") is None:
        pytest.skip("no unshare on this machine (Debian: apt-get install util-linux)")
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", ON_A_SMALL_DISK, "sh", str(disk), sys.executable],
        cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    if done.returncode in (1, 77):
        pytest.skip(f"this machine mounts nothing for a test: {done.stderr.strip()}")
    assert (done.returncode, done.stdout) == (2, ""), done
    assert (
        done.stderr == f"teapot: There is too little free space in {disk}. Nothing was changed.\n"
    )


def test_a_backup_removes_what_a_killed_one_has_left(
    tmp_path: Path, database: Path, backup: Backup
) -> None:
    """A day later: until then, another backup may be writing it."""
    new_database(database, "first")
    folder = tmp_path / "backups"
    folder.mkdir()
    left, left_journal, young, other = (
        folder / name
        for name in (
            "teapot-a.sqlite3.unfinished-0a1b2c3d",
            "teapot-a.sqlite3.unfinished-0a1b2c3d-journal",
            "teapot-b.sqlite3.unfinished-0a1b2c3e",
            "teapot-c.sqlite3",
        )
    )
    for path in (left, left_journal, young, other):
        path.touch()
    for path in (left, left_journal, other):
        os.utime(path, (time.time() - 25 * 3600,) * 2)
    code, _ = backup(made := folder / "teapot-d.sqlite3")
    assert (code, {*folder.iterdir()}) == (0, {young, other, made})


def test_a_backup_that_is_killed_leaves_only_what_a_later_one_removes(
    tmp_path: Path, database: Path, backup: Backup
) -> None:
    """The names are those of a real process that is killed while its copy is there."""
    new_database(database, "first")
    folder = tmp_path / "backups"
    folder.mkdir()
    code = (
        "import os, signal, sys; from pathlib import Path; from bot.store import backup;"
        " backup.take_name = lambda *_: os.kill(os.getpid(), signal.SIGKILL);"
        " backup.back_up(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    killed = subprocess.run(
        [sys.executable, "-c", code, str(database), str(folder / "teapot-a.sqlite3")],
        cwd=ROOT, check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    (left,) = folder.iterdir()
    assert names_in(left) == ["first"]
    os.utime(left, (time.time() - 25 * 3600,) * 2)
    backup(made := folder / "teapot-b.sqlite3")
    assert [*folder.iterdir()] == [made]
