"""Time that leaps must not end a wait for something real, nor stand still."""

import asyncio
import itertools
import time
from datetime import UTC, datetime

import pytest

from tests.benchmarks.virtual_time import VirtualTimeLoop
from tests.simulation.virtual_time import Agenda, VirtualLoop


def test_a_loop_that_closes_waits_for_its_threads() -> None:
    loop = VirtualTimeLoop()

    async def main() -> None:
        # The thread outlives its future, as that of a cancelled name lookup does.
        loop.run_in_executor(None, time.sleep, 0.05).cancel()

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(main())
    assert loop.time() < 1


def test_a_timer_is_due_at_the_end_of_a_year(monkeypatch: pytest.MonkeyPatch) -> None:
    agenda = Agenda(datetime(2026, 1, 1, tzinfo=UTC))
    agenda.now = 365 * 86_400 + 0.1
    loop = VirtualLoop(agenda)
    turns = itertools.count()

    def now() -> float:
        assert next(turns) < 1_000, "the loop turns, and time stands still"
        return agenda.now

    monkeypatch.setattr(loop, "time", now)
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        for delay in (0.1, 1 / 3, 1e-8):
            runner.run(asyncio.sleep(delay))
    assert agenda.now >= 365 * 86_400 + 0.1
