"""Compares the CPU time of a large input with that of a small one."""

import time
from collections.abc import Callable

# Other processes on the machine make a run slower, never faster, so each further run brings the
# least time closer to the true one.
MAX_RUNS = 12


def least_ratio_within(
    limit: float, small: Callable[[], object], large: Callable[[], object]
) -> bool:
    """Return whether `large` takes at most `limit` times as long as `small`, by CPU.

    The least time of each counts. Runs again while the ratio is too high, at most MAX_RUNS times:
    a step of quadratic time keeps the ratio too high in every run. 0.02 s don't count, because a
    short time is measured badly.
    """
    least_small = least_large = float("inf")
    for _ in range(MAX_RUNS):
        least_small = min(least_small, _seconds(small))
        least_large = min(least_large, _seconds(large))
        if least_large < limit * least_small + 0.02:
            return True
    return False


def _seconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started
