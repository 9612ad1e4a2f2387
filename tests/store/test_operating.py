"""An operator who types what docs/operating.md says has a backup, and gets it back."""

import subprocess
from pathlib import Path

import pytest

from bot.store.lock import locked
from tests.operating_page import commands, make_checkout, typing
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
