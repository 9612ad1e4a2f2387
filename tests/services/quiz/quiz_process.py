"""Processes in which people answer live games, to be killed at any moment: see test_quiz_killed.py.

`python -m tests.services.quiz.quiz_process DATABASE FILE` forks one for each line of its input, and
says its id: with everything imported and the texts read, it answers at once. The line is a number
for its chance.
"""

import asyncio
import os
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.errors import UserError
from bot.knowledge.seed import seed
from bot.model.game import GameSettings
from bot.services.quiz.games import GameRunningError, Games
from bot.services.quiz.questions import Questions
from bot.store.database import open_database
from bot.texts import Texts, load_texts
from tests.services.daily.daily_stand_in import at_once
from tests.services.quiz.quiz_stand_in import GUILD, StandInChannel

CHANNELS, PEOPLE = 4, 12
# A question is open for a fifth of a second, so that many come and go.
FASTER = 50


def clock() -> datetime:
    """Goes on between lives, as the real one does."""
    return datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=(time.time() - 1.75e9) * FASTER)


async def main(database_path: str, file: str, texts: Texts, number: str) -> None:
    """Goes on until it is killed, or something is wrong."""
    chance, game_channel = random.Random(number), StandInChannel()
    database = await open_database(database_path)
    questions = Questions(await seed(database, texts))
    games = Games(
        database,
        questions,
        game_channel,
        clock,
        at_once,
        chance,
        lambda: None,
    )
    await games.load()
    people = [
        asyncio.create_task(answer(games, game_channel, person, Path(file), chance))
        for person in range(PEOPLE)
    ]
    while not any(person.done() for person in people):
        for channel in range(CHANNELS):
            try:
                await games.start(GUILD, channel, 1, "UTC", GameSettings("all", None, 3, 10))
            except GameRunningError:
                continue
        await games.tick()
        await asyncio.sleep(0.01)


async def answer(
    games: Games, game_channel: StandInChannel, person: int, file: Path, chance: random.Random
) -> None:
    """Whatever is open, some of it twice at once."""

    async def press(question_id: int, choice: int) -> None:
        try:
            taken = await games.answer(GUILD, question_id, person, choice)
        except UserError:  # it is closed
            return
        line = f"{question_id} {person} {taken.choice} {int(taken.is_new)}\n"
        # In one call, so that a kill leaves all of it or nothing.
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, line.encode())
        os.close(descriptor)

    while True:
        await asyncio.sleep(chance.uniform(0, 0.02))
        if game_channel.open:
            asked = chance.choice(list(game_channel.open.values()))
            choices = [chance.randrange(4) for _ in range(chance.choice([1, 1, 2]))]
            await asyncio.gather(*(press(asked.question_id, choice) for choice in choices))


def serve(database: str, file: str) -> None:
    texts = load_texts()
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            asyncio.run(main(database, file, texts, line.strip()))
        print(process, flush=True)
        os.waitpid(process, 0)


if __name__ == "__main__":
    serve(*sys.argv[1:])
