"""Runs simulated histories, and prints each that breaks a promise, shortened.

`python -m tests.simulation seeds FIRST LAST` runs a day of faults for each seed.
`python -m tests.simulation year SEED SERVERS DAYS` runs a year of many servers.
"""

import sys
import time
from collections.abc import Iterable

from tests.simulation.histories import short, year
from tests.simulation.history import History
from tests.simulation.run import promise_of, runner


def _seeds(first: int, last: int) -> int:
    return _run(short(seed) for seed in range(first, last + 1))


def _run(histories: Iterable[History]) -> int:
    """Run histories, and print what they break. Return the exit code."""
    count = failed = 0
    started = time.process_time()
    with runner() as run:
        for history in histories:
            count += 1
            broken = run.broken_promise(history)
            if broken is not None:
                failed += 1
                print(f"seed {history.seed}: {broken}", flush=True)
                print(run.shortened(history, promise_of(broken)), flush=True)
    print(f"{count} histories, {failed} failed, {time.process_time() - started:.0f} s of CPU")
    return 1 if failed else 0


def _year(seed: int, servers: int, days: int) -> int:
    started = time.process_time()
    with runner() as run:
        world = run.run(year(seed, servers, days))
    for name, number in sorted(world.promises.counts.items()):
        print(f"{number:8} {name}")
    print(f"{world.lives} lives, {len(world.discord.messages)} messages,", end=" ")
    print(f"{time.process_time() - started:.0f} s of CPU")
    return 0


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[2:]]
    sys.exit(_year(*numbers) if sys.argv[1] == "year" else _seeds(*numbers))
