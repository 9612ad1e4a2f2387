"""A game's steps: how long one may take, and what becomes of a game whose pool is gone."""

import asyncio
from datetime import timedelta

import pytest

from bot.model.quiz import Subject, Topic
from bot.model.quiz_rules import Level
from bot.services.lookup.lookup import Lookup
from bot.services.quiz import game_runner
from bot.services.quiz.questions import Questions
from tests.services.quiz.game_stand_in import Play, playing


@pytest.fixture(scope="session")
def questions(lookup: Lookup) -> Questions:
    return Questions(lookup.knowledge)


async def to_the_end_of_a_step(play: Play) -> None:
    while play.games._runner._steps:
        await asyncio.wait(play.games._runner._steps.values())


async def test_a_step_waits_for_its_turn_for_as_long_as_it_takes(
    questions: Questions, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """And the question has all of its time from then on."""
    async with playing(questions) as play:

        async def late() -> None:
            await asyncio.sleep(0.45)
            play.clock.now += timedelta(seconds=15)

        # Of real time: a busy machine may take a tenth of a second for the store alone.
        monkeypatch.setattr(game_runner, "TURN_SECONDS", 0.4)
        monkeypatch.setattr(play.games._runner, "_acquire", late)
        await play.start()
        await play.wait(3)
        await to_the_end_of_a_step(play)
        (asked,) = [asked for _, asked in play.game_channel.asked]
        assert asked.closes_at - play.clock.now >= timedelta(seconds=20)
        await play.answer()
        await play.wait(20)
        await to_the_end_of_a_step(play)
        assert len(play.game_channel.revealed) == 1
        assert caplog.records == []


async def test_a_request_that_hangs_is_retried(
    questions: Questions, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(questions) as play:
        play.game_channel.is_free.clear()
        await play.start()
        with monkeypatch.context() as patch:
            patch.setattr(game_runner, "TURN_SECONDS", 0.4)
            await play.wait(3)
            await to_the_end_of_a_step(play)
        play.game_channel.is_free.set()
        await play.wait(2)
        await to_the_end_of_a_step(play)
        first, again = (asked for _, asked in play.game_channel.asked)
        assert first.question_id == again.question_id


@pytest.mark.parametrize("questions_before", [0, 1])
async def test_a_pool_that_an_update_has_emptied_ends_the_game_with_its_podium(
    questions: Questions, monkeypatch: pytest.MonkeyPatch, questions_before: int
) -> None:
    def nothing(topic: Topic, level: Level | None = None) -> list[Subject]:
        return []

    async with playing(questions) as play:
        await play.start()
        if questions_before:
            await play.wait(3)
            await play.answer()
            await play.wait(20)
        with monkeypatch.context() as patch:
            patch.setattr(questions, "on", nothing)
            await play.wait(6)
        (podium,) = play.game_channel.ended
        assert podium.ending == "stopped"
        assert podium.asked == questions_before
        assert not play.games.are_running
