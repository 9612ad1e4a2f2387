"""SIGTERM and SIGINT end the process cleanly, whatever it is doing."""

import asyncio
import random
import signal
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.model import Knowledge
from bot.model.daily import Daily, Schedule
from bot.model.game import GameSettings
from bot.services.quiz.games import Games
from bot.services.quiz.questions import Questions
from bot.signals import MAX_STOP_SECONDS
from bot.store.database import open_database
from tests.benchmarks.stand_in import slash
from tests.discord_server.process import ROOT, Bot, running
from tests.discord_server.server import Discord, guild
from tests.services.daily.daily_stand_in import RecordingSender, at_once, daily_posts
from tests.services.quiz.quiz_stand_in import StandInChannel

pytestmark = pytest.mark.slow
GUILD, CHANNEL, DAILY_CHANNEL = 1, 4, 5


async def ends_well(bot: Bot, database: Path, number: signal.Signals) -> None:
    bot.signal(number)
    ended = await bot.ended(within=5.0)
    assert ended.code == 0
    assert ended.said.count(f" teapot: stopped signal={number.name} seconds=") == 1
    assert "Traceback" not in ended.said
    assert not database.with_name(f"{database.name}-wal").exists()


async def test_it_stops_while_it_starts(discord: Discord, database: Path) -> None:
    """While it imports, while it opens the database, while Discord doesn't answer the login, and
    before it is ready."""
    for ending in (".lock", "-wal"):
        async with running(discord, database) as bot:
            await discord.until(database.with_name(database.name + ending).exists)
            await ends_well(bot, database, signal.SIGTERM)
        database.with_name(f"{database.name}.lock").unlink()
    assert discord.requests == []
    discord.hanging.add("/users/@me")
    async with running(discord, database) as bot:
        await discord.seen("/users/@me")
        await ends_well(bot, database, signal.SIGINT)
    discord.hanging.clear()
    async with running(discord, database) as bot:
        await discord.until(lambda: discord.sessions == ["identify"])
        await ends_well(bot, database, signal.SIGTERM)


async def test_it_stops_while_it_is_idle_and_while_discord_is_away(
    discord: Discord, database: Path
) -> None:
    async with running(discord, database) as bot:
        await discord.until(lambda: discord.sessions == ["identify"])
        await discord.dispatch("INTERACTION_CREATE", slash(1, "http", "404"))
        await discord.seen("/interactions/1/token1/callback")
        await ends_well(bot, database, signal.SIGINT)
    async with running(discord, database) as bot:
        await discord.until(lambda: len(discord.sessions) == 2)
        discord.faults.extend(["refused"] * 100)
        await discord.close_gateway()
        await discord.until(lambda: len(discord.faults) < 99)
        bot.signal(signal.SIGTERM)
        ended = await bot.ended(within=5.0)
        assert (ended.code, ended.said.count("stopped signal=SIGTERM")) == (0, 1)


async def begin_a_game_and_daily_posts(database: Path, knowledge: Knowledge) -> None:
    now = datetime.now(UTC)
    # A post is late at its midnight, so it is due in a zone where that is far.
    zone = "Asia/Seoul" if now.hour < 12 else "UTC"
    opened = await open_database(str(database))
    try:
        posts = daily_posts(opened, knowledge, RecordingSender(), lambda: now - timedelta(hours=1))
        due = (now - timedelta(minutes=10)).astimezone(ZoneInfo(zone))
        at = due.time().replace(second=0, microsecond=0)
        await posts.set(Daily(GUILD, DAILY_CHANNEL, None, Schedule(at, zone)))
        games = Games(
            opened, Questions(knowledge), StandInChannel(), lambda: datetime.now(UTC), at_once,
            random.Random(0), lambda: None,
        )  # fmt: skip
        await games.start(GUILD, CHANNEL, 2, "UTC", GameSettings("all", None, 5, 20))
    finally:
        await opened.close()


@pytest.mark.parametrize("is_limited", [False, True])
async def test_it_stops_amid_a_game_and_a_daily_tick(
    discord: Discord, database: Path, knowledge: Knowledge, is_limited: bool
) -> None:
    """Both posts are under way, unanswered; or one is told to wait for the global rate limit, and
    the other waits for that."""
    discord.guilds.append(guild(GUILD, CHANNEL, DAILY_CHANNEL))
    await begin_a_game_and_daily_posts(database, knowledge)
    if not is_limited:
        discord.hanging.add("/messages")
    async with running(discord, database) as bot:
        await discord.until(lambda: discord.sessions == ["identify"])
        discord.is_limited = is_limited
        await discord.seen("/messages", times=1 if is_limited else 2)
        await asyncio.sleep(0.5)
        await ends_well(bot, database, signal.SIGTERM)


async def test_it_stops_without_discords_goodbye(discord: Discord, database: Path) -> None:
    async with running(discord, database) as bot:
        await discord.until(lambda: discord.sessions == ["identify"])
        discord.is_frozen = True
        await asyncio.sleep(0.2)  # until the client has heard of its session
        await ends_well(bot, database, signal.SIGTERM)


async def test_it_stops_in_time_whatever_holds_its_loop() -> None:
    assert MAX_STOP_SECONDS < 5
    code = "from bot.signals import SIGNALS; SIGNALS.listen(); print(flush=True); import time; "
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", f"{code} time.sleep(60)", cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    await process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    try:  # The process ends in MAX_STOP_SECONDS, and sleeps for 60 s if nothing ends it.
        assert await asyncio.wait_for(process.wait(), 30.0) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.parametrize("is_repeated", [False, True])
async def test_a_second_signal_does_not_wait_for_a_locked_database(
    discord: Discord, database: Path, knowledge: Knowledge, is_repeated: bool
) -> None:
    """A write waits for another process's lock, and the first signal waits for the write."""
    await begin_a_game_and_daily_posts(database, knowledge)
    async with running(discord, database) as bot:
        await discord.until(lambda: discord.sessions == ["identify"])
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(2.5)  # until it is ready, and a game's step is due
            bot.signal(signal.SIGTERM)
            await asyncio.sleep(0.2)
            if is_repeated:
                bot.signal(signal.SIGTERM)
            ended = await bot.ended(within=5.0)
    if is_repeated:
        assert (ended.code, ended.seconds < 0.5) == (-signal.SIGTERM, True)
    else:
        assert (ended.code, "stopped signal=SIGTERM" in ended.said) == (0, True)
