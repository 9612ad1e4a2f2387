"""`/quiz start` and `/quiz stop`: where a game may be, and who ends it."""

from typing import Any

import discord
import pytest

from tests.commands.playing import (
    another_server,
    asked,
    begin,
    is_open,
    is_running,
    message_of,
    newest,
    points,
    press,
    start,
    stop,
    wait,
)
from tests.commands.reading import text_of
from tests.commands.test_daily import posts, text_in
from tests.conftest import World


async def test_a_second_start_is_given_the_link(world: World) -> None:
    await start(world)
    told = await start(world, world.member)
    assert told.ephemeral
    place = f"https://discord.com/channels/{world.guild.id}/{world.channel.id}"
    assert text_of(told).endswith(place)
    await wait(world, 3)
    told = await start(world, world.member)
    assert text_of(told).endswith(f"{place}/{(await asked(world)).message_id}")
    await wait(world, 1)
    assert len(posts(world)) == 1


async def test_another_channel_has_a_game_of_its_own(world: World) -> None:
    lobby = world.guild.create_text_channel("lobby")
    await begin(world)
    assert not (await start(world, channel=lobby)).ephemeral
    await wait(world, 3)
    assert "Question 1 of 3" in newest(world, lobby)
    assert (await asked(world)).question_id != (await asked(world, lobby)).question_id
    await stop(world, world.owner)
    await wait(world)
    await wait(world)
    assert not await is_running(world)
    assert await is_running(world, lobby)


async def test_two_servers_at_once_do_not_touch_each_other(world: World) -> None:
    guild, channel, linus = await another_server(world.env)
    await begin(world)
    await start(world, linus, channel, questions=5)
    await wait(world, 3)
    await press(world, world.owner)
    await press(world, world.member)
    await press(world, linus, channel, right=False)
    await wait(world, 20)
    assert "2 of 2 got it right" in newest(world)
    assert "One person answered, and got it wrong" in newest(world, channel)
    await stop(world, world.owner)
    await wait(world)
    await wait(world)
    assert await is_running(world, channel)
    await linus.slash(channel, "quiz stop")
    await wait(world)
    await wait(world)
    assert set(await points(world)) == {world.owner.id, world.member.id}
    assert await points(world, guild) == {linus.id: 0}
    assert "linus" not in text_of(await world.owner.slash(world.channel, "leaderboard"))
    assert "ada" not in text_of(await linus.slash(channel, "leaderboard"))


async def test_who_started_it_stops_it(world: World) -> None:
    await start(world, world.member)
    await wait(world, 3)
    await press(world, world.member)
    question = await asked(world)
    assert "game is ending" in await stop(world, world.member)
    await wait(world)
    assert "Answer: **" in text_in(message_of(world, question))
    await wait(world)
    assert "Stopped early, after one question." in newest(world)
    assert not await is_running(world)
    assert await points(world) == {world.member.id: question.question.worth}


async def test_somebody_with_manage_messages_stops_it(world: World) -> None:
    may = world.guild.create_role("mod", permissions=discord.Permissions(manage_messages=True))
    moderator = world.guild.add_member(world.env.create_user("barbara"), roles=[may])
    await begin(world)
    assert "game is ending" in await stop(world, moderator)
    await wait(world)
    await wait(world)
    assert not await is_running(world)


async def test_nobody_else_stops_it(world: World) -> None:
    await begin(world)
    assert "Manage Messages" in await stop(world, world.member)
    await wait(world, 1)
    assert is_open(message_of(world, await asked(world)))


async def test_stopping_nothing_says_so(world: World) -> None:
    assert "There's no game" in await stop(world, world.owner)


async def test_a_game_stopped_before_its_first_question_asks_none(world: World) -> None:
    await start(world)
    await stop(world, world.owner)
    await wait(world)
    assert "Nobody answered anything" in newest(world)
    await wait(world, 3)
    assert len(posts(world)) == 1


async def test_what_teapot_lacks_is_named_before_a_game_starts(world: World) -> None:
    denied = discord.PermissionOverwrite(send_messages=False)
    closed = world.guild.create_text_channel(
        "closed", overwrites={world.guild.default_role: denied}
    )
    told = await start(world, channel=closed)
    assert told.ephemeral
    assert text_of(told) == "I still need these permissions in this channel: Send Messages."
    assert not await is_running(world, closed)


async def test_who_may_not_write_in_a_channel_starts_no_game_there(world: World) -> None:
    """An admin decides it for a role, a person or a channel, as for messages."""
    assert world.bot.user is not None
    overwrites = {
        world.guild.default_role: discord.PermissionOverwrite(send_messages=False),
        world.bot.user: discord.PermissionOverwrite(send_messages=True),
    }
    news = world.guild.create_text_channel("news", overwrites=overwrites)
    told = await start(world, world.member, channel=news)
    assert told.ephemeral
    assert text_of(told) == (
        "You can't send messages in this channel, so you can't start a game here. Try another one."
    )
    assert not await is_running(world, news)
    assert not (await start(world, world.owner, channel=news)).ephemeral
    assert not (await start(world, world.member)).ephemeral


@pytest.mark.parametrize(
    ("options", "pool"), [({"topic": "webdav"}, "WebDAV"), ({"level": 3}, "everything · hard")]
)
async def test_a_game_keeps_to_its_topic_and_level(
    world: World, options: dict[str, Any], pool: str
) -> None:
    assert f"**{pool}**" in text_of(await start(world, **options))
    await wait(world, 3)
    subject = (await asked(world)).question.subject
    if "topic" in options:
        assert subject.key.code in {102, 207, 208, 422, 423, 424, 507, 508}
    else:
        assert subject.level == 3
