"""Processes that post to a file, to be killed at any moment: see test_daily_killed.py.

`python -m tests.services.daily.daily_process DATABASE FILE` forks one for each line of its input,
with everything imported and the texts read, and says its exit code. The line is MOMENT (ISO, UTC),
which the process takes for the time of its start, NUMBER, which seeds its pauses, and after how
many seconds it is killed, once it is about to tick: `inf` is never.
"""

import asyncio
import math
import os
import random
import select
import signal
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from bot.knowledge.seed import seed
from bot.model.daily import Claim, PauseNotice, Post
from bot.store.database import open_database
from bot.texts import Texts, load_texts
from tests.services.daily.daily_stand_in import daily_posts

# How long the stand-in knows a nonce; Discord says "a few minutes".
KNOWN = timedelta(minutes=3)


class FileSender:
    """Writes a line for each message: its nonce, guild, date and moment. Ignores a known nonce, as
    Discord does, and pauses before and after, as a network does."""

    def __init__(self, path: Path, clock: "Clock", chance: random.Random) -> None:
        self._path = path
        self._clock = clock
        self._chance = chance

    async def send(self, claim: Claim, post: Post) -> int:
        await self._pause()
        now = self._clock()
        lines = self._lines()
        for number, (nonce, _, _, moment) in enumerate(lines):
            if nonce == claim.nonce and now - datetime.fromisoformat(moment) <= KNOWN:
                await self._pause()
                return number
        line = f"{claim.nonce} {claim.guild_id} {claim.due.local_date} {now.isoformat()}\n"
        # In one call, so that a kill leaves all of it or nothing.
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, line.encode())
        os.close(descriptor)
        await self._pause()
        return len(lines)

    async def find(self, claim: Claim) -> int | None:
        await self._pause()
        wanted = (str(claim.guild_id), str(claim.due.local_date))
        found = (number for number, line in enumerate(self._lines()) if line[1:3] == wanted)
        return next(found, None)

    async def tell(self, notice: PauseNotice, *, is_late: bool) -> None:
        raise AssertionError(f"nothing is in the way: {notice}")

    def _lines(self) -> list[tuple[str, ...]]:
        if not self._path.exists():
            return []
        return [tuple(line.split()) for line in self._path.read_text().splitlines()]

    async def _pause(self) -> None:
        await asyncio.sleep(self._chance.uniform(0, 0.01))


class Clock:
    """Runs at the real clock's speed from a moment of the test's."""

    def __init__(self, start: datetime) -> None:
        self._start, self._began = start, time.monotonic()

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._began)


async def main(
    database_path: str, file: str, texts: Texts, moment: str, number: str, ready: int
) -> None:
    clock = Clock(datetime.fromisoformat(moment))
    database = await open_database(database_path)
    try:
        sender = FileSender(Path(file), clock, random.Random(number))
        posts = daily_posts(database, await seed(database, texts), sender, clock)
        os.write(ready, b"!")
        await posts.tick()
    finally:
        await database.close()


def live(
    database: str, file: str, texts: Texts, moment: str, number: str, kill_after: float
) -> int:
    """Fork one life, and return its exit code."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        asyncio.run(main(database, file, texts, moment, number, writing))
        os._exit(0)
    os.close(writing)
    os.read(reading, 1)
    patience = None if kill_after == math.inf else kill_after
    ended, _, _ = select.select([reading], [], [], patience)  # its end closes the pipe
    if not ended:
        os.kill(process, signal.SIGKILL)
    os.close(reading)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def serve(database: str, file: str) -> None:
    texts = load_texts()
    for line in sys.stdin:
        moment, number, kill_after = line.split()
        print(live(database, file, texts, moment, number, float(kill_after)), flush=True)


if __name__ == "__main__":
    serve(*sys.argv[1:])
