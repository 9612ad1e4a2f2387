"""The client's loops, which sleep on the monotonic clock.

If the wall clock is corrected by some seconds, these loops are late by at most those seconds.
discord.py's loops sleep until a time of the wall clock. They stop for an hour if that clock is set
back by an hour.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.ext import tasks

# A change of the wall clock by more than this is a jump. A gradual adjustment changes the clock by
# less than 0.1 s a minute.
JUMP_SECONDS = 0.5
# For this time after a jump, EachMinute looks at the wall clock every LOOK_EVERY_SECONDS, because
# another jump may follow.
WATCHED_SECONDS = 120.0
LOOK_EVERY_SECONDS = 1.0


class _SteadyLoop(tasks.Loop[Any]):
    """A loop that measures its pauses by the monotonic clock."""

    def __init__(self, step: Callable[[], Awaitable[None]]) -> None:
        unset = discord.utils.MISSING
        super().__init__(
            step, seconds=1, hours=unset, minutes=unset, time=unset, count=None,
            reconnect=True, name=None,
        )  # fmt: skip

    def _pause(self) -> float:
        raise NotImplementedError  # Each kind of loop has its own.

    def _try_sleep_until(self, _: datetime) -> Any:
        # Private to discord.py, which calls it after each step with a time of the wall clock.
        then = discord.utils.utcnow() + timedelta(seconds=self._pause())
        return super()._try_sleep_until(then)


class EachSecond(_SteadyLoop):
    """Does a step each second."""

    _due = float("-inf")

    def _pause(self) -> float:
        now = asyncio.get_running_loop().time()
        if self._due < now - 1:
            self._due = now
        self._due += 1
        return self._due - now


class EachMinute(_SteadyLoop):
    """Does a step at once, and then in each new minute of the clock."""

    def __init__(self, clock: Callable[[], datetime], step: Callable[[], Awaitable[None]]) -> None:
        super().__init__(self._look)
        self._clock = clock
        self._minutes_step = step
        self._pauses = MinutePauses()
        self._done: datetime | None = None

    async def _look(self) -> None:
        minute = self._clock().replace(second=0, microsecond=0)
        if minute != self._done:
            self._done = minute
            await self._minutes_step()

    def _pause(self) -> float:
        return self._pauses.next(self._clock(), asyncio.get_running_loop().time())


class MinutePauses:
    """Computes the pauses until each full minute of a wall clock that may jump."""

    def __init__(self) -> None:
        self._ahead: float | None = None
        self._watched_until = float("-inf")

    def next(self, wall: datetime, monotonic: float) -> float:
        """Return the seconds until the next full minute, or a shorter pause after a jump."""
        ahead = wall.timestamp() - monotonic
        if self._ahead is not None and abs(ahead - self._ahead) > JUMP_SECONDS:
            self._watched_until = monotonic + WATCHED_SECONDS
        self._ahead = ahead
        # A timer may fire a little early. The 0.01 s keep it from firing again and again.
        rest = max(0.01, 60 - wall.second - wall.microsecond / 1_000_000)
        return min(rest, LOOK_EVERY_SECONDS) if monotonic < self._watched_until else rest
