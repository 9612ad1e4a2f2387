"""The log of a real run at DEBUG has nothing that people type, and no token."""

import asyncio
from pathlib import Path

import pytest

from tests.benchmarks.stand_in import slash
from tests.discord_server.process import TOKEN, running
from tests.discord_server.server import Discord

TYPED = "zqxj oatmeal"


@pytest.mark.slow
async def test_no_log_level_writes_down_what_people_type(discord: Discord, database: Path) -> None:
    file = database.with_name("token")
    file.write_text(f"{TOKEN}\n")
    settings = {"DISCORD_TOKEN": "", "DISCORD_TOKEN_FILE": str(file), "TEAPOT_LOG_LEVEL": "DEBUG"}
    async with running(discord, database, **settings) as bot:
        await discord.until(lambda: discord.sessions == ["identify"])
        await discord.dispatch("INTERACTION_CREATE", slash(1, "http", TYPED))
        await discord.seen("/interactions/1/token1/callback")
        await discord.dispatch("INTERACTION_CREATE", {"token": TYPED})  # it can't be parsed
        await discord.until(lambda: "INTERACTION_CREATE" in bot.said())
        await asyncio.sleep(0.2)
        said = bot.said()
    assert discord.tokens == {TOKEN}
    assert "logging in" in said
    for secret in (*TYPED.split(), TOKEN, "token1", "Bad Gateway"):
        assert secret not in said
