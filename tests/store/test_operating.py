"""An operator who types what docs/operating.md says has a backup, and gets it back."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from bot.store.lock import locked
from tests.operating_page import DATE, ROOT, commands, make_checkout, typing
from tests.store.copies import is_private, left_in, names_in, new_database


def typed(block: str, where: Path) -> str:
    """Run the lines as a shell does. Each of them must succeed."""
    done = subprocess.run(
        ["sh", "-e", "-c", block], cwd=where, env=typing(where), capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, ""), block
    return done.stdout


@pytest.mark.slow
def test_the_pages_commands_back_up_try_and_restore(tmp_path: Path) -> None:
    checkout = make_checkout(tmp_path / "checkout")
    database = checkout / "teapot.sqlite3"
    new_database(database, "first")
    back_up, try_it = commands("Back up")
    (restore,) = commands("Restore")
    with locked(str(database)):  # by the bot, which runs
        typed(back_up, checkout)
        assert "all were right" in typed(try_it, checkout)
    (backup,) = (checkout / "backups").iterdir()
    assert (names_in(backup), is_private(backup)) == (["first"], True)
    database.unlink()
    new_database(database, "second")
    said = typed(restore, checkout)
    assert names_in(database) == ["first"]
    (kept,) = checkout.glob("teapot.sqlite3.before-*")
    assert (str(kept) in said, names_in(kept)) == (True, ["second"])
    ours = ["bin", "docs", ".venv", "backups", "teapot.sqlite3", "teapot.sqlite3.lock", kept.name]
    assert left_in(checkout, *ours) == []


def crontab() -> str:
    """Return the command of the page's crontab, in which cron makes `%` a line's end."""
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"(?ms)^```crontab\n(.*?)\n```$", page)
    assert not re.search(r"(?<!\\)%", line)
    return str(line).split(maxsplit=5)[5].replace("\\%", "%")


@pytest.mark.slow
def test_the_crontab_backs_up_and_deletes_only_after_a_backup(tmp_path: Path) -> None:
    checkout = make_checkout(tmp_path / "checkout")
    line = crontab().replace("/path/to/teapot", str(checkout))
    (checkout / "backups").mkdir()
    old = checkout / "backups" / "teapot-old.sqlite3"
    old.touch()
    os.utime(old, (0, 0))
    failed = subprocess.run(["sh", "-c", line], env=typing(checkout), check=False, timeout=60)
    assert (failed.returncode, old.exists()) == (2, True)
    new_database(checkout / "teapot.sqlite3", "first")
    typed(line, checkout)
    assert [each.name for each in (checkout / "backups").iterdir()] == [f"teapot-{DATE}.sqlite3"]
