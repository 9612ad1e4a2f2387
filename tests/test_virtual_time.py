"""Time that leaps must not end a wait for something real."""

import asyncio
import time

from tests.benchmarks.virtual_time import VirtualTimeLoop


def test_a_loop_that_closes_waits_for_its_threads() -> None:
    loop = VirtualTimeLoop()

    async def main() -> None:
        # The thread outlives its future, as that of a cancelled name lookup does.
        loop.run_in_executor(None, time.sleep, 0.05).cancel()

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(main())
    assert loop.time() < 1
