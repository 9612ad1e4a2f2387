"""One process runs on a database, and stops if the file is taken from under it."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.exit_codes import ExitCode
from tests.discord_server.process import ROOT, environment, running
from tests.discord_server.server import Discord

pytestmark = pytest.mark.slow


def teapot(database: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments], cwd=ROOT, capture_output=True, text=True,
        env=environment(database), timeout=60, check=False,
    )  # fmt: skip


async def test_a_second_process_is_refused_at_once_and_others_work_beside(
    discord: Discord, database: Path
) -> None:
    """SIGKILL leaves nothing that a later process trips over."""
    async with running(discord, database) as bot:
        await discord.until(lambda: discord.sessions == ["identify"])
        spent = sum(os.times()[2:4])
        second = await asyncio.to_thread(teapot, database, "run")
        assert second.returncode == ExitCode.PASSING
        # Of the processor, since a machine that does much else takes longer.
        assert sum(os.times()[2:4]) - spent < 1.0
        assert f"in use by process {bot.process.pid} on " in second.stderr
        assert " since 20" in second.stderr
        assert second.stderr.count("\n") == 1
        playground = await asyncio.to_thread(teapot, database, "play")
        assert (playground.returncode, "in use by" in playground.stderr) == (2, True)
        copy = str(database.with_name("copy"))
        for arguments in (("lookup", "418"), ("rebuild-scores",), ("backup", copy)):
            assert (await asyncio.to_thread(teapot, database, *arguments)).returncode == 0
        restored = await asyncio.to_thread(teapot, database, "restore", copy)
        assert (restored.returncode, "The bot is running on" in restored.stderr) == (2, True)
        for file in database.parent.glob("teapot.sqlite3*"):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
        bot.signal(signal.SIGKILL)
        await bot.ended()
    async with running(discord, database) as bot:
        await discord.until(lambda: len(discord.sessions) == 2)


@pytest.mark.parametrize("is_replaced", [False, True])
async def test_a_file_that_is_taken_away_stops_it(
    discord: Discord, database: Path, is_replaced: bool
) -> None:
    """What it kept of the old file can't spoil the new one."""
    new = database.with_name("new")
    new.write_bytes(database.read_bytes())
    async with running(discord, database) as bot:
        await discord.until(lambda: discord.sessions == ["identify"])
        if is_replaced:
            new.replace(database)
        else:
            database.unlink()
        ended = await bot.ended(within=15.0)
    assert ended.code == ExitCode.PASSING
    assert "Traceback" not in ended.said
    assert f"{database} was replaced or removed" in ended.said.splitlines()[-1]
    assert not database.with_name(f"{database.name}-wal").exists()
    async with running(discord, database) as bot:
        if is_replaced:
            await discord.until(lambda: len(discord.sessions) == 2)
        else:
            ended = await bot.ended(within=15.0)
            assert ended.code == ExitCode.LASTING
            assert f"The database {database} is missing" in ended.said.splitlines()[-1]
            assert not database.exists()
