"""An event loop whose clock leaps to the next timer instead of waiting for it."""

import asyncio
import selectors
import time
from typing import Any

import aiosqlite
import pytest


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """While a thread is at work for it, its time goes as the real time does: SQLite may take long,
    and the clock must not leap over a minute's patience meanwhile. `grace` is the real seconds
    before a leap, in which a socket may have something."""

    grace = 0.0

    def __init__(self) -> None:
        super().__init__(_LeapingSelector(self))
        self.leapt = 0.0
        self.at_work = 0

    def time(self) -> float:
        return self.leapt

    async def shutdown_default_executor(self, *timeout: Any) -> None:
        """Wait for the threads in real time. Since Python 3.12 the runner gives them 300 seconds,
        over which the clock would leap."""
        self.at_work += 1
        try:
            await super().shutdown_default_executor(*timeout)
        finally:
            self.at_work -= 1


class _LeapingSelector(selectors.DefaultSelector):
    def __init__(self, loop: VirtualTimeLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, Any]]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        if not self._loop.at_work:
            if events := super().select(self._loop.grace):
                return events
            self._loop.leapt += timeout
            return []
        started = time.monotonic()
        events = super().select(timeout)
        self._loop.leapt += min(time.monotonic() - started, timeout)
        return events


def count_sqlites_work(loop: VirtualTimeLoop, monkeypatch: pytest.MonkeyPatch) -> None:
    """From each call of a connection until its answer is there."""
    plain = aiosqlite.Connection._execute

    async def counted(connection: aiosqlite.Connection, *call: Any, **options: Any) -> Any:
        loop.at_work += 1
        try:
            # aiosqlite leaves this method untyped.
            return await plain(connection, *call, **options)  # type: ignore[no-untyped-call]
        finally:
            loop.at_work -= 1

    monkeypatch.setattr(aiosqlite.Connection, "_execute", counted)
