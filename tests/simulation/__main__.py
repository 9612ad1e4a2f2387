"""`python -m tests.simulation FIRST LAST` runs the short histories of these seeds.

Prints each seed that breaks a promise, with a shortened history, which `History(…)` runs again.
"""

import sys
import time

from tests.simulation.histories import short
from tests.simulation.run import promise_of, runner


def main(first: int, last: int) -> int:
    failed = 0
    started = time.process_time()
    with runner() as run:
        for seed in range(first, last + 1):
            broken = run.broken_promise(short(seed))
            if broken is not None:
                failed += 1
                print(f"seed {seed}: {broken}", flush=True)
                print(run.shortened(short(seed), promise_of(broken)), flush=True)
    seconds = time.process_time() - started
    print(f"{last - first + 1} seeds, {failed} failed, {seconds:.0f} s of CPU")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
