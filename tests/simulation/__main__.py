"""Runs simulated histories, and prints each that breaks a promise, shortened.

`python -m tests.simulation seeds FIRST LAST` runs a day of faults for each seed.
`python -m tests.simulation sweep FIRST` lets each call of half an hour meet each fault.
`python -m tests.simulation year SEED SERVERS DAYS` runs a year of many servers.
"""

import itertools
import sys
import time
from collections.abc import Callable, Iterable

from tests.simulation.faults import EFFECTS
from tests.simulation.histories import short, sweep, swept, year
from tests.simulation.history import History
from tests.simulation.run import promise_of, runner


def _seeds(first: int, last: int) -> int:
    return _run(short(seed) for seed in range(first, last + 1))


def _sweep(first: int) -> int:
    """Let each call of a history meet each fault. Cursors fail as their statements do."""
    with runner() as run:
        world = run.run(swept())
    calls = {
        kind: number
        for kind, number in world.faults.before_the_end.items()
        if kind not in ("sqlite fetchone", "sqlite fetchmany", "sqlite fetchall", "sqlite close")
    }
    print(f"{sum(calls.values())} calls, {len(EFFECTS)} effects", flush=True)
    return _run(itertools.islice(sweep(calls), first, None))


def _run(histories: Iterable[History]) -> int:
    """Run histories, and print what they break. Return the exit code."""
    count = failed = 0
    started = time.process_time()
    with runner() as run:
        for history in histories:
            count += 1
            broken = run.broken_promise(history)
            if count % 100 == 0:
                print(f"{count} histories", flush=True)
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
    commands: dict[str, Callable[..., int]] = {"seeds": _seeds, "sweep": _sweep, "year": _year}
    sys.exit(commands[sys.argv[1]](*numbers))
