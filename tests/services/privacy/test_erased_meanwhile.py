"""A person is erased while everything else goes on, and others notice nothing.

Each seed plays one script in two worlds. In one of them Ada is erased again and again: between the
presses of a question, while it closes, while the game ends and is counted, while boards are read,
and twice at once. What the others have must be the same in both.
"""

import asyncio
import random
import shutil
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.model import Knowledge
from bot.model.daily import Daily, Schedule
from bot.model.game import GameSettings
from bot.services.quiz.counted_answers import rebuild_scores
from bot.services.quiz.leaderboard import span_of
from bot.store.database import open_database
from tests.services.privacy.two_servers import (
    ADA,
    ALAN,
    CHANNELS,
    GRACE,
    HERE,
    MONDAY,
    THERE,
    Rows,
    TwoServers,
    naming,
    two_servers,
    without,
)

QUESTIONS = 4
ALL_TIME = span_of("all", date.min)
Act = Callable[[], Awaitable[object]]


class Meanwhile:
    """Plays a script. Each act of a moment begins after a few steps of the loop, by the seed."""

    def __init__(self, servers: TwoServers, seed: int, *, erases: bool) -> None:
        self._servers = servers
        self._script = random.Random(seed)
        self._erases = erases

    async def play(self) -> None:
        servers, script = self._servers, self._script
        for guild_id in (HERE, THERE):
            schedule = Schedule(time(9), "UTC")
            await servers.daily.set(Daily(guild_id, CHANNELS[guild_id], None, schedule))
        servers.clock.now = datetime.combine(MONDAY.date(), time(9), UTC)
        await self._at_once(servers.daily.tick)
        both = [(guild_id, who) for guild_id in (HERE, THERE) for who in (ADA, GRACE)]
        await self._at_once(*(self._daily(guild_id, who) for guild_id, who in both))
        settings = GameSettings("all", None, QUESTIONS, 20)
        await servers.games.start(HERE, CHANNELS[HERE], ADA, "UTC", settings)
        # Mostly two people play, and Ada leaves early: without her, Grace would have played alone.
        players = [ADA, GRACE, ALAN] if script.random() < 0.3 else [ADA, GRACE]
        for number in range(QUESTIONS):
            await self._wait(7)
            playing = players if number < 2 else players[1:]
            people = [who for who in playing if script.random() < 0.9]
            await self._at_once(*(self._press(who, script.random() < 0.5) for who in people))
            await self._wait(21)
        for _ in range(3):
            await self._wait(7)
        assert not servers.games.are_running
        servers.clock.now += timedelta(days=1)
        await self._at_once(servers.daily.tick)  # its post shows yesterday's result

    async def _wait(self, seconds: int) -> None:
        self._servers.clock.now += timedelta(seconds=seconds)
        await self._at_once(self._servers.games.tick)

    def _press(self, who: int, is_right: bool) -> Act:
        return lambda: self._servers.press(HERE, who, is_right=is_right)

    def _daily(self, guild_id: int, who: int) -> Act:
        choice = self._script.randrange(4)
        return lambda: self._servers.answers.give(guild_id, MONDAY.date(), who, choice)

    async def _at_once(self, *acts: Act) -> None:
        servers, script = self._servers, self._script
        erasures: list[Act] = [lambda: servers.people.erase(ADA)] * script.choice([0, 1, 1, 2])
        reads: list[Act] = [
            lambda: servers.leaderboards.page(HERE, ALL_TIME, "all", 1, ADA),
            lambda: servers.leaderboards.page(HERE, ALL_TIME, "all", 9, GRACE),
            lambda: servers.stats.of(HERE, ADA, is_own=True),
            lambda: servers.people.export(ADA),
            lambda: servers.people.kept(ADA),
        ]
        delays = [script.randrange(12) for _ in range(20)]
        together = [*acts, *(reads if script.random() < 0.5 else [])]
        if self._erases:
            together += erasures
        await asyncio.gather(*map(_after, delays, together))


async def _after(steps: int, act: Act) -> None:
    for _ in range(steps):
        await asyncio.sleep(0)
    await act()


def numbers(rows: Rows) -> dict[int, tuple[int, int]]:
    """Return how many people answered each question, and how many were right, as others saw it."""
    answered, right = Counter[int](), Counter[int]()
    for question_id, _, _, _, _, is_right, *_ in rows["answer"]:
        answered[question_id] += 1
        right[question_id] += is_right
    return {
        row[0]: (answered[row[0]] + row[-2], right[row[0]] + row[-1]) for row in rows["question"]
    }


async def outcome(
    path: Path, knowledge: Knowledge, seed: int, *, erases: bool
) -> tuple[dict[int, tuple[int, int]], Rows]:
    """Play the script, and erase Ada at its end. Return the numbers before that, and all rows."""
    database = await open_database(str(path))
    try:
        servers = await two_servers(database, knowledge)
        await Meanwhile(servers, seed, erases=erases).play()
        assert (await rebuild_scores(database)).different == 0
        seen = numbers(await servers.rows())
        await asyncio.gather(servers.people.erase(ADA), servers.people.erase(ADA))
        assert (await rebuild_scores(database)).different == 0
        board = await servers.leaderboards.page(HERE, ALL_TIME, "all", 1, None)
        assert {each.user_id for each in board.standings} <= {GRACE, ALAN}
        return seen, await servers.rows()
    finally:
        await database.close()


async def others_notice_nothing(folder: Path, knowledge: Knowledge, seed: int) -> None:
    template = folder / "template.sqlite3"
    if not template.exists():
        await (await open_database(str(template))).close()
    found = []
    for erases in (False, True):
        path = folder / f"{erases}.sqlite3"
        shutil.copyfile(template, path)
        found.append(await outcome(path, knowledge, seed, erases=erases))
        for log in folder.glob(f"{erases}.sqlite3-*"):
            log.unlink()
    (seen, untouched), (_, erased) = found
    assert naming(untouched, ADA) == naming(erased, ADA) == {}
    assert numbers(untouched) == numbers(erased) == seen
    assert without(untouched, ADA) == without(erased, ADA)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
async def test_an_erasure_amid_a_game_changes_nothing_of_others(
    tmp_path: Path, knowledge: Knowledge, seed: int
) -> None:
    await others_notice_nothing(tmp_path, knowledge, seed)


@pytest.mark.slow
async def test_many_erasures_amid_games_change_nothing_of_others(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    for seed in range(2, 12):
        await others_notice_nothing(tmp_path, knowledge, seed)
