"""Answers that share a transaction: one that fails or goes away takes no other with it."""

import asyncio
from pathlib import Path

import pytest

from bot.services.lookup.lookup import Lookup
from bot.services.quiz.questions import Questions
from bot.store.database import DatabaseError
from tests.services.quiz.game_stand_in import Play, playing

PEOPLE = range(100, 105)


@pytest.fixture(scope="session")
def questions(lookup: Lookup) -> Questions:
    return Questions(lookup.knowledge)


async def press_at_once(play: Play) -> list[asyncio.Task[bool]]:
    """Each person's press, waiting for the same transaction."""
    presses = [asyncio.create_task(play.answer(person)) for person in PEOPLE]
    for _ in range(10):  # turns of the loop, until they wait for the lock
        await asyncio.sleep(0)
    return presses


async def test_a_cancelled_press_leaves_the_others_answered(
    questions: Questions, tmp_path: Path
) -> None:
    async with playing(questions, str(tmp_path / "teapot.sqlite3")) as play:
        await play.start()
        await play.wait(3)
        async with play.database.transaction():
            gone, *others = await press_at_once(play)
            gone.cancel()
            await asyncio.sleep(0)
        async with asyncio.timeout(10):
            assert await asyncio.gather(*others) == [True] * len(others)
        assert await play.answer(PEOPLE.stop)  # and later ones are taken, too


async def test_a_transaction_that_fails_is_told_to_each_who_waits(
    questions: Questions, tmp_path: Path
) -> None:
    async with playing(questions, str(tmp_path / "teapot.sqlite3")) as play:
        await play.start()
        await play.wait(3)
        async with play.database.transaction() as connection:
            gone, *others = await press_at_once(play)
            gone.cancel()
            await connection.execute("ALTER TABLE answer RENAME TO elsewhere")
        async with asyncio.timeout(10):
            told = await asyncio.gather(*others, return_exceptions=True)
        assert all(isinstance(each, DatabaseError) for each in told)
        async with play.database.transaction() as connection:
            await connection.execute("ALTER TABLE elsewhere RENAME TO answer")
        assert await play.answer(PEOPLE.start)
