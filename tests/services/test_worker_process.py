"""A process for work: `close` leaves none behind."""

import multiprocessing
import time

import pytest

from bot.services.worker_process import WorkerProcess


def sleep(seconds: float) -> None:
    time.sleep(seconds)


async def test_close_waits_for_a_process_that_took_too_long() -> None:
    """It was killed when its work was given up, and a moment later it still exists."""
    process = WorkerProcess[float, None]("sleeper", sleep, timeout_seconds=0.5)
    with pytest.raises(TimeoutError):
        await process.run(30)
    await process.close()
    assert multiprocessing.active_children() == []
