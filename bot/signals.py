"""SIGTERM and SIGINT, from the first moment of the process on."""

import os
import signal
import sys
import time

# A signal that arrives before these imports are done kills the process, so they must be quick. The
# import of typing would take a third of the time that Python itself takes to start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio

# Teapot promises service managers to stop within 5 seconds. The event loop may begin the stop late:
# reading all data on a first start blocks the loop for 1 second, or longer on a busy machine.
MAX_STOP_SECONDS = 4.5
_STOPPING = (signal.SIGTERM, signal.SIGINT)


class Signals:
    """Records the first SIGTERM or SIGINT. The process ends at most MAX_STOP_SECONDS later, or at
    once on a second signal.

    asyncio's own signal handlers don't run before the event loop has time. This handler runs
    between any two steps of Python, even before there is a loop.
    """

    def __init__(self) -> None:
        self.received: signal.Signals | None = None
        self._received_at = 0.0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None

    def listen(self) -> None:
        """Handle signals from now on. Does nothing if a signal has been received already."""
        if self.received is None:
            for number in _STOPPING:
                signal.signal(number, self._note)

    def seconds(self) -> float:
        """Return how long ago the signal was received."""
        return time.monotonic() - self._received_at

    async def wait(self) -> None:
        """Wait until a signal has been received."""
        import asyncio

        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        if self.received is None:
            await self._stop.wait()

    def _note(self, number: int, _frame: object) -> None:
        self.received, self._received_at = signal.Signals(number), time.monotonic()
        for each in _STOPPING:
            signal.signal(each, signal.SIG_DFL)
        if sys.platform != "win32":  # Windows has no timer that interrupts.
            signal.signal(signal.SIGALRM, self._end_anyway)
            signal.setitimer(signal.ITIMER_REAL, MAX_STOP_SECONDS)
        if self._loop is not None and self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)

    def _end_anyway(self, _number: int, _frame: object) -> None:
        """End the process even if something holds it. The next start recovers the database."""
        import logging

        name = self.received.name if self.received else None
        fields = {"signal": name, "seconds": MAX_STOP_SECONDS, "reason": "not all was closed"}
        logging.getLogger("teapot").warning("stopped", extra={"fields": fields})
        os._exit(0)


def unblock() -> None:
    """Unblock the stop signals.

    The container's image blocks them while Python starts, because a container's first process
    would lose a signal that it has no handler for. A signal that was blocked arrives now.
    """
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)


SIGNALS = Signals()
