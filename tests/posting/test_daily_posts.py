"""Where posts go on Discord, and what is in their way."""

import asyncio
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.config import Config
from bot.model.daily import Daily
from bot.services.daily import attempts
from tests.commands.reading import text_of
from tests.commands.test_daily import (
    DAY,
    DUE,
    HOUR,
    MINUTE,
    command,
    posts,
    restarted,
    sent_bodies,
    set_daily,
    text_in,
    tick,
    unmark,
)
from tests.conftest import Clock, World


def guild_of(world: World) -> Any:
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    return guild


def lobby(world: World) -> Any:
    """Create the server's system channel."""
    channel = world.guild.create_text_channel("lobby")
    world.env.backend.guilds[world.guild.id].system_channel_id = channel.id
    guild_of(world)._system_channel_id = channel.id
    return channel


async def wish(world: World) -> Daily:
    assert world.bot.app is not None
    return await world.bot.app.daily.configured(world.guild.id)


def forbid(world: World, channel: Any, **may: bool) -> None:
    allow, deny = discord.PermissionOverwrite(**may).pair()
    world.env.backend.set_overwrite(
        channel.id, Overwrite(world.guild.id, OverwriteType.ROLE, allow.value, deny.value)
    )


async def test_a_post_that_cannot_be_looked_for_is_not_sent_again(
    world: World, config: Config, clock: Clock
) -> None:
    """Without Read Message History, Discord returns no messages."""
    await set_daily(world)
    await tick(world, DUE)
    await unmark(world)
    forbid(world, world.channel, read_message_history=False)
    await world.env.settle()
    world.clock.now = DUE + 10 * MINUTE
    await restarted(world, config, clock)
    await tick(world, DUE + 10 * MINUTE)
    assert len(sent_bodies(world)) == 1
    status = await command(world, "status")
    assert "paused" in status
    assert "Read Message History" in status


async def test_only_teapots_own_message_counts_as_posted(
    world: World, config: Config, clock: Clock
) -> None:
    """Another bot can send buttons with any custom_id. Teapot sees them if they mention it."""
    assert world.bot.user is not None
    await set_daily(world)
    await tick(world, DUE)
    await unmark(world)
    (post,) = posts(world)
    another_bots = world.env.backend.messages[world.channel.id][post.id]
    another_bots.author_id = world.member.id
    another_bots.content = f"<@{world.bot.user.id}>"
    world.clock.now = DUE + 10 * MINUTE
    await restarted(world, config, clock)
    await tick(world, DUE + 10 * MINUTE)
    assert len(sent_bodies(world)) == 2
    assert len(posts(world)) == 1


async def test_an_outage_of_discords_is_waited_for(world: World) -> None:
    """During an outage the server's roles and language may be unknown."""
    world.forgiven = world.env.error_cursor + 1
    await set_daily(world)
    world.env.backend.emit("GUILD_DELETE", {"id": str(world.guild.id), "unavailable": True})
    await world.env.settle()
    await tick(world, DUE)
    assert sent_bodies(world) == []
    assert (await wish(world)).paused is None
    guild_of(world).unavailable = False
    await tick(world, DUE + 2 * MINUTE)
    assert len(posts(world)) == 1


@pytest.mark.parametrize(("status", "code"), [(403, 0), (403, 40333), (404, 0)])
async def test_a_refusal_that_is_not_the_servers_is_tried_again(
    world: World, status: int, code: int
) -> None:
    """A proxy in front of Discord, such as Cloudflare, sends none of Discord's error codes."""
    world.forgiven = world.env.error_cursor + 1
    await set_daily(world)
    world.env.inject_error("POST", "/channels/*/messages", status=status, code=code)
    await tick(world, DUE)
    assert (await wish(world)).paused is None
    await tick(world, DUE + 2 * MINUTE)
    assert len(posts(world)) == 1


async def test_a_deleted_channel_is_seen_in_the_status_before_a_post_is_due(world: World) -> None:
    old = world.guild.create_text_channel("old")
    await set_daily(world, channel=old)
    world.env.backend.delete_channel(old.id)
    await world.env.settle()
    status = await command(world, "status")
    assert "channel is gone" in status
    assert "View Channel" not in status
    assert (await wish(world)).paused == "channel_gone"
    assert "channel is gone" in await command(world, "resume")
    assert (await wish(world)).paused == "channel_gone"
    await set_daily(world)
    assert (await wish(world)).paused is None


async def test_a_deleted_role_is_no_reason_not_to_post(world: World) -> None:
    role = world.guild.create_role("backend", mentionable=True)
    await set_daily(world, role=role)
    assert f"<@&{role.id}>" in await command(world, "status")
    world.env.backend.delete_role(world.guild.id, role.id)
    await world.env.settle()
    status = await command(world, "status")
    assert "role is gone" in status
    assert f"<@&{role.id}>" not in status
    await tick(world, DUE)
    (post,) = posts(world)
    assert "<@&" not in text_in(post)


async def test_an_announcement_channel_takes_posts(world: World) -> None:
    news = world.guild.create_news_channel("news")
    await set_daily(world, channel=news)
    await tick(world, DUE)
    assert len(posts(world, news)) == 1


async def test_only_text_and_announcement_channels_are_offered(world: World) -> None:
    (set_command,) = (
        option
        for commands in world.env.backend.commands.values()
        for each in commands.values()
        if each["name"] == "daily"
        for option in each["options"]
        if option["name"] == "set"
    )
    (channel,) = (option for option in set_command["options"] if option["name"] == "channel")
    assert set(channel["channel_types"]) == {
        discord.ChannelType.text.value,
        discord.ChannelType.news.value,
    }


async def test_kicked_while_down_is_left_and_coming_back_finds_it_paused(world: World) -> None:
    await set_daily(world)
    guild = guild_of(world)
    world.bot._connection._remove_guild(guild)  # as it is when nobody was there for the event
    await tick(world, DUE)
    assert sent_bodies(world) == []
    assert (await wish(world)).paused == "left"
    world.bot._connection._add_guild(guild)
    status = await command(world, "status")
    assert "2026-11-24: not posted, I wasn't in this server" in status
    await command(world, "resume")
    await tick(world, DUE + DAY)
    assert len(posts(world)) == 1


async def test_nobody_is_told_where_teapot_may_not_write(world: World) -> None:
    here = lobby(world)
    forbid(world, here, send_messages=False)
    await world.env.settle()
    await set_daily(world)
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013)
    await tick(world, DUE)
    assert posts(world, here) == []
    assert "2026-11-24: not posted, I didn't have permission" in await command(world, "status")


@pytest.mark.parametrize("minutes", [1, 10])
async def test_the_administrators_are_told_once_though_the_process_forgot_it(
    world: World, minutes: int
) -> None:
    """A kill comes between the message and its mark. Later, Discord has forgotten the nonce."""
    here = lobby(world)
    await set_daily(world)
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=404, code=10003)
    await tick(world, DUE)
    assert world.bot.database is not None
    async with world.bot.database.transaction() as connection:
        await connection.execute("UPDATE daily SET untold_since = ?", (int(DUE.timestamp()),))
    await tick(world, DUE + minutes * timedelta(minutes=1))
    (told,) = posts(world, here)
    assert "its channel is gone" in text_in(told)
    cursor = await world.bot.database.reader.execute_fetchall("SELECT untold_since FROM daily")
    assert list(cursor) == [(None,)]


async def test_the_administrators_are_told_in_the_servers_language(world: World) -> None:
    here = lobby(world)
    await world.owner.slash(world.channel, "language server", language="ko")
    await set_daily(world)
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=404, code=10003)
    await tick(world, DUE)
    (told,) = posts(world, here)
    assert "채널이 없어져서" in text_in(told)


async def test_a_post_that_was_interrupted_in_another_channel_stays_there(
    world: World, config: Config, clock: Clock
) -> None:
    await set_daily(world)
    await tick(world, DUE)
    await unmark(world)
    elsewhere = world.guild.create_text_channel("elsewhere")
    await set_daily(world, channel=elsewhere)
    await restarted(world, config, clock)
    await tick(world, DUE + MINUTE)
    assert len(posts(world)) == 1
    assert posts(world, elsewhere) == []
    assert "[2026-11-24: posted](" in await command(world, "status")


async def test_a_post_that_nobody_saw_yet_goes_to_the_channel_that_is_wished_now(
    world: World,
) -> None:
    world.forgiven = world.env.error_cursor + 1
    await set_daily(world)
    world.env.inject_error("POST", "/channels/*/messages", status=500)
    await tick(world, DUE)
    elsewhere = world.guild.create_text_channel("elsewhere")
    told = await set_daily(world, channel=elsewhere)
    assert "<t:" in text_of(told)
    await tick(world, DUE + HOUR)
    assert posts(world) == []
    assert len(posts(world, elsewhere)) == 1
    assert f"/{elsewhere.id}/" in await command(world, "status")
    await tick(world, DUE + HOUR + timedelta(minutes=5))
    assert len(posts(world, elsewhere)) == 1


async def test_a_post_goes_to_the_new_channel_where_the_old_one_is_gone(world: World) -> None:
    """The old channel's messages are gone with it."""
    world.forgiven = world.env.error_cursor + 1
    old = world.guild.create_text_channel("old")
    await set_daily(world, channel=old)
    world.env.inject_error("POST", "/channels/*/messages", status=500)
    await tick(world, DUE)
    await set_daily(world)
    world.env.backend.delete_channel(old.id)
    await tick(world, DUE + 5 * MINUTE)
    assert len(posts(world)) == 1


async def test_what_is_in_the_way_in_the_new_channel_pauses_the_posts(world: World) -> None:
    world.forgiven = world.env.error_cursor + 1
    await set_daily(world)
    world.env.inject_error("POST", "/channels/*/messages", status=500)
    await tick(world, DUE)
    elsewhere = world.guild.create_text_channel("elsewhere")
    await set_daily(world, channel=elsewhere)
    world.env.inject_error("POST", f"/channels/{elsewhere.id}/messages", status=403, code=50013)
    await tick(world, DUE + 5 * MINUTE)
    assert (await wish(world)).paused == "no_access"


async def test_a_request_that_takes_too_long_is_given_up_but_not_broken_off(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request that is cancelled while it waits for the global rate limit never releases
    discord.py's lock: this process could send no other request."""
    world.forgiven = world.env.error_cursor + 1
    await set_daily(world)
    monkeypatch.setattr(attempts, "SEND_TIMEOUT_SECONDS", 0.1)
    limit_is_over, plain = asyncio.Event(), world.bot.http.send_message
    broken_off = False

    async def waits(*args: Any, **options: Any) -> Any:
        nonlocal broken_off
        try:
            await limit_is_over.wait()
        except asyncio.CancelledError:
            broken_off = True
            raise
        return await plain(*args, **options)

    monkeypatch.setattr(world.bot.http, "send_message", waits)
    await tick(world, DUE)
    assert posts(world) == []
    assert not broken_off
    monkeypatch.undo()
    limit_is_over.set()
    await world.env.settle()
    await tick(world, DUE + 10 * MINUTE)
    assert len(posts(world)) == 1
    assert "[2026-11-24: posted](" in await command(world, "status")
