"""Simulated histories: the real client, services, store and file on virtual time."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.simulation.history import DAY, Action, History
from tests.simulation.world import World

Run = Callable[[History], World]


@pytest.fixture
def run(seeded: Path, tmp_path: Path) -> Run:
    """Runs a history from the database that a first start leaves."""

    def run(history: History) -> World:
        database = tmp_path / "teapot.sqlite3"
        shutil.copyfile(seeded, database)
        world = World(history, database)
        world.run()
        return world

    return run


def daily(at: str = "09:00", timezone: str = "Asia/Seoul") -> Action:
    return Action(60.0, "set_daily", 0, (1, at, timezone))


def test_a_day_has_one_post(run: Run) -> None:
    world = run(History(seed=1, seconds=2 * DAY, actions=(daily(),)))

    (post,) = world.discord.messages.values()
    assert post.at == pytest.approx(DAY, abs=2)
    assert post.nonce is not None
    assert world.errors == []


def test_a_history_runs_the_same_way_twice(run: Run) -> None:
    history = History(seed=2, seconds=3 * DAY, actions=(daily(),))

    first, second = run(history), run(history)

    assert len(first.discord.messages) == 2
    assert first.digest() == second.digest()
    assert first.digest() != run(History(seed=3, seconds=3 * DAY, actions=(daily(),))).digest()
