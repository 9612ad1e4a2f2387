"""`/quiz start`, the questions, the answers, the podium: whole games."""

from datetime import timedelta
from typing import Any

from bot.model.game import Asked
from bot.store import game as store
from tests.commands.reading import text_of
from tests.commands.test_daily import parts, posts, text_in
from tests.conftest import World

SECOND = timedelta(seconds=1)


async def start(world: World, who: Any = None, **options: Any) -> Any:
    options = {"questions": 3, "seconds": 20} | options
    return await (who or world.owner).slash(world.channel, "quiz start", **options)


async def wait(world: World, seconds: float = 0) -> None:
    """Takes the steps that are due after so many seconds."""
    world.clock.now += seconds * SECOND
    assert world.bot.app is not None
    await world.bot.app.games.tick()
    await world.env.settle()


async def asked(world: World) -> Asked:
    assert world.bot.app is not None
    reader = world.bot.app.database.reader
    game = await store.running_in(reader, world.channel.id)
    assert game is not None
    question = await store.last_question(reader, game.id)
    assert question is not None
    return question


async def press(world: World, who: Any, *, right: bool = True) -> str:
    question = await asked(world)
    choice = (question.question.right + (0 if right else 1)) % 4
    message = next(each for each in posts(world) if each.id == question.message_id)
    answer = await who.click(message, custom_id=f"quiz:{question.question_id}:{choice}")
    assert answer.ephemeral
    return text_of(answer)


async def test_a_whole_game(world: World) -> None:
    started = await start(world)
    assert not started.ephemeral
    assert "starts a quiz" in text_of(started)
    await wait(world, 3)
    for number in (1, 2, 3):
        question = await asked(world)
        (message,) = [each for each in posts(world) if each.id == question.message_id]
        assert f"Question {number} of 3" in text_in(message)
        assert f"<t:{int(question.closes_at.timestamp())}:R>" in text_in(message)
        assert "is noted" in await press(world, world.owner)
        assert "is noted" in await press(world, world.member, right=number == 2)
        await wait(world, 20)
        (message,) = [each for each in posts(world) if each.id == question.message_id]
        assert "The answer" in text_in(message)
        assert f"<@{world.owner.id}> +" in text_in(message)
        assert all(each.disabled for each in parts(message.components) if hasattr(each, "label"))
        await wait(world, 6)
    podium = max(posts(world), key=lambda each: each.id)
    assert "🥇" in text_in(podium), text_in(podium)
    assert "3 of 3 right" in text_in(podium)
    board = await world.member.slash(world.channel, "leaderboard")
    print(text_of(board))
    assert "**1.** ada" in text_of(board)
