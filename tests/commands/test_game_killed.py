"""A game killed between Discord's taking a card and Teapot's marking it: no card is left behind."""

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.config import Config
from tests.commands.playing import (
    SECOND,
    asked,
    begin,
    choose,
    is_open,
    is_running,
    message_of,
    newest,
    press,
    restarted,
    wait,
)
from tests.commands.test_daily import posts, text_in
from tests.conftest import Clock, World


async def forget_the_message(world: World) -> None:
    async with world.database.transaction() as connection:
        await connection.execute(
            "UPDATE game_question SET message_id = NULL"
            " WHERE question_id = (SELECT max(question_id) FROM game_question)"
        )


async def killed(world: World, config: Config, clock: Clock, seconds: float) -> None:
    """Begin a game, lose the mark of its first question, and return after so many seconds."""
    await begin(world)
    await forget_the_message(world)
    clock.now += seconds * SECOND
    await restarted(world, config, clock)


async def has_its_countdown(world: World) -> bool:
    question = await asked(world)
    closes = f"<t:{int(question.closes_at.timestamp())}:R>"
    return closes in text_in(message_of(world, question))


@pytest.mark.parametrize("seconds", [0, 15, 6 * 60])
async def test_an_unanswered_card_is_found_and_has_all_of_its_time_again(
    world: World, config: Config, clock: Clock, seconds: float
) -> None:
    await killed(world, config, clock, seconds)
    await wait(world)
    (card,) = posts(world)
    assert (await asked(world)).message_id == card.id
    assert ((await asked(world)).closes_at - clock.now).total_seconds() == 20
    assert await has_its_countdown(world)
    assert "You picked" in await press(world, world.owner)
    await wait(world, 20)
    (card,) = posts(world)
    assert "1 of 1 got it right" in text_in(card)
    assert not is_open(card)


async def test_a_card_that_can_not_be_looked_for_is_found_by_its_nonce(
    world: World, config: Config, clock: Clock
) -> None:
    denied = discord.Permissions(read_message_history=True)
    world.env.backend.set_overwrite(
        world.channel.id, Overwrite(world.guild.id, OverwriteType.ROLE, 0, denied.value)
    )
    await killed(world, config, clock, 15)
    await wait(world)
    assert len(posts(world)) == 1
    assert await has_its_countdown(world)


@pytest.mark.parametrize("answered", ["before the kill", "after it"])
async def test_an_answered_card_keeps_its_time_and_is_closed(
    world: World, config: Config, clock: Clock, answered: str
) -> None:
    await begin(world)
    question = await asked(world)
    card = message_of(world, question)
    if answered == "before the kill":
        await press(world, world.owner)
    await forget_the_message(world)
    await restarted(world, config, clock)
    if answered == "after it":
        choice = question.question.right
        assert "You picked" in await choose(world.owner, card, question.question_id, choice)
    await wait(world, 10)
    assert (await asked(world)).closes_at == question.closes_at
    assert await has_its_countdown(world)
    assert "You picked" in await press(world, world.member)
    await wait(world, 10)
    (card,) = posts(world)
    assert "2 of 2 got it right" in text_in(card)
    assert not is_open(card)


async def test_a_press_tells_which_message_the_question_is(
    world: World, config: Config, clock: Clock
) -> None:
    """Also where the history may not be read, and minutes later."""
    await begin(world)
    question = await asked(world)
    card = message_of(world, question)
    await forget_the_message(world)
    await restarted(world, config, clock)
    await choose(world.owner, card, question.question_id, 0)
    assert (await asked(world)).message_id == card.id


async def test_an_answered_card_whose_time_ran_out_is_closed_at_once(
    world: World, config: Config, clock: Clock
) -> None:
    await begin(world)
    await press(world, world.owner)
    await forget_the_message(world)
    clock.now += 6 * 60 * SECOND
    await restarted(world, config, clock)
    await wait(world)
    (card,) = posts(world)
    assert "1 of 1 got it right" in text_in(card)


async def test_a_card_is_closed_where_the_game_is_over(
    world: World, config: Config, clock: Clock
) -> None:
    await killed(world, config, clock, 3 * 60 * 60)
    await wait(world)
    await wait(world)
    assert "I was offline for too long" in newest(world)
    assert not any(is_open(each) for each in posts(world))
    assert len(posts(world)) == 2


async def test_a_correction_that_fails_is_made_later_and_closes_nothing_early(
    world: World, config: Config, clock: Clock
) -> None:
    world.forgiven = world.env.error_cursor + 1
    await killed(world, config, clock, 15)
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=500)
    await wait(world)
    await press(world, world.owner)
    await wait(world, 2)
    assert await has_its_countdown(world)
    assert is_open(message_of(world, await asked(world)))


async def test_an_answer_on_a_message_of_its_own_comes_once(
    world: World, config: Config, clock: Clock
) -> None:
    await begin(world)
    await press(world, world.owner)
    await world.owner.delete(message_of(world, await asked(world)))
    await wait(world, 20)
    async with world.database.transaction() as connection:
        await connection.execute("UPDATE game_question SET is_revealed = 0")
    clock.now += 6 * 60 * SECOND
    await restarted(world, config, clock)
    await wait(world)
    assert len(posts(world)) == 1


@pytest.mark.parametrize("minutes", [0, 6])
async def test_a_podium_comes_once(
    world: World, config: Config, clock: Clock, minutes: int
) -> None:
    await begin(world)
    await press(world, world.owner)
    await world.owner.slash(world.channel, "quiz stop")
    await wait(world)
    await wait(world)
    async with world.database.transaction() as connection:
        await connection.execute(
            "UPDATE game SET due_at = ?, settled = NULL, players = NULL",
            (int(clock.now.timestamp()),),
        )
    clock.now += minutes * 60 * SECOND
    await restarted(world, config, clock)
    await wait(world)
    assert not await is_running(world)
    assert sum("Quiz results" in text_in(each) for each in posts(world)) == 1
