"""In the playground, time is real time."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from bot.playground import clock
from tests.conftest import World

SECOND = timedelta(seconds=1)


async def run_for(world: World, seconds: float, refresh: Any, lock: asyncio.Lock) -> None:
    """So long that a step or more of the simulated clock is taken."""
    task = asyncio.create_task(clock.run_time(world.env, lock, refresh, world.clock))
    await asyncio.sleep(seconds)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_the_simulated_clock_goes_along_with_the_real_one(world: World) -> None:
    async def refresh() -> None: ...

    world.clock.now += 7 * SECOND
    await run_for(world, 0.6, refresh, asyncio.Lock())
    assert world.env.now() == world.clock.now


async def test_a_night_is_made_up_for_in_strides(world: World) -> None:
    async def refresh() -> None: ...

    began = world.env.now()
    world.clock.now += timedelta(hours=9)
    await run_for(world, 0.7, refresh, asyncio.Lock())
    assert SECOND < world.env.now() - began < timedelta(minutes=2)


async def test_the_page_is_refreshed_only_when_the_bot_has_done_something(world: World) -> None:
    refreshed: list[int] = []

    async def refresh() -> None:
        refreshed.append(len(world.env.http_requests))

    lock = asyncio.Lock()
    await world.http("404")
    await run_for(world, 0.9, refresh, lock)
    assert len(refreshed) == 1
    assert world.env.http_requests == []
    await world.member.autocomplete(world.channel, "http", "code", "40")
    await run_for(world, 0.9, refresh, lock)
    assert len(refreshed) == 1


async def test_nothing_moves_while_something_is_done_in_the_page(world: World) -> None:
    async def refresh() -> None: ...

    lock, began = asyncio.Lock(), world.env.now()
    world.clock.now += SECOND
    async with lock:
        await run_for(world, 0.6, refresh, lock)
        assert world.env.now() == began


async def test_a_step_that_is_not_done_in_time_does_not_end_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[float] = []

    async def advance(seconds: float) -> None:
        steps.append(seconds)
        raise TimeoutError

    async def refresh() -> None: ...

    monkeypatch.setattr(world.env, "advance_time", advance)
    await run_for(world, 0.9, refresh, asyncio.Lock())
    assert len(steps) > 1
