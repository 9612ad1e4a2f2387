"""Reads files in a separate process, because a big file would hold the event loop for seconds."""

from bot.model.explain_limits import MAX_UNPACKED_BYTES, READ_TIMEOUT_SECONDS
from bot.model.explanation import Summary
from bot.model.unread_file import Unreadable
from bot.services.extract.files.decode import decode
from bot.services.extract.summary.summarise import summarise
from bot.services.worker_process import WorkerDiedError, WorkerProcess

Reading = Summary | Unreadable


def read_file(content: bytes) -> Reading:
    """Return the codes of a file's text, or why the file can't be read."""
    text = decode(content, MAX_UNPACKED_BYTES)
    return text if isinstance(text, Unreadable) else summarise(text)


class ReadingProcess:
    """Runs `read_file` in a process of its own, on one file at a time."""

    def __init__(self) -> None:
        self._worker = WorkerProcess("teapot-reader", read_file, READ_TIMEOUT_SECONDS)

    async def read(self, content: bytes) -> Reading:
        """Return what `read_file` returns, SLOW after a timeout, or FAILED if the process dies."""
        try:
            return await self._worker.run(content)
        except TimeoutError:
            return Unreadable.SLOW
        except WorkerDiedError:
            return Unreadable.FAILED

    async def close(self) -> None:
        """End the process at once. A read that is under way returns FAILED."""
        await self._worker.close()
