"""`teapot health` says whether the bot is live and ready, by a heartbeat of the bot's loop."""

import asyncio
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.exit_codes import ExitCode
from bot.health import BEAT_SECONDS, Beat, Limits, Progress, faults, read_beat, write_beat
from tests.conftest import World
from tests.discord_server.process import ROOT, environment, running
from tests.discord_server.server import Discord, Fault

TWO_MINUTES = 120.0


def teapot_health(database: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "health", *options], cwd=ROOT, capture_output=True,
        text=True, env=environment(database, DISCORD_TOKEN=""), timeout=60, check=False,
    )  # fmt: skip


def beat_of(database: Path) -> Beat:
    beat = read_beat(str(database))
    assert beat is not None
    return beat


def unwell(database: Path, limits: Limits, *, only_live: bool = False) -> bool:
    beat = read_beat(str(database))
    return bool(faults(beat, time.monotonic(), only_live=only_live, limits=limits))


@pytest.mark.slow
async def test_health_follows_a_real_run(discord: Discord, database: Path) -> None:
    """A stopped process and a lost gateway, with limits of half a second instead of minutes."""
    short = Limits(age=0.5, silence=0.5)
    discord.hanging.add("/gateway/bot")
    async with running(discord, database) as bot:
        await discord.seen("/gateway/bot")
        await discord.until(lambda: not unwell(database, Limits(), only_live=True))
        assert faults(beat_of(database), time.monotonic()) == ["it is not ready yet"]
    discord.hanging.clear()
    async with running(discord, database) as bot:
        await discord.until(lambda: not unwell(database, Limits()))
        for options in ((), ("--live",)):
            done = await asyncio.to_thread(teapot_health, database, *options)
            assert (done.returncode, done.stderr) == (ExitCode.DONE, ""), done.stdout
        assert database.with_name(f"{database.name}.heartbeat").stat().st_mode & 0o777 == 0o600

        bot.signal(signal.SIGSTOP)
        await discord.until(lambda: unwell(database, Limits(age=0.5), only_live=True))
        bot.signal(signal.SIGCONT)
        await discord.until(lambda: not unwell(database, Limits(age=0.5)))

        # It never comes back: it refuses connections, or closes them after its greeting.
        away: list[Fault] = ["refused" if each < 10 else "greeted" for each in range(1000)]
        discord.faults.extend(away)
        await discord.close_gateway()
        await discord.until(lambda: len(discord.faults) < 970)
        assert unwell(database, short)
        assert not unwell(database, short, only_live=True)
        discord.faults.clear()
        await discord.until(lambda: not unwell(database, short))
        # The daily posts' loop waits for the next minute.
        await discord.until(lambda: beat_of(database).idle > 0.5)
        bot.signal(signal.SIGTERM)
        await bot.ended()
    done = await asyncio.to_thread(teapot_health, database)
    assert (done.returncode, done.stdout) == (
        ExitCode.NOTHING, "The bot is not well: it is not running.\n"
    )  # fmt: skip


@pytest.mark.slow
async def test_a_bot_that_says_ready_is_ready_at_once(discord: Discord, database: Path) -> None:
    """Not only after the next of its heartbeats, which are a minute apart here."""
    async with running(discord, database, BEAT_SECONDS="60") as bot:
        await discord.until(lambda: " ready servers=" in bot.said())
        await discord.until(lambda: not unwell(database, Limits()))


async def test_a_blocked_tick_is_noticed_within_two_minutes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, bot, now = world.bot.app, world.bot, 0.0
    assert app is not None
    bot.progress = Progress(lambda: now)

    async def quick(*_: object) -> None: ...

    async def blocked(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(type(app.daily), "tick", quick)
    for _ in range(5):  # each minute, a little late
        await bot._tick()
        now += 65.0
        assert faults(Beat(now, 40.0, bot.progress.idle()), now) == []
    monkeypatch.setattr(type(app.daily), "tick", blocked)
    tick = asyncio.create_task(bot._tick())
    await asyncio.sleep(0)
    now += TWO_MINUTES - BEAT_SECONDS
    (fault,) = faults(Beat(now, 40.0, bot.progress.idle()), now + BEAT_SECONDS)
    assert "posts or games" in fault
    tick.cancel()


def test_every_fault_is_noticed_within_two_minutes() -> None:
    """The last heartbeat was written at 0, when all was well."""
    well = Beat(0.0, 41.0, 60.0)
    assert faults(well, BEAT_SECONDS) == []
    assert faults(well, 90.0, only_live=True) != []
    lost = Beat(TWO_MINUTES - BEAT_SECONDS, TWO_MINUTES - BEAT_SECONDS, 0.0)
    assert faults(lost, TWO_MINUTES) != []
    assert faults(lost, TWO_MINUTES, only_live=True) == []


def test_a_heartbeat_from_before_the_machine_restarted_is_none() -> None:
    assert faults(Beat(5000.0, 0.0, 0.0), 10.0) == ["it has not run since the machine started"]


def test_a_loop_that_has_ended_is_not_waited_for() -> None:
    now = 0.0
    progress = Progress(lambda: now)
    assert progress.idle() == 0.0
    progress.note("daily posts")
    progress.note("games")
    now = 7.0
    progress.note("daily posts")
    assert progress.idle() == 7.0
    progress.end("games")
    assert progress.idle() == 0.0


def test_a_shorter_heartbeat_leaves_nothing_of_a_longer_one(tmp_path: Path) -> None:
    database = str(tmp_path / "teapot.sqlite3")
    write_beat(database, Beat(123456.789012, 12.345678, 90.123456))
    write_beat(database, Beat(1.0, None, 0.0))
    assert read_beat(database) == Beat(1.0, None, 0.0)


@pytest.mark.slow
def test_what_can_not_be_asked_ends_with_2(tmp_path: Path) -> None:
    database = tmp_path / "teapot.sqlite3"
    done = teapot_health(database)
    assert (done.returncode, done.stdout) == (ExitCode.UNUSABLE, "")
    assert "There is no database" in done.stderr
    database.touch()
    for content in ("no JSON", json.dumps({"at": 1}), "[]"):
        database.with_name(f"{database.name}.heartbeat").write_text(content)
        done = teapot_health(database)
        assert (done.returncode, done.stdout) == (ExitCode.UNUSABLE, ""), content
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.slow
def test_health_costs_little(tmp_path: Path) -> None:
    """It is asked every half minute."""
    database = tmp_path / "teapot.sqlite3"
    database.touch()
    code = (
        "import sys; from bot.terminal.command_line import main; main(['health']);"
        " print({'discord', 'aiosqlite', 'asyncio', 'yaml', 'sqlite3'} & sys.modules.keys())"
    )

    def run(code: str) -> tuple[float, str]:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
            env={**os.environ, **environment(database)},
        )  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout

    pairs = [(run(code), run("import asyncio")) for _ in range(3)]
    assert pairs[0][0][1].splitlines()[-1] == "set()"
    # It is twice as much; discord.py alone takes five times as much.
    least, bare = (min(cpu for cpu, _ in runs) for runs in zip(*pairs, strict=True))
    assert least < 3.5 * bare, (least, bare)
