"""One life of the process, from its start to its stop or kill."""

import asyncio
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import aiohttp

from bot.client import Teapot, create_client
from bot.config import Config
from bot.run import WATCH_SECONDS, _end
from tests.simulation.faults import Fault, Faults
from tests.simulation.history import History
from tests.simulation.simulated_discord import SimulatedDiscord
from tests.simulation.sqlite import Sqlite
from tests.simulation.virtual_time import Agenda, VirtualLoop

_NO_ANSWER_SECONDS = 300.0  # aiohttp's patience


class _BuriedError(BaseException):
    """Nothing catches it."""


class Process:
    """Everything that a SIGKILL takes with it. Discord, the agenda and the faults go on."""

    def __init__(
        self,
        agenda: Agenda,
        discord: SimulatedDiscord,
        faults: Faults,
        database: Path,
        history: History,
        seed: int,
    ) -> None:
        self.agenda = agenda
        self.discord = discord
        self.faults = faults
        self.seed = seed
        self.latency = history.latency
        self.jitter = history.jitter
        self.chance = random.Random(seed)
        self.is_dead = self._is_buried = False
        self.sqlite = Sqlite(self)
        self.loop = VirtualLoop(agenda)
        self.client: Teapot | None = None
        self.has_less_data = False
        self._database = database
        self._left: Path | None = None
        self._stopping: asyncio.Event | None = None
        self._failed = asyncio.Event()

    def live(self) -> BaseException | None:
        """Run until a stop, a kill, or an error, which is returned."""
        try:
            self.loop.run_until_complete(self._live())
        except RuntimeError as error:
            if self.agenda.failed is not None:
                raise
            if not self.is_dead:
                return error
        except Exception as error:
            if self.agenda.failed is not None:
                raise
            return error
        finally:
            self.is_dead = self._is_buried = True
            self.discord.disconnected(None)
            self.loop.abandon()
            self.sqlite.release()
        return None

    def stop(self) -> None:
        """Stop as a signal does."""
        if self._stopping is not None:
            self._stopping.set()

    def kill(self) -> None:
        """End at once, as SIGKILL does: nothing that runs now has any effect any more."""
        if not self.is_dead:
            self.is_dead = True
            self._left = self._copied()
            self.loop.stop()

    def left(self) -> Path:
        """Return the database as the process has left it."""
        return self._left or self._database

    async def never(self) -> NoReturn:
        """Answer nothing, and let nothing await at the end of a killed coroutine."""
        if not self._is_buried:
            await self.loop.create_future()
        raise _BuriedError

    async def ask(self, method: str, path: str, query: dict[str, Any], body: Any) -> Any:
        """Ask Discord. The request arrives also if the process ends meanwhile."""
        if self.is_dead:
            await self.never()
        fault = self.faults.next(f"discord {method} {self.discord.route(method, path, body)}")
        if fault is not None and fault.effect == "last":
            self.kill()
            await self.never()
        answer: asyncio.Future[Any] = self.loop.create_future()

        late = fault.seconds if fault is not None and fault.effect == "late" else 0.0

        def arrive() -> None:
            if fault is not None and fault.effect == "fail":
                result = _refusal(fault)
            else:
                result = self.discord.answer(method, path, query, body)
            if fault is not None and fault.effect == "cut":
                self.kill()
            elif fault is not None and fault.effect == "lost":
                self.agenda.after(self.latency, lambda: self._deliver(answer, _loss(fault)))
            else:
                self.agenda.after(self.latency, lambda: self._deliver(answer, result))

        self.agenda.after(self.latency + late, arrive)
        async with asyncio.timeout(_NO_ANSWER_SECONDS):
            return await answer

    def _deliver(self, answer: asyncio.Future[Any], result: Any) -> None:
        if self.is_dead or answer.done():
            return
        if isinstance(result, Exception):
            answer.set_exception(result)
        else:
            answer.set_result(result)

    async def _live(self) -> None:
        self._stopping = asyncio.Event()
        config = Config(database=str(self._database))
        client = self.client = create_client(
            config, clock=self.agenda.clock, chance=random.Random(self.seed)
        )
        starting = asyncio.create_task(self._start(client))
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait((starting, stopping), return_when=asyncio.FIRST_COMPLETED)
        error = starting.exception() if starting.done() else None
        await _end(client)
        if error is not None:
            raise error

    async def _start(self, client: Teapot) -> None:
        await client.open_store()
        ending = asyncio.create_task(self._watch(client))
        running = asyncio.create_task(client.start("token"))
        done, _ = await asyncio.wait((ending, running), return_when=asyncio.FIRST_COMPLETED)
        for each in done:
            each.result()

    def sqlite_failed(self) -> None:
        self._failed.set()

    async def _watch(self, client: Teapot) -> None:
        """End with a disk that takes no more, as `teapot run` does. Looks only after a failure: a
        look every two seconds would be a third of the steps of a calm day."""
        while client.database is None or client.database.disk_error is None:
            await self._failed.wait()
            self._failed.clear()
            await asyncio.sleep(WATCH_SECONDS)
        raise client.database.disk_error

    def _copied(self) -> Path:
        copy = self._database.with_name(f"{self._database.name}.left")
        for ending in ("", "-wal"):
            part = Path(f"{self._database}{ending}")
            if part.exists():
                shutil.copyfile(part, f"{copy}{ending}")
        return copy


def _refusal(fault: Fault) -> Any:
    refusals: list[Any] = [
        (500, {"message": "internal", "code": 0}),
        (503, {"message": "unavailable", "code": 0}),
        (429, {"message": "slow", "retry_after": 1.5, "global": False}),
        aiohttp.ClientOSError(104, "connection reset"),
    ]
    return refusals[fault.number % len(refusals)]


def _loss(fault: Fault) -> Exception:
    losses: list[Callable[[], Exception]] = [
        lambda: aiohttp.ClientOSError(104, "connection reset"),
        aiohttp.ServerDisconnectedError,
        lambda: TimeoutError(),
    ]
    return losses[fault.number % len(losses)]()
