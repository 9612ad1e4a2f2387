"""A quiz as people play it: what starts a game, goes on with it, and presses its buttons."""

import asyncio
from datetime import date, timedelta
from typing import Any

from simcord import Env

from bot.client import create_client
from bot.commands.app import App
from bot.config import Config
from bot.model.game import AskedQuestion
from bot.model.leaderboard import Span
from bot.services.quiz.counted_answers import rebuild_scores
from bot.store import game as store
from bot.store import game_question
from tests.commands.reading import text_of
from tests.commands.test_daily import parts, posts, text_in
from tests.conftest import Clock, World

SECOND = timedelta(seconds=1)


def app_in(world: World) -> App:
    assert world.bot.app is not None
    return world.bot.app


async def start(world: World, who: Any = None, channel: Any = None, **options: Any) -> Any:
    options = {"questions": 3, "seconds": 20} | options
    return await (who or world.owner).slash(channel or world.channel, "quiz start", **options)


async def stop(world: World, who: Any) -> str:
    answer = await who.slash(world.channel, "quiz stop")
    assert answer.ephemeral
    return text_of(answer)


async def wait(world: World, seconds: float = 0) -> None:
    """Takes the steps that are due after so many seconds. Discord's clock goes with Teapot's.

    It doesn't follow over days: the client's loop would catch up with each of their seconds.
    """
    world.clock.now += seconds * SECOND
    behind = (world.clock.now - world.env.now()).total_seconds()
    if 0 < behind < 3600:
        world.env.backend.clock.advance(behind)
    # As the client's own loop does it: simcord lends its clock to the client's tasks only, and the
    # pace is kept by one clock.
    with world.env._bot_scope():
        ticking = asyncio.create_task(app_in(world).games.tick())
    await world.env.advance_time(0.1)
    await ticking


async def begin(world: World, channel: Any = None, **options: Any) -> None:
    """To the first question."""
    await start(world, channel=channel, **options)
    await wait(world, 3)


async def asked(world: World, channel: Any = None) -> AskedQuestion:
    """The question that is open, or was open last, in the game that is running."""
    reader = world.database.reader
    game = await store.running_in(reader, (channel or world.channel).id)
    assert game is not None
    question = await game_question.last(reader, game.id)
    assert question is not None
    return question


async def is_running(world: World, channel: Any = None) -> bool:
    reader = world.database.reader
    return await store.running_in(reader, (channel or world.channel).id) is not None


async def press(world: World, who: Any, channel: Any = None, *, right: bool = True) -> str:
    question = await asked(world, channel)
    choice = (question.question.right + (0 if right else 1)) % 4
    return await choose(who, message_of(world, question, channel), question.question_id, choice)


async def choose(who: Any, message: Any, question_id: int, choice: int) -> str:
    answer = await who.click(message, custom_id=f"quiz:{question_id}:{choice}")
    assert answer.ephemeral
    return text_of(answer)


def message_of(world: World, question: AskedQuestion, channel: Any = None) -> Any:
    return next(each for each in posts(world, channel) if each.id == question.message_id)


def newest(world: World, channel: Any = None) -> str:
    """What Teapot's last post in the channel says."""
    return text_in(max(posts(world, channel), key=lambda each: each.id))


def is_open(message: Any) -> bool:
    return any(not each.disabled for each in parts(message.components) if hasattr(each, "label"))


async def points(world: World, guild: Any = None) -> dict[int, int]:
    """Everybody's, of all time, by person. They are what the answers add up to."""
    assert (await rebuild_scores(world.database)).different == 0
    board = await app_in(world).leaderboards.page(
        (guild or world.guild).id, Span("all", date.min), "all", 1, None
    )
    return {each.user_id: each.points for each in board.standings}


async def another_server(env: Env, **settings: Any) -> tuple[Any, Any, Any]:
    """The server, a channel, and its owner."""
    user = env.create_user("linus")
    guild = env.create_guild("Frontend", owner=user, **settings)
    return guild, guild.create_text_channel("general"), guild.add_member(user)


def forge(world: World, message: Any, custom_id: str) -> None:
    """The message's first button now carries something that Teapot never gave it."""
    channel = getattr(message, "channel", world.channel)  # a private reply doesn't tell it
    stored = world.env.backend.get_message(channel.id, message.id)
    (container,) = stored.components
    row = next(each for each in container["components"] if each["type"] == 1)
    row["components"][0] |= {"custom_id": custom_id, "disabled": False}


async def restarted(world: World, config: Config, clock: Clock) -> None:
    await world.bot.close()
    world.bot = create_client(config, clock=clock)
    await world.env.restart_bot(world.bot)
