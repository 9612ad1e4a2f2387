"""No more turns in any second than were allowed, however late the loop is; and none is lost."""

import asyncio

from hypothesis import example, given
from hypothesis import strategies as st

from bot.services.rate_limit import RateLimiter
from tests.benchmarks.virtual_time import VirtualTimeLoop

ALLOWED = 5


@given(
    st.lists(st.floats(0, 3), min_size=1, max_size=60),
    st.lists(st.tuples(st.floats(0, 20), st.floats(0, 2)), max_size=5),
)
@example([0.0] * 30, [(0.9, 1.0)])  # many turns are due at once when the loop comes back
def test_no_second_has_more_turns_than_allowed(
    arrivals: list[float], stalls: list[tuple[float, float]]
) -> None:
    """`stalls`: at a moment the loop stands still for a while."""
    loop = VirtualTimeLoop()
    turns: list[float] = []

    async def comes(limiter: RateLimiter, after: float) -> None:
        await asyncio.sleep(after)
        await limiter.acquire()
        turns.append(loop.time())

    async def stands_still(after: float, seconds: float) -> None:
        await asyncio.sleep(after)
        loop.leapt += seconds

    async def everybody() -> None:
        limiter = RateLimiter(ALLOWED)
        await asyncio.gather(
            *(comes(limiter, after) for after in arrivals),
            *(stands_still(*stall) for stall in stalls),
        )

    try:
        loop.run_until_complete(everybody())
    finally:
        loop.close()
    assert len(turns) == len(arrivals)
    for first, last in zip(turns, turns[ALLOWED:], strict=False):
        assert last - first > 1 - 1e-6
    assert turns[-1] <= 3 + len(arrivals) / ALLOWED + 1 + sum(seconds for _, seconds in stalls)
