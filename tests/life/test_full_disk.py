"""A disk that fills up under a running bot ends it, and the next start with room works."""

import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.exit_codes import ExitCode
from bot.texts import Texts
from tests.benchmarks.stand_in import slash
from tests.discord_server.exchange import text_of
from tests.discord_server.process import running
from tests.discord_server.server import Discord


def speak(identity: int, language: str) -> dict[str, Any]:
    """`/language me`, which is stored."""
    option = {"name": "language", "type": 3, "value": language}
    sent = slash(identity, "language", "")
    sent["data"]["options"] = [{"name": "me", "type": 1, "options": [option]}]
    return sent


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
async def test_a_full_disk_ends_the_bot_with_75_and_the_next_start_goes_on(
    discord: Discord, database: Path, texts: Texts
) -> None:
    async with running(discord, database, "tests.discord_server.full_disk") as bot:
        await discord.until(lambda: "ready" in bot.said())
        await discord.dispatch("INTERACTION_CREATE", speak(1, "ko"))
        await discord.until(lambda: "1" in discord.answered)
        bot.signal(signal.SIGUSR1)
        await discord.dispatch("INTERACTION_CREATE", speak(2, "en"))
        await discord.until(lambda: "2" in discord.answered)
        ended = await bot.ended(within=10)
    # The person, who speaks Korean since, is told before.
    said = text_of(discord.answered["2"][1])
    assert said.startswith(texts.voice("ko").say("error.database", id="").partition("`")[0])
    assert ended.code == ExitCode.PASSING
    last = ended.said.splitlines()[-1]
    assert last.startswith(f"teapot: The database {database} can't be written: ")
    assert ended.said.count("can't be written") == 1
    async with running(discord, database) as bot:
        await discord.until(lambda: "ready" in bot.said())
        await discord.dispatch("INTERACTION_CREATE", speak(3, "en"))
        await discord.until(lambda: "3" in discord.answered)
        bot.signal(signal.SIGTERM)
        assert (await bot.ended()).code == ExitCode.DONE
