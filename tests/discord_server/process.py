"""The bot as a process of its own, over the Discord on loopback."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.discord_server.server import Discord

ROOT = Path(__file__).parents[2]
MODULE = "tests.discord_server.bot_process"
TOKEN = "t0p-s3cret-token"


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit code, what it printed, and the seconds that its end took."""

    code: int
    said: str
    seconds: float


class Bot:
    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self.process = process
        self._log = log

    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    async def ended(self, within: float = 20.0) -> Ended:
        started = time.monotonic()
        code = await asyncio.wait_for(self.process.wait(), within)
        return Ended(code, self.said(), time.monotonic() - started)


def environment(database: Path, **settings: str) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "DISCORD_TOKEN": TOKEN,
        "TEAPOT_DATABASE": str(database),
        **settings,
    }


@asynccontextmanager
async def running(
    discord: Discord, database: Path, module: str = MODULE, **settings: str
) -> AsyncIterator[Bot]:
    """Start the bot; kill it at the end of the block if it still runs. A failure has its log."""
    log = database.with_suffix(f".{time.monotonic_ns()}.log")
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, discord.address, "run",
            cwd=ROOT, env=environment(database, **settings), stdout=output, stderr=output,
        )  # fmt: skip
    try:
        yield Bot(process, log)
    except BaseException as error:
        error.add_note(log.read_text(encoding="utf-8"))
        raise
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
