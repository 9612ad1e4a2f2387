"""SIGTERM and SIGINT, from the first moment of the process on."""

import signal
from typing import TYPE_CHECKING

# The first import of the process, so it imports asyncio only once there is a loop.
if TYPE_CHECKING:
    import asyncio

_STOPPING = (signal.SIGTERM, signal.SIGINT)


class Signals:
    """Notes the first signal to stop. The second one ends the process at once.

    A handler of the event loop would run only once the loop has time. This one runs between any two
    steps of Python, also before there is a loop.
    """

    def __init__(self) -> None:
        self.received: signal.Signals | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None

    def listen(self) -> None:
        """Heed signals from now on. Does nothing after the first signal."""
        if self.received is None:
            for number in _STOPPING:
                signal.signal(number, self._note)

    async def wait(self) -> None:
        """Return when a signal has been received."""
        import asyncio

        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        if self.received is None:
            await self._stop.wait()

    def _note(self, number: int, _frame: object) -> None:
        self.received = signal.Signals(number)
        for each in _STOPPING:
            signal.signal(each, signal.SIG_DFL)
        if self._loop is not None and self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)


SIGNALS = Signals()
