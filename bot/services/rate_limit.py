"""No faster than Discord allows."""

import asyncio
from collections import deque

# Discord takes 50 requests a second of one bot; replies to interactions don't count.
REQUESTS_PER_SECOND = 49


class RateLimiter:
    """Lets one caller after another go, evenly; and in no second more than `per_second`, also when
    the loop was late and several turns have come up at once."""

    def __init__(self, per_second: int = REQUESTS_PER_SECOND) -> None:
        self._per_second = per_second
        self._next = 0.0
        self._gone: deque[float] = deque(maxlen=per_second)
        self._turns = asyncio.Lock()  # first come, first served

    async def acquire(self) -> None:
        time = asyncio.get_running_loop().time
        async with self._turns:
            full = len(self._gone) == self._per_second
            due = max(self._next, self._gone[0] + 1 if full else 0.0)
            await asyncio.sleep(due - time())
            self._gone.append(time())
            # A turn that nobody came for is gone; one that came late is made up for.
            self._next = max(due, self._gone[-1] - 1) + 1 / self._per_second
