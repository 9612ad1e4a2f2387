"""No faster than Discord allows."""

import asyncio

# Discord takes 50 requests a second of one bot; replies to interactions don't count.
PER_SECOND = 49


class Pace:
    """Lets one caller after another go, evenly."""

    def __init__(self, per_second: float = PER_SECOND) -> None:
        self._gap = 1 / per_second
        self._next = 0.0

    async def turn(self) -> None:
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next)
        self._next = turn + self._gap
        await asyncio.sleep(turn - now)
