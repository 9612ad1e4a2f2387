"""A separate process for work that would block the event loop. It does one piece at a time.

The process is spawned, not forked: a fork copies locks that the threads of discord.py and the
database hold, and a fork server would be one more process that stays. A `ProcessPoolExecutor` is
unsuitable: it can end a slow worker only from Python 3.14 on, and its workers outlive a killed bot.
"""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar, cast

# On a single core, the bot's replies come first. A higher value would starve the process on a busy
# machine.
NICENESS = 5

Piece = TypeVar("Piece")
Result = TypeVar("Result")


class WorkerDiedError(Exception):
    """The process died during a piece of work, or can't be started. The next piece may succeed."""


class WorkerProcess(Generic[Piece, Result]):
    """Starts the process with the first piece of work, and again after the process has died.

    `work` must be a module-level function: the process imports it by its name.
    """

    def __init__(self, name: str, work: Callable[[Piece], Result], timeout_seconds: float) -> None:
        self._name = name
        self._work = work
        self.timeout_seconds = timeout_seconds
        self._lock = asyncio.Lock()
        self._running: tuple[BaseProcess, Connection] | None = None
        # `close` waits for this process. multiprocessing reaps earlier processes when it starts the
        # next process.
        self._last_killed: BaseProcess | None = None

    async def run(self, piece: Piece) -> Result:
        """Return what `work` returns. Raise TimeoutError or WorkerDiedError.

        The timeout includes the wait for earlier pieces.
        """
        async with asyncio.timeout(self.timeout_seconds), self._lock:
            return await self._ask(piece)

    async def close(self) -> None:
        """End the process at once. Work that is under way raises WorkerDiedError."""
        self._end()
        if self._last_killed is not None:
            await asyncio.to_thread(self._last_killed.join)

    async def _ask(self, piece: Piece) -> Result:
        try:
            if self._running is None or not self._running[0].is_alive():
                self._end()
                self._running = await asyncio.to_thread(_start, self._name, self._work)
            result = await asyncio.to_thread(_exchange, self._running[1], piece)
        except (EOFError, OSError) as error:  # The process died, perhaps for want of memory.
            self._end()
            raise WorkerDiedError(self._name) from error
        except asyncio.CancelledError:
            self._end()  # A piece under way can't be interrupted in any other way.
            raise
        return cast("Result", result)

    def _end(self) -> None:
        if self._running is not None:
            self._last_killed, _ = self._running
            self._last_killed.kill()
        self._running = None


def _start(name: str, work: Callable[[Any], Any]) -> tuple[BaseProcess, Connection]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work), name=name, daemon=True)
    process.start()
    theirs.close()  # Now only the process has this end open: a `recv` fails when the process dies.
    return process, ours


def _exchange(connection: Connection, piece: Any) -> Any:
    connection.send(piece)
    return connection.recv()


def _serve(connection: Connection, work: Callable[[Any], Any]) -> None:
    """Work until the bot ends the process, or until the bot itself has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the bot, which ends this process.
    threading.Thread(target=_end_with_the_bot, daemon=True).start()
    if hasattr(os, "nice"):  # Windows has none.
        os.nice(NICENESS)
    try:
        while True:
            connection.send(work(connection.recv()))
    except (EOFError, OSError):
        pass


def _end_with_the_bot() -> None:
    """End the process when the bot has ended: nothing waits for the work anymore."""
    bot = multiprocessing.parent_process()
    assert bot is not None
    bot.join()
    os._exit(0)
