"""Reads the files that people send: small ones at once, big ones in a process of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.services.extract.decode import GZIP
from bot.services.extract.reading_process import Reading, ReadingProcess, read_file

# A file of this size holds the event loop for 5 to 15 milliseconds. Sending it to the process costs
# one or two more, and the start of the process some 400.
MAX_SMALL_BYTES = 10_000
# Each may have one file of some megabytes in memory, and the process reads one file at a time.
MAX_READERS = 8


class FileReader:
    """Nothing of a file is stored or logged."""

    def __init__(self, process: ReadingProcess) -> None:
        self._process = process
        self._readers = 0

    @property
    def is_busy(self) -> bool:
        """Whether as many people's files are being read as memory and patience allow."""
        return self._readers >= MAX_READERS

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Count a person whose files are being fetched and read."""
        self._readers += 1
        try:
            yield
        finally:
            self._readers -= 1

    async def read(self, content: bytes) -> Reading:
        """Return the codes of a file's text, or why it was not read."""
        is_small = len(content) <= MAX_SMALL_BYTES and not content.startswith(GZIP)
        return read_file(content) if is_small else await self._process.read(content)

    async def close(self) -> None:
        await self._process.close()
