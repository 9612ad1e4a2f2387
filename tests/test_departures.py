"""The client notices that Teapot was removed from a server, and that a channel was deleted."""

from datetime import timedelta
from typing import Any

from simcord.backend import serializers

from bot.config import Config
from bot.store import departure
from tests.commands.playing import begin
from tests.commands.reading import text_of
from tests.commands.test_daily import DUE, command, posts, restarted, set_daily, text_in, tick
from tests.conftest import Clock, World
from tests.posting.test_daily_posts import lobby, wish

LATER = timedelta(days=30)


async def gone(world: World) -> set[int]:
    return set(await departure.left_until(world.database.reader, world.clock.now))


async def leave(world: World, **more: Any) -> None:
    """The server stays in simcord, for a return."""
    world.env.backend.emit("GUILD_DELETE", {"id": str(world.guild.id), **more})
    await world.env.settle()


async def come_back(world: World) -> None:
    guild = world.env.backend.guilds[world.guild.id]
    payload = dict(serializers.guild_create_payload(world.env.backend, guild))
    del payload["unavailable"]
    world.env.backend.emit("GUILD_CREATE", payload)
    await world.env.settle()


async def erase_due(world: World) -> None:
    assert world.bot.app is not None
    await world.bot.app.departures.erase_due(world.bot.may_be_in)


async def test_a_removal_pauses_the_posts_and_ends_the_games(world: World) -> None:
    await set_daily(world)
    await begin(world)
    assert world.bot.app is not None
    assert world.bot.app.games.are_running
    await leave(world)
    assert await gone(world) == {world.guild.id}
    assert (await wish(world)).paused == "left"
    assert not world.bot.app.games.are_running


async def test_an_outage_is_no_departure(world: World) -> None:
    await set_daily(world)
    await leave(world, unavailable=True)
    world.clock.now += LATER
    await erase_due(world)
    assert await gone(world) == set()
    assert (await wish(world)).paused is None


async def test_back_in_time_nothing_is_lost_and_the_admins_are_told_once(world: World) -> None:
    here = lobby(world)
    await world.owner.slash(world.channel, "language server", language="ko")
    await set_daily(world)
    await leave(world)
    world.clock.now += LATER - timedelta(seconds=1)
    await erase_due(world)
    await come_back(world)
    (told,) = posts(world, here)
    assert "오늘의 상태 코드가 일시 중지되었습니다" in text_in(told)
    assert await gone(world) == set()
    world.clock.now += LATER
    await erase_due(world)
    await come_back(world)
    assert len(posts(world, here)) == 1
    assert (await wish(world)).paused == "left"
    await command(world, "resume")
    assert (await wish(world)).paused is None


async def test_after_thirty_days_the_server_is_as_new(world: World) -> None:
    await world.owner.slash(world.channel, "language server", language="ko")
    await set_daily(world)
    await leave(world)
    world.clock.now += LATER
    await erase_due(world)
    await come_back(world)
    assert await departure.servers_with_data(world.database.reader) == set()
    assert "This server has no code of the day" in await command(world, "status")
    assert "Client error" in text_of(await world.http("404"))


async def test_a_removal_while_teapot_was_off_is_noticed_at_the_next_start(
    world: World, config: Config, clock: Clock
) -> None:
    await set_daily(world)
    other = world.env.create_guild("Frontend", owner=world.env.create_user("alan"))
    await world.env.settle()
    guild = world.env.backend.guilds.pop(world.guild.id)
    await restarted(world, config, clock)
    assert await gone(world) == {world.guild.id}
    assert (await wish(world)).paused == "left"
    assert not world.bot.may_be_in(world.guild.id)
    assert world.bot.may_be_in(other.id)
    world.env.backend.guilds[guild.id] = guild
    await restarted(world, config, clock)
    assert await gone(world) == set()


async def test_a_deleted_channel_pauses_the_posts_at_once(world: World) -> None:
    here, old = lobby(world), world.guild.create_text_channel("old")
    await set_daily(world, channel=old)
    world.env.backend.delete_channel(world.guild.create_text_channel("another").id)
    await world.env.settle()
    assert (await wish(world)).paused is None
    world.env.backend.delete_channel(old.id)
    await world.env.settle()
    assert (await wish(world)).paused == "channel_gone"
    (told,) = posts(world, here)
    assert "because its channel is gone" in text_in(told)
    await tick(world, DUE)
    assert len(posts(world, here)) == 1


async def test_a_channel_that_was_deleted_while_teapot_was_off_is_noticed_at_the_next_start(
    world: World, config: Config, clock: Clock
) -> None:
    here, old = lobby(world), world.guild.create_text_channel("old")
    await set_daily(world, channel=old)
    await restarted(world, config, clock)
    assert (await wish(world)).paused is None
    world.env.backend.guilds[world.guild.id].channel_ids.remove(old.id)
    del world.env.backend.channels[old.id]
    await restarted(world, config, clock)
    assert (await wish(world)).paused == "channel_gone"
    assert len(posts(world, here)) == 1
