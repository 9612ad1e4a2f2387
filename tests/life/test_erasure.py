"""A person deletes their data in a real process, and it is killed the moment it says so."""

import signal
from pathlib import Path

import pytest

from bot.model import Knowledge
from bot.services.quiz.scores import Scores
from bot.store.database import open_database
from tests.benchmarks.stand_in import press
from tests.discord_server.exchange import text_of
from tests.discord_server.process import running
from tests.discord_server.server import Discord, guild
from tests.services.privacy.two_servers import ADA, GRACE, naming, rows_of, two_servers
from tests.store.test_remains import holding

pytestmark = pytest.mark.slow


async def said(discord: Discord, number: int, person: int, action: str) -> str:
    """What the reply to a person's press of their own button says."""
    await discord.dispatch(
        "INTERACTION_CREATE", press(number, person, [f"privacy:{action}:{person}"], 0)
    )
    await discord.until(lambda: str(number) in discord.answered)
    return text_of(discord.answered[str(number)][1])


async def test_a_deletion_that_was_acknowledged_survives_a_kill(
    discord: Discord, database: Path, knowledge: Knowledge
) -> None:
    """And the next process leaves the person's ID in no file, nor in its log."""
    opened = await open_database(str(database))
    try:
        await (await two_servers(opened, knowledge)).fill()
    finally:
        await opened.close()
    assert holding(database.parent, ADA)
    discord.guilds.append(guild(1, 4))
    async with running(discord, database) as bot:
        await discord.until(lambda: " ready servers=1" in bot.said())
        assert "내 데이터를 모두 삭제할까요?" in await said(discord, 1, ADA, "delete")
        assert "내 데이터를 삭제했습니다" in await said(discord, 2, ADA, "erase")
        bot.signal(signal.SIGKILL)
        await bot.ended()
    async with running(discord, database) as bot:
        await discord.until(lambda: " ready servers=1" in bot.said())
        await discord.until(lambda: not holding(database.parent, ADA))
        # In Discord's language again: the chosen one went, too.
        assert "I keep nothing of you" in await said(discord, 3, ADA, "delete")
    assert database.name in holding(database.parent, GRACE)
    opened = await open_database(str(database))
    try:
        assert naming(await rows_of(opened), GRACE)["answer"] > 5
        assert (await Scores(opened).rebuild()).different == 0
    finally:
        await opened.close()
