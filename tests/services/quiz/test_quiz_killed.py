"""Killed amid answering, every acknowledged answer is in the store, and none twice."""

import asyncio
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.model import Knowledge
from bot.services.quiz.counted_answers import rebuild_scores
from bot.services.quiz.questions import Questions
from bot.store.database import Database, open_database
from tests.examples import examples
from tests.services.lives import answer_to, living
from tests.services.quiz.quiz_process import PEOPLE, clock
from tests.services.quiz.quiz_stand_in import GUILD, games_of

KILLS = examples(100)


def kill_amid_answers(lives: subprocess.Popen[str], file: Path, number: int) -> None:
    """One life; every tenth is killed wherever it is, also before anybody answers."""
    chance, before = random.Random(number), file.stat().st_size
    process = answer_to(lives, str(number))
    try:
        deadline = time.monotonic() + (20 if number % 10 else 0)
        while file.stat().st_size == before and time.monotonic() < deadline:
            time.sleep(0.002)
        assert number % 10 == 0 or file.stat().st_size > before, "it answered nothing"
        time.sleep(chance.uniform(0, 0.12))
    finally:
        os.kill(process, signal.SIGKILL)


async def rows(database: Database) -> list[tuple[int, int, int]]:
    async with database.reader.execute("SELECT question_id, user_id, choice FROM answer") as cursor:
        return [(row[0], row[1], row[2]) for row in await cursor.fetchall()]


async def end_games(database: Database, knowledge: Knowledge) -> None:
    """Those that the last kill has left running."""
    games = games_of(database, Questions(knowledge), clock)
    await games.load()
    await games.end_all(GUILD)


@pytest.mark.slow
async def test_acknowledged_answers_are_kept_whenever_it_is_killed(
    tmp_path: Path, knowledge: Knowledge, say: Callable[[str], None]
) -> None:
    path, file = tmp_path / "teapot.sqlite3", tmp_path / "acknowledged"
    file.touch()
    with living("tests.services.quiz.quiz_process", path, file) as lives:
        for number in range(KILLS):
            await asyncio.to_thread(kill_amid_answers, lives, file, number)
    said = [tuple(map(int, line.split())) for line in file.read_text().splitlines()]
    database = await open_database(str(path))
    try:
        kept = await rows(database)
        running = await rebuild_scores(database)
        await end_games(database, knowledge)
        ended = await rebuild_scores(database)
    finally:
        await database.close()
    choices = {(question, person): choice for question, person, choice in kept}
    assert len(choices) == len(kept), "one was kept twice"
    for question, person, choice, _ in said:
        assert choices[question, person] == choice
    new = [(question, person) for question, person, _, is_new in said if is_new]
    assert len(set(new)) == len(new), "one was acknowledged twice as new"
    # A kill takes the acknowledgement of those that were just kept, and no more.
    assert len(kept) - len(new) <= KILLS * PEOPLE * 2
    assert (running.different, ended.different) == (0, 0)
    assert ended.answers == len(kept)
    say(f"{KILLS} kills amid {len(said)} acknowledgements of {len(kept)} answers.")
