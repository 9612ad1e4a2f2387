"""A wall clock that is wrong for some seconds delays nothing by more than those."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.loops import EachMinute, EachSecond
from tests.benchmarks.virtual_time import VirtualTimeLoop
from tests.commands.playing import begin, newest
from tests.conftest import World

MIDNIGHT = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


def ticks(seconds: float, error: Callable[[float], float]) -> list[tuple[float, float]]:
    """Return the moments of the ticks, in seconds since midnight: the true one, and the wall's.

    `error` is by how much the wall clock is ahead at a true moment.
    """
    loop, said = VirtualTimeLoop(), list[tuple[float, float]]()

    def wall() -> float:
        return loop.time() + error(loop.time())

    async def tick() -> None:
        said.append((round(loop.time(), 1), round(wall(), 1)))

    async def main() -> None:
        ticking = EachMinute(lambda: MIDNIGHT + timedelta(seconds=wall()), tick)
        ticking.start()
        await asyncio.sleep(seconds)
        ticking.cancel()

    loop.run_until_complete(main())
    loop.close()
    return said


def test_a_right_clock_ticks_once_in_each_minute() -> None:
    assert ticks(200, lambda _: 0.0) == [(0, 0), (60, 60), (120, 120), (180, 180)]


@pytest.mark.parametrize("wrong", [-90.0, -3600.0, -0.7, 90.0, 3600.0])
@pytest.mark.parametrize("since", [0.5, 57.0, 58.0, 59.9, 60.0, 118.0])
def test_a_clock_that_is_wrong_for_four_seconds_delays_by_no_more(
    wrong: float, since: float
) -> None:
    """Something that is due at a full minute is done by the first tick that sees it as due."""
    said = ticks(400, lambda now: wrong if since <= now < since + 4 else 0.0)
    for due in (60, 120, 180, 240):
        first = next(true for true, wall in said if true >= due and wall >= due)
        assert first - due <= 5.0
    assert len(said) < 20


async def test_a_game_goes_on_though_the_clock_was_wrong(world: World) -> None:
    await begin(world)
    closes = world.clock.now + timedelta(seconds=20)
    world.clock.now -= timedelta(hours=1)
    await world.env.advance_time(4)
    world.clock.now = closes
    await world.env.advance_time(1.5)
    assert "Answer: " in newest(world)


def test_a_slow_step_does_not_slow_the_pace() -> None:
    loop, said = VirtualTimeLoop(), list[float]()

    async def step() -> None:
        said.append(loop.time())
        await asyncio.sleep(0.4)

    async def main() -> None:
        steps = EachSecond(step)
        steps.start()
        await asyncio.sleep(3.5)
        steps.cancel()

    loop.run_until_complete(main())
    loop.close()
    # discord.py computes the sleep from the wall clock, so a busy machine shortens it.
    assert said == pytest.approx([0, 1.4, 2.4, 3.4], abs=0.2)
