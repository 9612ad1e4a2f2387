"""Commands that answers name: as the reader's client shows them, and to be clicked."""

import sqlite3
from contextlib import closing
from typing import Any

from discord import app_commands

from bot.config import Config
from bot.model import LANGUAGES
from tests.commands.playing import restarted
from tests.commands.reading import written
from tests.conftest import Clock, World
from tests.test_texts import commands_named


def ids(world: World) -> dict[str, int]:
    """What Discord calls the commands."""
    commands: Any = world.env.backend.commands[None]
    return {each["name"]: int(each["id"]) for each in commands.values()}


async def said(world: World, locale: str = "en-US") -> str:
    world.place.locale = locale
    return written(await world.owner.slash(world.channel, "daily status"))


def syncs(world: World) -> int:
    return sum(
        request.method == "PUT" and request.path.endswith("/commands")
        for request in world.env.http_requests
    )


async def test_a_named_command_can_be_clicked(world: World) -> None:
    assert f"</daily set:{ids(world)['daily']}>" in await said(world)


async def test_a_korean_text_has_the_korean_name_and_the_one_to_click(world: World) -> None:
    mention = f"</daily set:{ids(world)['daily']}>"
    assert f"`/오늘의코드 설정`({mention})" in await said(world, "ko")


async def test_a_name_that_is_the_same_in_korean_is_said_once(world: World) -> None:
    world.place.locale = "ko"
    answer = await world.member.slash(world.channel, "http", code="!?")
    assert "`/http 418`" in written(answer)
    empty = written(await world.member.slash(world.channel, "explain", text="hello"))
    assert "`/http 502`" in empty
    assert "`/http`" not in empty


async def test_a_start_without_a_sync_still_knows_the_ids(
    world: World, config: Config, clock: Clock
) -> None:
    before, sent = await said(world), syncs(world)
    await restarted(world, config, clock)
    assert syncs(world) == sent
    assert await said(world) == before
    assert f":{ids(world)['daily']}>" in before


async def test_a_database_without_ids_is_synced_once_more(
    world: World, config: Config, clock: Clock
) -> None:
    """An older Teapot kept the hash alone."""
    before = await said(world)
    await world.bot.close()
    with closing(sqlite3.connect(str(config.database))) as connection:
        assert connection.execute("DELETE FROM state WHERE name = 'command_ids'").rowcount == 1
        connection.commit()
    sent = syncs(world)
    await restarted(world, config, clock)
    assert syncs(world) == sent + 1
    assert await said(world) == before
    await restarted(world, config, clock)
    assert syncs(world) == sent + 1


async def test_every_named_command_is_one_that_can_be_clicked(world: World) -> None:
    """A group can't: only its subcommands."""
    tree = {
        command.qualified_name
        for command in world.bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
    }
    for language in LANGUAGES:
        named = {name for names in commands_named(language).values() for name in names}
        assert named
        assert named - tree == set()
