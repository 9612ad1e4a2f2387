"""Killed at any point of claim, send and mark, a restart posts nothing twice and drops no day."""

import asyncio
import math
import random
import signal
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.model import Knowledge
from bot.model.daily import Daily, Schedule
from bot.services.daily.schedule import MAX_LATENESS
from bot.store.database import open_database
from tests.examples import examples
from tests.services.daily.daily_stand_in import RecordingSender, daily_posts
from tests.services.lives import answer_to, living

KILLS, SERVERS = examples(100), 60
DUE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def run(lives: subprocess.Popen[str], now: datetime, kill_after: float, seed: int) -> bool:
    """Run one life. Return False if it was killed."""
    code = answer_to(lives, f"{now.isoformat()} {seed} {kill_after}")
    assert code in (0, -signal.SIGKILL)
    return code == 0


async def configure(database_path: Path, knowledge: Knowledge) -> None:
    database = await open_database(str(database_path))
    try:
        posts = daily_posts(
            database, knowledge, RecordingSender(), lambda: DUE - timedelta(hours=1)
        )
        for guild_id in range(1, SERVERS + 1):
            await posts.set(Daily(guild_id, 2, None, Schedule(time(9), "UTC")))
    finally:
        await database.close()


@pytest.mark.slow
def test_one_post_for_each_server_and_date_whenever_it_is_killed(
    tmp_path: Path, knowledge: Knowledge, say: Callable[[str], None]
) -> None:
    """Each day, processes are killed and restarted until one finishes. A restart comes soon, while
    Discord knows the nonce, or minutes later, when the nonce is forgotten."""
    database, file = tmp_path / "teapot.sqlite3", tmp_path / "posts"
    asyncio.run(configure(database, knowledge))
    chance = random.Random(418)
    kills, days = 0, 0
    with living("tests.services.daily.daily_process", database, file) as lives:
        while kills < KILLS:
            now = DUE + timedelta(days=days)
            days += 1
            while not run(lives, now, chance.uniform(0, 0.12), kills):
                kills += 1
                now += timedelta(minutes=chance.choice([1.1, 1.5, 5, 12]))
                # On a busy machine a life does so little before its kill that a day needs many, and
                # a post that is too late is rightly dropped.
                if kills == KILLS or now > DUE + timedelta(days=days - 1) + MAX_LATENESS / 2:
                    break
            # What is left of the day: first what the last one was at, then whatever it left.
            for minutes in (2, 4):
                assert run(lives, now + timedelta(minutes=minutes), math.inf, kills)
    posted = Counter(tuple(line.split()[1:3]) for line in file.read_text().splitlines())
    expected = {
        (str(guild_id), str(date(2026, 11, 24) + timedelta(days=day)))
        for guild_id in range(1, SERVERS + 1)
        for day in range(days)
    }
    say(f"{kills} kills in {days} days: {sum(posted.values())} posts.")
    assert set(posted) == expected
    assert set(posted.values()) == {1}
