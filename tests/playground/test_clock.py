"""In the playground, time is real time."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.playground import clock
from tests.conftest import World

SECOND = timedelta(seconds=1)


class EnoughError(Exception):
    """Ends the clock of a test."""


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_PAUSE_SECONDS", 0.01)


async def run_for(world: World, steps: int, refresh: Any) -> None:
    """Take this many steps of the simulated clock."""
    begun = 0

    def now() -> datetime:
        nonlocal begun
        begun += 1
        if begun > steps:
            raise EnoughError
        return world.clock.now

    with pytest.raises(EnoughError):
        await clock.run_time(world.env, asyncio.Lock(), refresh, now)


async def test_the_simulated_clock_goes_along_with_the_real_one(world: World) -> None:
    async def refresh() -> None: ...

    world.clock.now += 7 * SECOND
    await run_for(world, 1, refresh)
    assert world.env.now() == world.clock.now


async def test_a_night_is_made_up_for_in_strides(world: World) -> None:
    async def refresh() -> None: ...

    began = world.env.now()
    world.clock.now += timedelta(hours=9)
    await run_for(world, 2, refresh)
    assert SECOND < world.env.now() - began < timedelta(minutes=2)


async def test_the_page_is_refreshed_only_when_the_bot_has_done_something(world: World) -> None:
    refreshed: list[int] = []

    async def refresh() -> None:
        refreshed.append(len(world.env.http_requests))

    await world.http("404")
    await run_for(world, 3, refresh)
    assert len(refreshed) == 1
    assert world.env.http_requests == []
    await world.member.autocomplete(world.channel, "http", "code", "40")
    await run_for(world, 3, refresh)
    assert len(refreshed) == 1


async def test_nothing_moves_while_something_is_done_in_the_page(world: World) -> None:
    async def refresh() -> None: ...

    lock, began = asyncio.Lock(), world.env.now()
    world.clock.now += SECOND
    async with lock:
        running = asyncio.create_task(clock.run_time(world.env, lock, refresh, world.clock))
        await asyncio.sleep(0.1)  # ten pauses
        assert world.env.now() == began
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_a_step_that_is_not_done_in_time_does_not_end_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[float] = []

    async def advance(seconds: float) -> None:
        steps.append(seconds)
        raise TimeoutError

    async def refresh() -> None: ...

    monkeypatch.setattr(world.env, "advance_time", advance)
    await run_for(world, 2, refresh)
    assert len(steps) == 2
