"""The leaderboards' pictures, drawn in a worker process and kept for the next person who asks."""

import asyncio
import hashlib
import logging
import statistics
from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime

from bot.cards.picture.drawing import Chart, draw
from bot.logs import described
from bot.services.known_names import NAME_LIFETIME
from bot.services.worker_process import WorkerDiedError, WorkerProcess

log = logging.getLogger("teapot")

# A picture shows people's names, so a picture is kept no longer than a name.
PICTURE_LIFETIME = NAME_LIFETIME
MAX_BYTES = 8_000_000  # A picture has about 30,000 bytes.
# The longest wait for a picture. A reply with only the list is better than a late reply. Twenty
# pictures take half a second.
PATIENCE_SECONDS = 0.9
MAX_WAITING = 40
# Far longer than a picture takes, even if the process has to start first.
DRAW_TIMEOUT_SECONDS = 10.0

Drawing = WorkerProcess[Chart, bytes | None]


def drawing_process() -> Drawing:
    return WorkerProcess("teapot-drawer", draw, DRAW_TIMEOUT_SECONDS)


class PictureCache:
    """Keeps each picture under a hash of its content, so a changed leaderboard gets a new picture.

    `picture` returns None if the fonts can't draw the texts, if the worker process dies, or if the
    picture isn't ready within PATIENCE_SECONDS. The leaderboard then shows only its list.
    """

    def __init__(
        self, process: Drawing, clock: Callable[[], datetime], max_bytes: int = MAX_BYTES
    ) -> None:
        self._process = process
        self._clock = clock
        self._room = max_bytes
        # By a hash of the content, the oldest first.
        self._pictures: OrderedDict[bytes, tuple[datetime, bytes]] = OrderedDict()
        self._drawing: dict[bytes, asyncio.Task[bytes | None]] = {}
        # How long the last pictures took, about 0.025 seconds each, and when the last was done.
        self._seconds: deque[float] = deque([0.0], maxlen=5)
        self._done_at = 0.0
        # The number of calls of `forget_all`. A picture that was begun before the last call isn't
        # kept: it may show an erased person.
        self._forgotten = 0

    async def picture(self, chart: Chart) -> bytes | None:
        key = hashlib.sha256(repr(chart).encode()).digest()
        if key in self._pictures:
            return self._pictures[key][1]
        if key not in self._drawing:
            wait = len(self._drawing) * statistics.median(self._seconds)
            if wait > PATIENCE_SECONDS or len(self._drawing) >= MAX_WAITING:
                return None  # It would come too late, so the person need not wait for it.
            self._drawing[key] = asyncio.create_task(self._draw(key, chart, self._forgotten))
        # The task goes on when the person stops waiting: a late picture serves the next person.
        task = self._drawing[key]
        await asyncio.wait((task,), timeout=PATIENCE_SECONDS)
        return task.result() if task.done() else None

    def forget_all(self) -> None:
        """Forget all pictures. A picture that is being drawn is still shown, but not kept."""
        self._forgotten += 1
        while self._pictures:
            self._drop_oldest()

    def forget_old(self) -> None:
        now = self._clock()
        while self._pictures:
            at, _ = next(iter(self._pictures.values()))
            if at <= now < at + PICTURE_LIFETIME:
                break
            self._drop_oldest()

    async def close(self) -> None:
        await self._process.close()

    async def _draw(self, key: bytes, chart: Chart, forgotten: int) -> bytes | None:
        time = asyncio.get_running_loop().time
        asked_at = time()
        try:
            picture = await self._process.run(chart)
            began_at, self._done_at = max(asked_at, self._done_at), time()
            self._seconds.append(self._done_at - began_at)
        except (TimeoutError, WorkerDiedError) as error:
            log.warning("a leaderboard has no picture: %s", described(error))
            return None
        finally:
            del self._drawing[key]
        if picture is not None and forgotten == self._forgotten:
            self._pictures[key] = self._clock(), picture
            self._room -= len(picture)
            while self._room < 0:
                self._drop_oldest()
        return picture

    def _drop_oldest(self) -> None:
        _, (_, picture) = self._pictures.popitem(last=False)
        self._room += len(picture)
