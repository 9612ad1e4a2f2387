"""A running bot removes the copies of old upgrades."""

import os
import time
from pathlib import Path

import pytest

from tests.discord_server.process import running
from tests.discord_server.server import Discord

DAY_SECONDS = 86_400


@pytest.mark.slow
async def test_a_running_bot_removes_an_old_copy_and_keeps_a_young_one(
    discord: Discord, database: Path
) -> None:
    old, young = (database.with_name(f"{database.name}.version-000{each}") for each in (4, 5))
    for copy, days in ((old, 31), (young, 29)):
        copy.touch()
        os.utime(copy, (time.time() - days * DAY_SECONDS,) * 2)
    async with running(discord, database) as bot:
        await discord.until(lambda: not old.exists())
        await discord.until(lambda: str(old) in bot.said())
    assert young.exists()
