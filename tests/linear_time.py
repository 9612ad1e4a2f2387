"""Compares the CPU time of a large input with that of a small one."""

import time
from collections.abc import Callable

# Other processes on the machine make a run slower, never faster, so each further run brings the
# least time closer to the true one.
MAX_RUNS = 12
# The first run of `small` may compile patterns and fill caches.
MIN_RUNS_OF_SMALL = 3


def least_ratio_within(
    limit: float,
    small: Callable[[], object],
    large: Callable[[], object],
    *,
    slack_seconds: float = 0.02,
) -> bool:
    """Return whether `large` takes less than `limit` times as long as `small`, by CPU.

    The least time of each counts. Runs both again while the ratio is too high, at most MAX_RUNS
    times: a step of quadratic time keeps the ratio too high in every run. `large` may take
    `slack_seconds` more, because a short time is measured badly.
    """
    least_small = min(_seconds(small) for _ in range(MIN_RUNS_OF_SMALL))
    least_large = float("inf")
    for _ in range(MAX_RUNS):
        least_small = min(least_small, _seconds(small))
        least_large = min(least_large, _seconds(large))
        if least_large < limit * least_small + slack_seconds:
            return True
    return False


def _seconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started
