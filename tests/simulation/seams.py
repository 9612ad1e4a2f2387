"""The seams: the only places at which a simulated process differs from a real one.

Discord's HTTP session, its gateway, SQLite's thread, the clocks of libraries and randomness without
a seed are replaced. All else is the real code.
"""

import atexit
import datetime
import functools
import random
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import aiosqlite
import discord.backoff
import discord.ext.tasks
import discord.shard
import discord.utils
import pytest

import bot.client
import bot.gateway
from bot.config import shipped
from bot.knowledge.seed import seed
from tests.simulation.gateway import Gateway
from tests.simulation.process import Process
from tests.simulation.session import Session


@contextmanager
def seams(process: Process) -> Iterator[None]:
    agenda, chance = process.agenda, random.Random(process.seed)
    gateway = SimpleNamespace(
        from_client=functools.partial(Gateway.connect, process), DEFAULT_GATEWAY=None
    )
    sqlite = process.sqlite
    replaced: list[tuple[Any, str, Any]] = [
        (aiohttp, "ClientSession", lambda **_: Session(process)),
        (aiohttp, "TCPConnector", lambda **_: None),
        (discord.shard, "DiscordWebSocket", gateway),
        (bot.gateway, "DiscordWebSocket", gateway),
        (aiosqlite.Connection, "__await__", _method(sqlite.opened)),
        (aiosqlite.Connection, "_execute", _method(sqlite.execute)),
        (aiosqlite.Connection, "stop", _method(sqlite.stop)),
        (aiosqlite.Connection, "__del__", lambda _: None),
        (time, "time", agenda.seconds),
        (time, "monotonic", lambda: agenda.now),
        (time, "perf_counter", lambda: agenda.now),
        (discord.ext.tasks, "datetime", _datetime_on(agenda.seconds)),
        (discord.utils, "compute_timedelta", lambda then: then.timestamp() - agenda.seconds()),
        (discord.utils, "utcnow", agenda.clock),
        (discord.backoff, "random", SimpleNamespace(Random=_seeded(process.seed))),
        (secrets, "token_hex", lambda size: chance.randbytes(size).hex()),
    ]
    if process.has_less_data:
        replaced.append((bot.client, "seed", functools.partial(seed, folder=_less_data())))
    with pytest.MonkeyPatch.context() as patch:
        for target, name, value in replaced:
            patch.setattr(target, name, value)
        yield


@functools.cache
def _less_data() -> Path:
    """Return a copy of the data without its last situation."""
    folder = Path(tempfile.mkdtemp()) / "data"
    shutil.copytree(shipped("data"), folder)
    scenarios = folder / "scenarios.yaml"
    text = scenarios.read_text(encoding="utf-8")
    scenarios.write_text(text[: text.rindex("\n- ") + 1], encoding="utf-8")
    atexit.register(shutil.rmtree, folder.parent)
    return folder


def _datetime_on(seconds: Callable[[], float]) -> SimpleNamespace:
    """Return the module `datetime` on another clock."""

    class VirtualDatetime(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
            return datetime.datetime.fromtimestamp(seconds(), tz)

    return SimpleNamespace(**vars(datetime) | {"datetime": VirtualDatetime})


def _seeded(first: int) -> type[random.Random]:
    class Seeded(random.Random):
        def seed(self, *seeds: Any) -> None:
            super().seed(*(seeds or (first,)))

    return Seeded


def _method(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that a class binds to its instances."""
    return lambda *values, **options: function(*values, **options)
