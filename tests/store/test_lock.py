"""The lock on a database."""

import errno
import os
from pathlib import Path

import pytest

from bot.errors import PassingError, StartError
from bot.store.lock import locked


def test_a_lock_is_the_databases_under_each_of_its_names(tmp_path: Path) -> None:
    database, link = tmp_path / "teapot.sqlite3", tmp_path / "link"
    with locked(str(database)) as lock:
        lock.check()
        link.symlink_to(database)
        with pytest.raises(PassingError, match="in use by process"), locked(str(link)):
            pass
    with locked(str(link)) as lock:
        lock.check()
        (tmp_path / "teapot.sqlite3.lock").unlink()
        with pytest.raises(PassingError, match="replaced or removed"):
            lock.check()


def test_files_that_came_with_a_new_database_stay(tmp_path: Path) -> None:
    database, new = tmp_path / "teapot.sqlite3", tmp_path / "new"
    ours, theirs = tmp_path / "teapot.sqlite3-wal", tmp_path / "teapot.sqlite3-shm"
    with locked(str(database)) as lock:
        ours.touch()
        theirs.touch()
        lock.check()
        for replaced in (database, theirs):
            new.write_text("new")
            new.replace(replaced)
    assert not ours.exists()
    assert theirs.read_text() == "new"


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    path = str(tmp_path / "none" / "teapot.sqlite3")
    with pytest.raises(StartError, match="No such file or directory"), locked(path):
        pass


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, PassingError), (errno.EIO, StartError)]
)
def test_a_lock_that_finds_no_room_may_find_it_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[StartError]
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "write", refuse)
    with (
        pytest.raises(StartError, match=os.strerror(number)) as raised,
        locked(str(tmp_path / "a")),
    ):
        pass
    assert type(raised.value) is kind
