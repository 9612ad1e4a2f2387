"""The bot starts though Discord doesn't take its new commands: the registered ones work."""

import asyncio
import sqlite3
from contextlib import closing
from types import SimpleNamespace
from typing import Any

import discord
import pytest
import simcord

from bot import command_sync
from bot.client import create_client
from bot.command_sync import CommandSync
from bot.config import Config
from bot.store import state
from tests.commands.playing import restarted
from tests.commands.test_mentions import syncs
from tests.conftest import NOW, Clock, Opener, World


def change_commands(config: Config) -> None:
    """As if this Teapot's commands differed from those of the last start."""
    with closing(sqlite3.connect(str(config.database))) as connection:
        changed = "UPDATE state SET value = 'old' WHERE name = 'commands_hash'"
        assert connection.execute(changed).rowcount == 1
        connection.commit()


@pytest.mark.parametrize("status", [400, 429, 503])
async def test_changed_commands_that_are_refused_are_sent_later(
    world: World, config: Config, clock: Clock, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    await world.bot.close()
    change_commands(config)
    sent = syncs(world)
    world.env.inject_error("PUT", "/applications/*/commands", status=status, times=2)
    await restarted(world, config, clock)
    assert not (await world.http("404")).ephemeral
    lines = [each for each in caplog.records if "commands" in each.message]
    assert [each.levelname for each in lines] == ["WARNING"]
    assert lines[0].exc_info is None
    assert syncs(world) == sent + 1
    await world.env.advance_time(60)
    await world.env.advance_time(300)
    assert syncs(world) == sent + 3
    await restarted(world, config, clock)
    assert syncs(world) == sent + 3


async def test_changed_commands_that_take_long_keep_no_one_waiting(
    opened: Opener, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """discord.py waits as long as Discord asks it to."""
    database = await opened(str(config.database))
    async with database.transaction() as connection:
        await state.put(connection, "command_ids", '{"http": 1}')
    is_free = asyncio.Event()

    async def sync() -> list[Any]:
        await is_free.wait()
        chat_input = discord.AppCommandType.chat_input
        return [SimpleNamespace(name="http", id=2, type=chat_input)]

    client = SimpleNamespace(application_id=1)
    tree: Any = SimpleNamespace(translator=1, client=client, get_commands=list, sync=sync)
    monkeypatch.setattr(command_sync, "START_SECONDS", 0.01)
    commands = CommandSync(tree, database)
    assert await commands.ids() == {"http": 1}
    is_free.set()
    async with asyncio.timeout(20):
        while await state.get(database.reader, "command_ids") != '{"http": 2}':  # noqa: ASYNC110
            await asyncio.sleep(0.001)
    await commands.close()
    assert await CommandSync(tree, database).ids() == {"http": 2}


async def test_a_first_registration_that_is_refused_stops_the_start(config: Config) -> None:
    """Without commands there is nothing that people could use."""
    bot = create_client(config, clock=lambda: NOW)
    env = simcord.Env(bot, shard_count=1)
    env.inject_error("PUT", "/applications/*/commands", status=400)
    try:
        with pytest.raises(discord.HTTPException):
            await env.start()
    finally:
        await env.shutdown()
        await bot.close()
