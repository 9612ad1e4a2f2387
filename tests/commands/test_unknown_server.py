"""Commands in a server that Discord has not sent yet or Teapot isn't in, and in no channel."""

from typing import Any

import pytest
import simcord.interactions

from tests.commands.playing import begin, is_running
from tests.commands.reading import text_of
from tests.conftest import World

NEED_A_SERVER = [
    "daily status", "daily set", "daily preview", "daily pause", "daily resume", "daily skip",
    "daily off", "quiz start", "quiz stop", "quiz practice", "quiz rules", "quiz stats",
    "quiz hide-me", "leaderboard",
]  # fmt: skip


def options(world: World, command: str) -> dict[str, Any]:
    if command != "daily set":
        return {}
    return {"channel": world.channel, "time": "9", "timezone": "KST"}


def leave(world: World) -> None:
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    world.bot._connection._remove_guild(guild)


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en-US", "Discord hasn't sent me this server yet"), ("ko", "이 서버의 정보를 받지 못했")],
)
async def test_between_ready_and_the_server_every_command_says_so(
    world: World, locale: str, said: str
) -> None:
    """READY names the servers, and each one comes after it."""
    world.place.locale = locale
    leave(world)
    named: Any = {"id": str(world.guild.id), "unavailable": True}
    world.bot._connection._add_guild_from_data(named)
    for command in NEED_A_SERVER:
        told = await world.owner.slash(world.channel, command, **options(world, command))
        assert told.ephemeral
        assert said in text_of(told), command
    assert not await is_running(world)


async def test_where_teapot_is_no_member_every_command_says_so(world: World) -> None:
    leave(world)
    for command in NEED_A_SERVER:
        told = await world.owner.slash(world.channel, command, **options(world, command))
        assert "only works in servers I've been added to" in text_of(told), command


@pytest.mark.parametrize("command", ["quiz start", "quiz stop"])
async def test_where_discord_names_no_channel_the_person_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    await begin(world)
    plain = simcord.interactions.base_payload

    def without_channel(*args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        record, data = plain(*args, **kwargs)
        del data["channel_id"], data["channel"]
        return record, data

    monkeypatch.setattr(simcord.interactions, "base_payload", without_channel)
    told = await world.owner.slash(world.channel, command)
    assert told.ephemeral
    assert "Discord didn't say which channel" in text_of(told)
    assert await is_running(world)
