"""`python -m tests.benchmarks.sampled_process ADDRESS COMMAND…` is the bot's process, which notes
how late its loop comes to each turn: a line with the moment, the milliseconds, and the CPU that the
process spent meanwhile, which a busy machine changes little. The file is the one that LAGS names.
"""

import asyncio
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bot.signals import SIGNALS
from tests.benchmarks.figures import percentile
from tests.discord_server.bot_process import meet

# A test that wants no single turns sets a longer one, which costs no CPU.
TICK_SECONDS = float(os.environ.get("TICK_SECONDS", "0.002"))


@dataclass(frozen=True)
class Turns:
    """Of the loop's turns: how late the loop came, and what the process spent meanwhile."""

    late_p99_ms: float
    cpu_p99_ms: float
    cpu_most_ms: float
    cpu_ms: float


def turns_of(path: Path, since: float) -> Turns:
    """Read what the process has noted since a moment."""
    lines = path.read_text(encoding="utf-8").splitlines()[:-1]
    turns = [tuple(map(float, line.split())) for line in lines]
    late, spent = zip(*((late, cpu) for at, late, cpu in turns if at >= since), strict=True)
    return Turns(percentile(late, 0.99), percentile(spent, 0.99), max(spent), sum(spent))


async def sample(path: Path) -> None:
    with path.open("w", encoding="utf-8", buffering=1) as file:
        while True:
            due, spent = time.monotonic() + TICK_SECONDS, time.process_time()
            await asyncio.sleep(TICK_SECONDS)
            now, spent = time.monotonic(), time.process_time() - spent
            file.write(f"{now:.4f} {(now - due) * 1000:.3f} {spent * 1000:.3f}\n")


def sample_the_loop(path: Path) -> None:
    from bot.client import Teapot

    plain = Teapot.setup_hook

    async def setup_hook(bot: Teapot) -> None:
        await plain(bot)
        # The client keeps the task, which mypy doesn't know of.
        bot.sampling = asyncio.create_task(sample(path))  # type: ignore[attr-defined]

    # The method is replaced, which mypy refuses.
    Teapot.setup_hook = setup_hook  # type: ignore[assignment,method-assign]


if __name__ == "__main__":
    SIGNALS.listen()
    meet(sys.argv[1])
    sample_the_loop(Path(os.environ["LAGS"]))
    from bot.terminal.command_line import entry_point

    entry_point(sys.argv[2:])
