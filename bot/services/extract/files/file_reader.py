"""Reads the files that people send: small ones here, big ones in a separate process."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from bot.services.extract.files.decode import GZIP
from bot.services.extract.files.reading_process import Reading, ReadingProcess, read_file

# A file of this size holds the event loop for 5 to 15 milliseconds. In the process, reading the
# file takes one or two milliseconds more, and the process takes some 400 to start.
MAX_SMALL_BYTES = 10_000
# In a turn, the files of one person are fetched and read. Each turn may have one file of some
# megabytes in memory, and the process reads one file at a time.
MAX_TURNS = 8
MAX_TURNS_OF_A_PERSON = 2


class FileReader:
    """Reads files without storing or logging any of their text."""

    def __init__(self, process: ReadingProcess) -> None:
        self._process = process
        self._turns: Counter[int] = Counter()  # by person

    def is_busy(self, user_id: int) -> bool:
        """Return whether the person, or all people together, have as many turns as allowed.

        MAX_TURNS limits the memory in use and the wait for the process. MAX_TURNS_OF_A_PERSON
        leaves turns to other people.
        """
        own = self._turns[user_id]
        return own >= MAX_TURNS_OF_A_PERSON or self._turns.total() >= MAX_TURNS

    @contextmanager
    def turn(self, user_id: int) -> Iterator[None]:
        """Count a turn of a person while the person's files are being fetched and read."""
        self._turns[user_id] += 1
        try:
            yield
        finally:
            self._turns[user_id] -= 1
            self._turns += Counter()  # removes the people without a turn

    async def read(self, content: bytes) -> Reading:
        """Return the codes of a file's text, or the reason why the file was not read."""
        is_small = len(content) <= MAX_SMALL_BYTES and not content.startswith(GZIP)
        return read_file(content) if is_small else await self._process.read(content)

    async def close(self) -> None:
        await self._process.close()
