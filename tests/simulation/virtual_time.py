"""Virtual time: what the world does when, and an event loop that leaps between moments."""

import asyncio
import contextlib
import heapq
import itertools
import selectors
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

Event = Callable[[], None]


class Agenda:
    """What happens outside the process, by time. It outlives each process."""

    def __init__(self, start: datetime) -> None:
        self._start = start.timestamp()
        self.now = 0.0  # seconds since the start
        # What the world raised, which is no fault of the process in whose loop it came out.
        self.failed: Exception | None = None
        self._events: list[tuple[float, int, Event]] = []
        self._numbers = itertools.count()

    def seconds(self) -> float:
        """Return the time as `time.time` does."""
        return self._start + self.now

    def clock(self) -> datetime:
        return datetime.fromtimestamp(self.seconds(), UTC)

    def at(self, when: float, event: Event) -> None:
        heapq.heappush(self._events, (max(when, self.now), next(self._numbers), event))

    def after(self, seconds: float, event: Event) -> None:
        self.at(self.now + seconds, event)

    def run_until(self, when: float) -> None:
        """Let time pass while no process runs."""
        while self._events and self._events[0][0] <= when:
            self._run_next()
        self.now = max(self.now, when)

    def leap(self, seconds: float | None) -> None:
        """Go on by so many seconds, or only to the next event and through it."""
        until = float("inf") if seconds is None else self.now + seconds
        if self._events and self._events[0][0] <= until:
            self._run_next()
        elif seconds is None:
            raise AssertionError("the process waits for what never comes")
        else:
            self.now = until

    def _run_next(self) -> None:
        when, _, event = heapq.heappop(self._events)
        self.now = max(self.now, when)
        try:
            event()
        except Exception as error:
            self.failed = error
            raise


class _LeapingSelector(selectors.SelectSelector):
    """Selects nothing: while the process has nothing to do, the agenda goes on."""

    def __init__(self, agenda: Agenda) -> None:
        super().__init__()
        self._agenda = agenda

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, Any]]:
        if timeout is None or timeout > 0:
            self._agenda.leap(timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop on the agenda's time. What would run in a thread runs at once."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._is_abandoned = False
        super().__init__(_LeapingSelector(agenda))
        # Floating-point seconds of a year are not exact to the nanosecond of a real clock: from day
        # 194 on, a timer would never be due. `super().__init__` sets the real clock's resolution.
        self._clock_resolution = 1e-6

    def time(self) -> float:
        return self._agenda.now

    def run_in_executor(  # type: ignore[override]
        self, _: Any, function: Callable[..., Any], *values: Any
    ) -> asyncio.Future[Any]:
        done: asyncio.Future[Any] = self.create_future()
        try:
            done.set_result(function(*values))
        except Exception as error:
            done.set_exception(error)
        return done

    def abandon(self) -> None:
        """Forget every task and callback, as a killed process does. Nothing of them runs again."""
        self._is_abandoned = True
        # A coroutine that awaits something at its end can't be closed. It says so to this hook.
        hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
        for task in asyncio.all_tasks(self):
            task._log_destroy_pending = False  # type: ignore[attr-defined]
            with contextlib.suppress(BaseException):
                task.get_coro().close()
        self._ready.clear()  # type: ignore[attr-defined]
        self._scheduled.clear()  # type: ignore[attr-defined]
        self.close()
        sys.unraisablehook = hook

    def _check_closed(self) -> None:
        if not self._is_abandoned:
            super()._check_closed()  # type: ignore[misc]

    def _asyncgen_finalizer_hook(self, generator: Any) -> None:
        if not self._is_abandoned:
            super()._asyncgen_finalizer_hook(generator)  # type: ignore[misc]
