"""Discord refuses the commands, or doesn't answer, when the real process sends them."""

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.benchmarks.stand_in import slash
from tests.discord_server.process import running
from tests.discord_server.server import Discord

pytestmark = pytest.mark.slow
PUT = "PUT /applications/1/commands"


@pytest.mark.parametrize("fault", ["refused", "hanging"])
async def test_changed_commands_do_not_keep_it_from_starting(
    discord: Discord, database: Path, fault: str
) -> None:
    async with running(discord, database) as bot:
        await discord.seen(PUT)
        await discord.until(lambda: discord.sessions == ["identify"])
        bot.signal(signal.SIGTERM)
        await bot.ended()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE state SET value = 'old' WHERE name = 'commands_hash'")
        connection.commit()
    if fault == "refused":
        discord.statuses["/commands"] = 400
    else:
        discord.hanging.add("/commands")
    async with running(discord, database) as bot:
        await discord.seen(PUT, times=2)
        await discord.until(lambda: len(discord.sessions) == 2)
        await discord.dispatch("INTERACTION_CREATE", slash(1, "http", "404"))
        await discord.seen("/interactions/1/token1/callback")
        assert bot.said().count("not registered yet") == (fault == "refused")
        assert "Traceback" not in bot.said()
