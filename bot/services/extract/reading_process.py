"""A process that reads files, because a big one would hold the event loop for seconds.

It is spawned, not forked: a fork copies the locks of the threads of discord.py and the database,
and a fork server would be one more process that stays. It is no `ProcessPoolExecutor`, which can
end a worker that takes too long only from Python 3.14 on, and whose workers outlive a killed bot.
"""

import asyncio
import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import cast

from bot.model.explanation import Summary
from bot.model.file_limits import MAX_UNPACKED_BYTES, READ_TIMEOUT_SECONDS, Unreadable
from bot.services.extract.decode import decode
from bot.services.extract.summarise import summarise

# On a single core, the bot's replies come first. A higher value would starve it on a busy machine.
NICENESS = 5

Reading = Summary | Unreadable


def read_file(content: bytes) -> Reading:
    """Return the codes of a file's text."""
    text = decode(content, MAX_UNPACKED_BYTES)
    return text if isinstance(text, Unreadable) else summarise(text)


class ReadingProcess:
    """Reads one file at a time. Starts with the first file, and again if it has died."""

    def __init__(self, timeout_seconds: float = READ_TIMEOUT_SECONDS) -> None:
        self._timeout_seconds = timeout_seconds
        self._turns = asyncio.Lock()
        self._running: tuple[BaseProcess, Connection] | None = None

    async def read(self, content: bytes) -> Reading:
        """Return what `read_file` returns, or SLOW or FAILED. The timeout covers the queue, too."""
        try:
            async with asyncio.timeout(self._timeout_seconds), self._turns:
                return await self._ask(content)
        except TimeoutError:
            return Unreadable.SLOW

    async def close(self) -> None:
        """End the process at once. A read that is under way returns FAILED."""
        running = self._running
        self._end()
        if running is not None:
            await asyncio.to_thread(running[0].join)

    async def _ask(self, content: bytes) -> Reading:
        if self._running is None or not self._running[0].is_alive():
            self._end()
            self._running = await asyncio.to_thread(_start)
        try:
            return await asyncio.to_thread(_exchange, self._running[1], content)
        except (EOFError, OSError):  # It died, perhaps for want of memory.
            self._end()
            return Unreadable.FAILED
        except asyncio.CancelledError:
            self._end()  # It can't be interrupted in any other way.
            raise

    def _end(self) -> None:
        if self._running is not None:
            self._running[0].kill()
        self._running = None


def _start() -> tuple[BaseProcess, Connection]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), name="teapot-reader", daemon=True)
    process.start()
    theirs.close()  # Now only the process has this end, and its death ends a wait for it.
    return process, ours


def _exchange(connection: Connection, content: bytes) -> Reading:
    connection.send_bytes(content)
    return cast("Reading", connection.recv())


def _serve(connection: Connection) -> None:
    """Read files until the bot ends the process, or has itself ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the bot, which ends this process.
    threading.Thread(target=_end_with_the_bot, daemon=True).start()
    if hasattr(os, "nice"):  # Windows has none.
        os.nice(NICENESS)
    try:
        while True:
            connection.send(read_file(connection.recv_bytes()))
    except (EOFError, OSError):
        pass


def _end_with_the_bot() -> None:
    """End a reading that nothing waits for anymore, if the bot was killed."""
    bot = multiprocessing.parent_process()
    assert bot is not None
    bot.join()
    os._exit(0)
