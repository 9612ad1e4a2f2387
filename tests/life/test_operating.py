"""The lines that docs/operating.md shows set the bot up, start it and back it up, as they stand."""

import asyncio
import os
import re
import shutil
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.health import faults, read_beat
from tests.discord_server.process import ROOT, TOKEN, running
from tests.discord_server.server import Discord

PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")

# What stands in for the machine's programs. Each `teapot` is the real one, over a Discord here.
SHIMS = {
    "teapot": """
export PYTHONPATH="{root}"
exec "{python}" -m tests.discord_server.bot_process {discord} "$@\"""",
    # It finds the files that it is given.
    "pip": """
[ "$1" = install ] && shift
while [ $# -gt 0 ]; do
    case $1 in -r | -c) shift; [ -f "$1" ] || exit 1 ;; esac
    shift
done""",
    "python3": 'mkdir -p "$3/bin" && cp "{bin}/teapot" "{bin}/pip" "$3/bin/"',
    "sudo": 'if [ "$1" = -u ]; then shift 2; fi; exec "$@"',
    "useradd": "exit 0",
    "systemctl": 'echo "systemctl $*"',
    "journalctl": "exit 0",
    "docker": """
case $1 in
build) [ -f Dockerfile ] ;;
run) while [ "$1" != teapot ] || [ "$named" = 1 ]; do
        named=0; [ "$1" = --name ] && named=1; shift; done
    shift; exec "{bin}/teapot" "${{@:-run}}" ;;
esac""",
}


def blocks(heading: str) -> list[str]:
    (section,) = re.findall(rf"(?ms)^## {re.escape(heading)}$(.*?)^## ", PAGE)
    found: list[str] = re.findall(r"(?ms)^ *```sh\n(.*?)^ *```$", section)
    return found


@pytest.fixture
def checkout(tmp_path: Path, discord: Discord) -> Path:
    programs, folder = tmp_path / "bin", tmp_path / "checkout"
    programs.mkdir()
    for name, line in SHIMS.items():
        body = line.format(root=ROOT, python=sys.executable, bin=programs, discord=discord.address)
        (programs / name).write_text(f"#!/usr/bin/env bash\n{body}\n")
        (programs / name).chmod(0o755)
    folder.mkdir()
    for name in ("docs", "Dockerfile", "constraints.txt", "requirements.lock"):
        (folder / name).symlink_to(ROOT / name)
    (tmp_path / "etc/systemd/system").mkdir(parents=True)
    (tmp_path / "var/lib/teapot").mkdir(parents=True)
    return folder


async def start(checkout: Path, block: str) -> asyncio.subprocess.Process:
    """Type the lines, with the token for `…`, and with the machine's folders in the test's."""
    root = checkout.parent
    lines = re.sub(r"(?<![\w./])/(opt|etc|var)/", rf"{root}/\1/", block.replace("…", TOKEN))
    return await asyncio.create_subprocess_exec(
        "bash", "-e", "-c", lines, cwd=checkout, start_new_session=True,
        env=os.environ | {"PATH": f"{root}/bin:{os.environ['PATH']}", "PYTHONUTF8": "1"},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip


async def typed(checkout: Path, block: str, pasted: str = "") -> str:
    process = await start(checkout, block)
    said, _ = await process.communicate(pasted.encode())
    assert process.returncode == 0, f"{block}{said.decode()}"
    return said.decode()


@pytest.mark.slow
@pytest.mark.parametrize("place", [0, 1], ids=["checkout", "container"])
async def test_the_two_steps_bring_a_bot_online(
    checkout: Path, discord: Discord, place: int
) -> None:
    block = blocks("Run it on Discord")[place]
    process = await start(checkout, block)
    try:
        await discord.until(lambda: discord.sessions == ["identify"])
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        said, _ = await process.communicate()
    assert discord.tokens == {TOKEN}
    assert len(discord.edits) == 1
    assert b"https://discord.com/oauth2/authorize" in said


@pytest.mark.slow
async def test_the_ten_steps_end_with_a_backup_that_was_tried(
    checkout: Path, discord: Discord
) -> None:
    root = checkout.parent
    shown = blocks("A bot that stays, in ten steps")
    data = root / "var/lib/teapot"
    database = data / "teapot.sqlite3"
    said = [await typed(checkout, block, f"{TOKEN}\n") for block in shown[:4]]
    assert len(discord.edits) == 1
    assert "https://discord.com/oauth2/authorize" in said[2]
    assert (root / "etc/teapot/discord_token").stat().st_mode & 0o777 == 0o600
    assert "enable --now teapot" in said[3]
    async with running(discord, database):
        await discord.until(lambda: not faults(read_beat(str(database)), time.monotonic()))
        said += [await typed(checkout, block) for block in shown[4:]]
    assert "all were right" in said[-1]
    assert "enable --now teapot-backup.timer" in said[-2]
    assert (root / "etc/systemd/system/teapot-backup.service").exists()
    assert (data / "backups/teapot-first.sqlite3").stat().st_mode & 0o777 == 0o600
    assert {each.name for each in data.iterdir() if each.name.startswith("trial")} == set()


def test_an_upgrade_and_a_way_back_install_what_the_ten_steps_installed() -> None:
    """By the lines of step 2, but for `--force-reinstall`."""
    first = blocks("A bot that stays, in ten steps")[0]
    install = [line.strip() for line in first.splitlines() if "python3 -m venv" not in line]
    for block in blocks("Upgrade"):
        lines = [line.strip() for line in block.replace(" --force-reinstall", "").splitlines()]
        assert [line for line in lines if "pip install" in line or "umask" in line] == install


@pytest.mark.slow
async def test_the_way_back_puts_the_upgrades_copy_in_place(checkout: Path, seeded: Path) -> None:
    """As if this Teapot were the older one: the database is newer, and the copy is not."""
    data = checkout.parent / "var/lib/teapot"
    newer, copy = data / "teapot.sqlite3", data / "teapot.sqlite3.version-0014"
    for path in (newer, copy):
        shutil.copyfile(seeded, path)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    await typed(checkout, blocks("A bot that stays, in ten steps")[0])
    said = await typed(checkout, blocks("Upgrade")[1])
    assert "systemctl start teapot" in said
    with closing(sqlite3.connect(newer)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] < 9999
    assert len(list(data.glob("teapot.sqlite3.before-*"))) == 1
