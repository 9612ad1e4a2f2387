"""An event loop whose clock leaps to the next timer instead of waiting for it."""

import asyncio
import selectors
from typing import Any

# What SQLite's thread is given to answer before the clock leaps; one that takes longer only makes
# the virtual time longer.
GRACE = 0.001


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """`at_most` is how many times as fast as the real time it goes: on a busy machine SQLite may
    take long, and the clock must not leap over a minute's patience meanwhile."""

    def __init__(self, at_most: float = float("inf")) -> None:
        super().__init__(_LeapingSelector(self))
        self.leapt = 0.0
        self.at_most = at_most

    def time(self) -> float:
        return self.leapt


class _LeapingSelector(selectors.DefaultSelector):
    def __init__(self, loop: VirtualTimeLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, Any]]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        events = super().select(max(GRACE, timeout / self._loop.at_most))
        if not events:
            self._loop.leapt += timeout
        return events
