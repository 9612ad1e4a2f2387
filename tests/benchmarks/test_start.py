"""From the start of the process to ready, and its memory then, against a bare discord.py client."""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.figures import ratio, report

ROOT = Path(__file__).parent.parent.parent
TURNS = 3
BARE = """
import discord
from discord.ext import commands
client = commands.AutoShardedBot(command_prefix="!", intents=discord.Intents(guilds=True))
"""
OURS = """
import sys
from bot.client import create_client
from bot.config import Config
client = create_client(Config(database=sys.argv[1]))
"""
READY = """
import asyncio, json, psutil
from simcord import Env
# Not when the simulator finds that nothing more happens, some fifty milliseconds later.
@client.event
async def on_ready():
    print(json.dumps({"mib": psutil.Process().memory_info().rss / 2**20}), flush=True)
async def ready():
    env = Env(client, shard_count=1)
    await env.start()
    await env.shutdown()
    await client.close()
asyncio.run(ready())
"""


def run(code: str, *arguments: str) -> dict[str, Any]:
    """Seconds from the process's start until it says that it is ready, and what it says."""
    # With the compiled files that an installed Teapot has.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code + READY, *arguments],
        stdout=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    assert process.stdout is not None
    line = process.stdout.readline()
    taken = time.perf_counter() - started
    process.communicate(timeout=30)
    assert process.returncode == 0
    return {"seconds": taken, **json.loads(line)}


def test_a_start_is_near_a_bare_clients(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wanted: 1.3 on an existing database, a first start under 1 s more, 25 MiB more at most."""
    database = str(tmp_path / "teapot.sqlite3")
    run(BARE)
    first = run(OURS, database)
    turns = [(run(OURS, database), run(BARE)) for _ in range(TURNS)]
    ours, bare = ([turn[side] for turn in turns] for side in (0, 1))
    seconds = statistics.median(each["seconds"] for each in bare)
    report(
        capsys, "a start",
        start_ratio=ratio([each["seconds"] for each in ours], [each["seconds"] for each in bare]),
        first_start_more_s=round(first["seconds"] - seconds, 2),
        memory_more_mib=round(
            statistics.median(each["mib"] for each in ours)
            - statistics.median(each["mib"] for each in bare), 1
        ),
    )  # fmt: skip
