"""A server that removes Teapot while its shard has no session is noticed in the next one."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.model import Knowledge
from bot.model.daily import Daily, Schedule
from bot.store.database import open_database
from tests.discord_server.process import running
from tests.discord_server.server import Discord, guild
from tests.services.daily.daily_stand_in import Clock, RecordingSender, daily_posts

pytestmark = pytest.mark.slow

STAYS, GOES, IS_OUT, WAS_GONE = 1, 2, 3, 4


def left(database: Path) -> list[int]:
    with closing(sqlite3.connect(database)) as connection:
        return [each for (each,) in connection.execute("SELECT guild_id FROM departure")]


async def test_a_new_session_tells_removals_from_outages(
    discord: Discord, database: Path, knowledge: Knowledge
) -> None:
    """discord.py itself keeps every server that it has heard of."""
    opened = await open_database(str(database))
    try:
        posts = daily_posts(opened, knowledge, RecordingSender(), Clock(datetime.now(UTC)))
        for server in (STAYS, GOES, IS_OUT, WAS_GONE):
            await posts.set(Daily(server, 10 + server, None, Schedule(time(0), "UTC")))
    finally:
        await opened.close()
    discord.guilds.extend(guild(server, 10 + server) for server in (STAYS, GOES, IS_OUT))
    async with running(discord, database) as bot:
        await discord.until(lambda: left(database) == [WAS_GONE])
        await discord.dispatch("GUILD_DELETE", {"id": str(IS_OUT), "unavailable": True})
        del discord.guilds[1]
        discord.unavailable.add(str(IS_OUT))
        await discord.send_raw("{no JSON")
        await discord.until(lambda: discord.sessions == ["identify"] * 2)
        await discord.until(lambda: left(database) == [GOES, WAS_GONE])
        await discord.until(lambda: "ready servers=2" in bot.said())
        assert bot.said().count("result=left") == 2
