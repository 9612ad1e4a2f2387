"""Nothing that a gateway does ends the process."""

from pathlib import Path

import pytest

from tests.benchmarks.stand_in import slash
from tests.discord_server.process import running
from tests.discord_server.server import Discord

pytestmark = pytest.mark.slow


async def test_an_outage_of_the_gateway_is_resumed(discord: Discord, database: Path) -> None:
    """After a 503, a connection is closed before HELLO: here discord.py's shards give up."""
    discord.shards = 2
    async with running(discord, database):
        await discord.until(lambda: discord.sessions == ["identify"] * 2)
        discord.faults.extend(["refused", "refused", "dropped", "dropped"])
        await discord.close_gateway()
        await discord.until(lambda: len(discord.sessions) == 4)
        assert discord.sessions[2:] == ["resume"] * 2
        await discord.dispatch("INTERACTION_CREATE", slash(1, "http", "404"))
        await discord.seen("/interactions/1/token1/callback")


async def test_an_event_that_can_not_be_parsed_is_logged_once(
    discord: Discord, database: Path
) -> None:
    discord.faults.append("refused")  # the first connection is tried again, too
    async with running(discord, database) as bot:
        await discord.until(lambda: discord.sessions == ["identify"])
        for _ in range(3):
            await discord.dispatch("GUILD_CREATE", {"id": "no number"})
        await discord.dispatch("INTERACTION_CREATE", slash(1, "http", "404"))
        await discord.seen("/interactions/1/token1/callback")
        assert bot.said().count("GUILD_CREATE") == 1
        await discord.send_raw("{no JSON")
        await discord.until(lambda: discord.sessions == ["identify"] * 2)
        await discord.dispatch("INTERACTION_CREATE", slash(2, "http", "404"))
        await discord.seen("/interactions/2/token2/callback")
