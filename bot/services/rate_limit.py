"""Limits requests to the rate that Discord allows."""

import asyncio
from collections import deque

# Discord allows a bot 50 requests a second. Replies to interactions don't count.
REQUESTS_PER_SECOND = 49


class RateLimiter:
    """Lets callers through one after another.

    After a quiet second, up to `per_second` callers pass at once. Later callers pass at even
    intervals. No second has more than `per_second` calls, even if the event loop was late.
    """

    def __init__(self, per_second: int = REQUESTS_PER_SECOND) -> None:
        self._per_second = per_second
        self._next = 0.0
        self._passed_at: deque[float] = deque(maxlen=per_second)
        self._lock = asyncio.Lock()  # fair: first come, first served

    async def acquire(self) -> None:
        time = asyncio.get_running_loop().time
        async with self._lock:
            full = len(self._passed_at) == self._per_second
            due = max(self._next, self._passed_at[0] + 1 if full else 0.0)
            await asyncio.sleep(due - time())
            self._passed_at.append(time())
            # If no caller came at `due`, or the event loop was late, the next callers make up for
            # at most one second of the lost time: they wait less or not at all.
            self._next = max(due, self._passed_at[-1] - 1) + 1 / self._per_second
