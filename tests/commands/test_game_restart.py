"""A game outlives the process: it is taken up where it was."""

from bot.config import Config
from tests.commands.playing import (
    SECOND,
    asked,
    begin,
    is_open,
    is_running,
    message_of,
    newest,
    points,
    press,
    restarted,
    start,
    stop,
    wait,
)
from tests.commands.test_daily import posts, text_in
from tests.conftest import Clock, World


async def test_an_open_question_goes_on(world: World, config: Config, clock: Clock) -> None:
    """Its buttons work, earlier answers hold, and its time is what was promised."""
    await begin(world)
    question = await asked(world)
    await press(world, world.owner)
    clock.now += (question.closes_at - clock.now) / 2
    await restarted(world, config, clock)
    await wait(world)
    assert await asked(world) == question
    assert "already" in await press(world, world.owner, right=False)
    assert "You picked" in await press(world, world.member)
    clock.now = question.closes_at
    await wait(world, -1)
    assert is_open(message_of(world, question))
    await wait(world, 1)
    assert "2 of 2 got it right" in text_in(message_of(world, question))
    assert len(posts(world)) == 1
    await wait(world, 6)
    assert (await asked(world)).number == 2


async def test_who_has_played_before_is_still_waited_for(
    world: World, config: Config, clock: Clock
) -> None:
    await begin(world)
    for who in (world.owner, world.member):
        await press(world, who)
    await wait(world, 20)
    await wait(world, 6)
    await press(world, world.owner)
    await restarted(world, config, clock)
    await wait(world, 1)
    assert is_open(message_of(world, await asked(world)))
    await press(world, world.member)
    await wait(world)
    assert not is_open(message_of(world, await asked(world)))


async def test_a_question_that_all_had_answered_closes_on_return(
    world: World, config: Config, clock: Clock
) -> None:
    await begin(world)
    await press(world, world.owner)
    await wait(world, 20)
    await wait(world, 6)
    await press(world, world.owner)
    await restarted(world, config, clock)
    await wait(world)
    assert not is_open(message_of(world, await asked(world)))


async def test_a_break_goes_on(world: World, config: Config, clock: Clock) -> None:
    await begin(world)
    await press(world, world.owner)
    await wait(world, 20)
    await restarted(world, config, clock)
    await wait(world, 5)
    assert len(posts(world)) == 1
    await wait(world, 1)
    assert "Question 2 of 3" in newest(world)
    assert len(posts(world)) == 2


async def test_before_the_first_question(world: World, config: Config, clock: Clock) -> None:
    await start(world)
    await restarted(world, config, clock)
    await wait(world, 3)
    assert "Question 1 of 3" in newest(world)


async def test_a_time_that_ran_out_while_away_is_closed_and_shown(
    world: World, config: Config, clock: Clock
) -> None:
    await begin(world)
    question = await asked(world)
    await press(world, world.owner)
    clock.now = question.closes_at
    clock.now += 9 * 60 * SECOND
    await restarted(world, config, clock)
    await wait(world)
    assert "1 of 1 got it right" in text_in(message_of(world, question))
    await wait(world, 6)
    assert "Question 2 of 3" in newest(world)


async def test_away_for_long_ends_with_the_answer_and_the_podium(
    world: World, config: Config, clock: Clock
) -> None:
    await begin(world)
    question = await asked(world)
    await press(world, world.owner)
    await press(world, world.member, right=False)
    clock.now = question.closes_at
    clock.now += (10 * 60 + 1) * SECOND
    await restarted(world, config, clock)
    await wait(world)
    assert "1 of 2 got it right" in text_in(message_of(world, question))
    await wait(world)
    assert "I was offline for too long" in newest(world)
    assert f"**1.** 🥇 <@{world.owner.id}>" in newest(world)
    assert not await is_running(world)
    assert set(await points(world)) == {world.owner.id, world.member.id}
    await wait(world, 60)
    assert len(posts(world)) == 2


async def test_away_for_long_in_a_break_ends_with_the_podium(
    world: World, config: Config, clock: Clock
) -> None:
    await begin(world)
    await press(world, world.owner)
    await wait(world, 20)
    clock.now += 11 * 60 * SECOND
    await restarted(world, config, clock)
    await wait(world)
    assert "I was offline for too long" in newest(world)
    assert not await is_running(world)


async def test_away_for_long_stays_so_when_discord_fails_at_first(
    world: World, config: Config, clock: Clock
) -> None:
    world.forgiven = world.env.error_cursor + 1
    await begin(world)
    await press(world, world.owner)
    clock.now += 11 * 60 * SECOND
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=500)
    await restarted(world, config, clock)
    await wait(world, 2)
    await wait(world)
    assert "I was offline for too long" in newest(world)
    assert not await is_running(world)


async def test_a_question_that_was_closed_and_not_shown_is_shown(
    world: World, config: Config, clock: Clock
) -> None:
    world.forgiven = world.env.error_cursor + 1
    await begin(world)
    question = await asked(world)
    await press(world, world.owner)
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=500)
    await wait(world, 20)
    assert is_open(message_of(world, question))
    await restarted(world, config, clock)
    await wait(world, 2)
    assert "1 of 1 got it right" in text_in(message_of(world, question))


async def test_a_game_that_was_being_stopped_is_stopped(
    world: World, config: Config, clock: Clock
) -> None:
    await begin(world)
    await press(world, world.owner)
    await stop(world, world.owner)
    await restarted(world, config, clock)
    await wait(world)
    await wait(world)
    assert "Stopped early, after one question." in newest(world)
    assert not await is_running(world)
