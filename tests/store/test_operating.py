"""An operator who types what docs/operating.md says has a backup, and gets it back."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store.lock import locked
from tests.store.copies import is_private, left_in, names_in, new_database

ROOT = Path(__file__).parents[2]
DATE = "2026-11-27"  # that of the page's examples


def commands(heading: str) -> list[str]:
    """Return the blocks of commands below a heading of the page, without those of Docker."""
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"(?ms)^## {heading}\n(.*?)^## ", page)
    blocks = re.findall(r"(?ms)^ *```sh\n(.*?)^ *```$", section)
    return [block for block in blocks if not block.lstrip().startswith("docker")]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder in which `.venv/bin/teapot` runs this Teapot, on the day of the examples."""
    folder = tmp_path / "checkout"
    for name, line in (
        (".venv/bin/teapot", f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m bot "$@"'),
        ("bin/date", f"echo {DATE}"),
    ):
        script = folder / name
        script.parent.mkdir(parents=True)
        script.write_text(f"#!/bin/sh\n{line}\n")
        script.chmod(0o755)
    return folder


def typed(block: str, where: Path) -> str:
    """Run the lines as a shell does. Each of them must succeed."""
    environment = {**os.environ, "PATH": f"{where / 'bin'}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-e", "-c", block], cwd=where, env=environment, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, ""), block
    return done.stdout


@pytest.mark.slow
def test_the_pages_commands_back_up_try_and_restore(checkout: Path) -> None:
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
    ours = ["bin", ".venv", "backups", "teapot.sqlite3", "teapot.sqlite3.lock", kept.name]
    assert left_in(checkout, *ours) == []
