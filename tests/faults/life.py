"""The real client over a Discord on loopback and a real SQLite file, in time that leaps."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.client import Teapot, create_client
from bot.config import Config
from bot.log_events import Event, InteractionEvent, ReadyEvent, listeners
from tests.benchmarks.virtual_time import VirtualTimeLoop, count_sqlites_work
from tests.discord_server.exchange import Exchange
from tests.discord_server.faults import HttpFault
from tests.discord_server.payloads import Place, interaction
from tests.discord_server.server import Discord, guild, serving

GUILD, QUIET, GAME = 10, 20, 21
PLACES = (Place(QUIET, GUILD), Place(GAME, GUILD), Place(30))
# Of virtual time: longer than Teapot may wait for anything.
PATIENCE_SECONDS = 1000.0
# discord.py sends heartbeats in real time, and waits for the answers in the loop's, which leaps.
HEARTBEAT_TIMEOUT_SECONDS = 1e9
SETTLE_SECONDS = 0.05


class LeapingLoop(VirtualTimeLoop):
    """Doesn't leap while a thread works for it, whatever the thread does."""

    grace = 0.001

    def run_in_executor(  # type: ignore[override]
        self, executor: Any, function: Any, *arguments: Any
    ) -> Any:
        self.at_work += 1
        future = super().run_in_executor(executor, function, *arguments)
        future.add_done_callback(self._rest)
        return future

    def _rest(self, _: Any) -> None:
        self.at_work -= 1


@dataclass
class Clock:
    now: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Ended:
    """How an interaction ended: Teapot's word for it, what Discord has of it, what was logged, and
    the seconds that it took."""

    result: str
    error_id: str | None
    exchange: Exchange
    log: list[logging.LogRecord]
    seconds: float


@dataclass
class Life:
    """A client that is ready."""

    discord: Discord
    client: Teapot
    clock: Clock
    database: Path
    _numbers: int = 1_000
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    _log: list[logging.LogRecord] = field(default_factory=list)
    _waiting: dict[int, asyncio.Future[InteractionEvent]] = field(default_factory=dict)

    async def interact(
        self,
        kind: int,
        data: dict[str, Any],
        place: Place,
        *,
        fault: HttpFault | None = None,
        at: int = 0,
        lasts: bool = False,
        **options: Any,
    ) -> Ended:
        """Send an interaction to the client, and wait until it says how that ended."""
        self._numbers += 1
        assert self.client.app is not None
        # The clock stands, so the person would soon have used everything too often.
        self.client.app.cooldowns.forget_old(self.clock.now + timedelta(days=1))
        number, loop = self._numbers, asyncio.get_running_loop()
        token, began, logged = f"token{number}", loop.time(), len(self._log)
        exchange = Exchange(token, began, fault, at, lasts)
        self.discord.exchanges = {token: exchange}
        future = self._waiting[number] = loop.create_future()
        payload = interaction(number, kind, data, place, **options)
        await self.discord.dispatch("INTERACTION_CREATE", payload)
        result, error = "silent", None
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                event = await future
            result, error = event.result, event.error
        seconds = loop.time() - began
        # discord.py sends suggestions after Teapot's code has ended.
        await asyncio.sleep(SETTLE_SECONDS)
        return Ended(result, error, exchange, self._log[logged:], seconds)

    def hear(self, event: Event) -> None:
        match event:
            case InteractionEvent(id=number) if future := self._waiting.pop(number, None):
                future.set_result(event)
            case ReadyEvent():
                self.ready.set()


@asynccontextmanager
async def living(discord: Discord, database: Path, clock: Clock) -> AsyncIterator[Life]:
    """Run a client on a database until the end of the block."""
    client = create_client(Config(database=str(database), token="token"), clock=clock)
    client._connection.heartbeat_timeout = HEARTBEAT_TIMEOUT_SECONDS
    life = Life(discord, client, clock, database)
    handler = logging.Handler(logging.INFO)
    handler.emit = life._log.append  # type: ignore[assignment, method-assign]
    listeners.append(life.hear)
    # Alone: pytest's would keep each traceback, and with it the client, until the test's end.
    root = logging.getLogger()
    others, root.handlers = root.handlers, [handler]
    running = asyncio.create_task(client.start("token"))
    try:
        ready = asyncio.create_task(life.ready.wait())
        await asyncio.wait((running, ready), return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        yield life
    finally:
        await client.close()
        running.cancel()
        await asyncio.wait((running,))
        listeners.remove(life.hear)
        root.handlers = others


@asynccontextmanager
async def serving_a_server(*others: dict[str, Any]) -> AsyncIterator[Discord]:
    """Serve a Discord with a server, and others, to which clients of this process connect."""
    names = {"2": "grace", "3": "ada"}
    async with serving(Discord([guild(GUILD, QUIET, GAME), *others], names=names)) as discord:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Route, "BASE", f"http://{discord.address}")
            patch.setattr(
                DiscordWebSocket, "DEFAULT_GATEWAY", URL(f"ws://{discord.address}/gateway")
            )
            yield discord


@contextmanager
def leaping() -> Iterator[asyncio.Runner]:
    """Run coroutines in time that leaps to the next timer while nothing is at work."""
    loop = LeapingLoop()
    with pytest.MonkeyPatch.context() as patch:
        count_sqlites_work(loop, patch)
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            yield runner


def run_leaping(main: Any) -> Any:
    with leaping() as runner:
        return runner.run(main)


def fresh(template: Path, database: Path) -> Path:
    """Put a copy of a template in the place of a database."""
    for ending in ("-wal", "-shm"):
        Path(f"{database}{ending}").unlink(missing_ok=True)
    return Path(shutil.copyfile(template, database))


def said(log: Sequence[logging.LogRecord]) -> list[str]:
    return [each.getMessage() for each in log]
