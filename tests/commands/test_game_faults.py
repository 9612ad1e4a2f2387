"""What goes wrong on Discord during a game: it goes on, or ends, and no answer is lost."""

from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

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
    wait,
)
from tests.commands.test_daily import posts, text_in
from tests.conftest import World

QUESTIONS, CARDS = ("POST", "/channels/*/messages"), ("PATCH", "/channels/*/messages/*")


async def begin_and_answer(world: World) -> dict[int, int]:
    """What both have by it, once the game counts."""
    await begin(world)
    worth = (await asked(world)).question.worth
    await press(world, world.owner)
    await press(world, world.member, right=False)
    return {world.owner.id: worth + worth // 2, world.member.id: 0}


def deny(world: World, **permissions: bool) -> None:
    """To everyone in the channel, as a server's owner may at any time."""
    allow, denied = discord.PermissionOverwrite(**permissions).pair()
    channel = world.env.backend.get_channel(world.channel.id)
    channel.overwrites.append(
        Overwrite(world.guild.id, OverwriteType.ROLE, allow.value, denied.value)
    )


async def test_where_the_question_was_deleted_its_answer_comes_as_a_new_message(
    world: World,
) -> None:
    await begin(world)
    await press(world, world.owner)
    await world.owner.delete(message_of(world, await asked(world)))
    await wait(world, 20)
    (shown,) = posts(world)
    assert "Question 1 of 3" in text_in(shown)
    assert "1 of 1 got it right" in text_in(shown)
    assert not is_open(shown)
    await wait(world, 6)
    assert "Question 2 of 3" in newest(world)


async def test_a_channel_that_was_closed_to_teapot_ends_the_game(world: World) -> None:
    expected = await begin_and_answer(world)
    deny(world, send_messages=False)
    await wait(world, 20)
    await wait(world, 6)
    assert not await is_running(world)
    assert await points(world) == expected


async def test_a_channel_that_teapot_sees_no_more_ends_the_game(world: World) -> None:
    expected = await begin_and_answer(world)
    deny(world, view_channel=False)
    await wait(world, 20)
    await wait(world, 6)
    assert not await is_running(world)
    assert await points(world) == expected


@pytest.mark.parametrize("request_", [QUESTIONS, CARDS])
@pytest.mark.parametrize(("status", "code"), [(403, 50001), (403, 50013), (404, 10003)])
async def test_lost_access_ends_the_game_and_its_answers_count(
    world: World, request_: tuple[str, str], status: int, code: int
) -> None:
    expected = await begin_and_answer(world)
    world.env.inject_error(*request_, status=status, code=code)
    await wait(world, 20)
    await wait(world, 6)
    assert not await is_running(world)
    assert await points(world) == expected
    sent = len(world.env.http_requests)
    await wait(world, 60)
    # Only the card's closing is tried again.
    assert "POST" not in [each.method for each in world.env.http_requests[sent:]]
    assert not (await start(world)).ephemeral


async def test_a_deleted_channel_ends_the_game(world: World) -> None:
    lobby = world.guild.create_text_channel("lobby")
    await begin(world, lobby)
    await press(world, world.owner, lobby)
    (question,) = posts(world, lobby)
    worth = (await asked(world, lobby)).question.worth
    may = discord.Permissions(manage_channels=True)
    world.env.backend.get_guild(world.guild.id).everyone_role.permissions |= may.value
    channel = world.bot.get_channel(lobby.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete()
    await wait(world, 20)
    assert not await is_running(world, lobby)
    assert await points(world) == {world.owner.id: worth}
    assert question.id


async def test_a_question_that_discord_did_not_take_is_asked_again_after_a_pause(
    world: World,
) -> None:
    world.forgiven = world.env.error_cursor + 1
    world.env.inject_error(*QUESTIONS, status=500, times=2)
    await begin(world)
    assert posts(world) == []
    await wait(world, 1)
    assert posts(world) == []
    await wait(world, 1)  # fails again, for longer
    await wait(world, 3)
    assert posts(world) == []
    await wait(world, 1)
    question = await asked(world)
    assert "Question 1 of 3" in newest(world)
    assert (question.closes_at - world.clock.now).total_seconds() == 20
    assert "You picked" in await press(world, world.owner)


async def test_an_answer_that_discord_did_not_take_is_shown_after_a_pause(world: World) -> None:
    world.forgiven = world.env.error_cursor + 1
    await begin(world)
    await press(world, world.owner)
    world.env.inject_error(*CARDS, status=502)
    await wait(world, 20)
    question = await asked(world)
    assert "You just missed it" in await press(world, world.member)
    await wait(world, 2)
    assert "1 of 1 got it right" in text_in(message_of(world, question))
    await wait(world, 5)
    assert len(posts(world)) == 1
    await wait(world, 1)
    assert len(posts(world)) == 2


async def test_a_podium_that_discord_did_not_take_comes_after_a_pause(world: World) -> None:
    world.forgiven = world.env.error_cursor + 1
    await begin(world)
    for _ in range(3):
        await press(world, world.owner)
        await wait(world, 20)
        if (await asked(world)).number == 3:
            world.env.inject_error(*QUESTIONS, status=503)
        await wait(world, 6)
    assert await is_running(world)
    await wait(world, 2)
    assert "That was all 3 questions" in newest(world)
    assert not await is_running(world)


async def test_discord_down_for_minutes_ends_the_game_and_its_answers_count(world: World) -> None:
    world.forgiven = world.env.error_cursor + 1
    expected = await begin_and_answer(world)
    world.env.inject_error(*CARDS, status=500, times=None)
    before = len(world.env.http_requests)
    waits = 0
    while await is_running(world):
        await wait(world, 10)
        waits += 1
    assert waits < 20
    assert await points(world) == expected
    assert len(world.env.http_requests) - before == 7


async def test_a_card_that_was_left_open_is_closed_by_the_next_press(world: World) -> None:
    """Discord took no edit before the game ended."""
    world.forgiven = world.env.error_cursor + 1
    await begin_and_answer(world)
    question = await asked(world)
    world.env.inject_error(*CARDS, status=500, times=None)
    for _ in range(40):
        await wait(world, 10)
    assert not await is_running(world)
    card = message_of(world, question)
    assert is_open(card)
    answer = await world.member.click(card, custom_id=f"quiz:{question.question_id}:0")
    (told,) = answer.followups
    assert told.ephemeral
    assert "That question is closed" in str(told.components)
    card = message_of(world, question)
    assert not is_open(card)
    assert "Question 1 of 3" in text_in(card)


async def test_one_games_failure_touches_no_other(world: World) -> None:
    world.forgiven = world.env.error_cursor + 1
    _, channel, linus = await another_server(world.env)
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=500, times=None)
    await start(world)
    await start(world, linus, channel)
    await wait(world, 3)
    assert "Question 1 of 3" in newest(world, channel)
    await press(world, linus, channel)
    await wait(world, 20)
    assert "1 of 1 got it right" in newest(world, channel)
    assert posts(world) == []


async def test_a_server_that_was_left_has_no_game_any_more(world: World) -> None:
    guild, channel, linus = await another_server(world.env)
    await begin(world)
    await start(world, linus, channel)
    await wait(world, 3)
    worth = (await asked(world, channel)).question.worth
    await press(world, linus, channel)
    gone = world.bot.get_guild(guild.id)
    assert gone is not None
    await gone.leave()
    await world.env.settle()
    assert not await is_running(world, channel)
    assert await is_running(world)
    assert await points(world, guild) == {linus.id: worth}
    sent = sends_to(world, channel)
    await wait(world, 20)
    await wait(world, 6)
    assert sends_to(world, channel) == sent
    assert await is_running(world)


def sends_to(world: World, channel: Any) -> int:
    return sum(f"/channels/{channel.id}/" in each.path for each in world.env.http_requests)
