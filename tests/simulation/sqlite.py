"""SQLite without its thread: each call runs at once in the loop, so that a run is deterministic."""

import asyncio
import functools
import re
import sqlite3
from collections import deque
from collections.abc import Callable, Generator
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.simulation.faults import Fault

if TYPE_CHECKING:
    import aiosqlite

    from tests.simulation.process import Process

_STATEMENT = re.compile(
    r"\s*(?:(INSERT)(?: OR \w+)? INTO|(UPDATE)|(DELETE) FROM|(BEGIN|SELECT|PRAGMA|\w+))\s+(\w*)"
)
_ERRORS = (
    ("disk I/O error", "SQLITE_IOERR"),
    ("database is locked", "SQLITE_BUSY"),
    ("database or disk is full", "SQLITE_FULL"),
)


class KilledError(Exception):
    """The process was killed by a fault of this call."""


class Sqlite:
    """Stands for the threads of aiosqlite's connections."""

    def __init__(self, process: "Process") -> None:
        self._process = process
        self._opened: list[aiosqlite.Connection] = []
        self._files: list[sqlite3.Connection] = []
        # By connection: the calls that wait behind a late one.
        self._blocked: dict[int, deque[tuple[asyncio.Future[Any], Callable[[], Any]]]] = {}

    def opened(self, connection: "aiosqlite.Connection") -> Generator[Any, None, Any]:
        return self._open(connection).__await__()

    async def execute(
        self,
        connection: "aiosqlite.Connection",
        function: Callable[..., Any],
        *values: Any,
        **options: Any,
    ) -> Any:
        if not connection._running or not connection._connection:
            raise ValueError("Connection closed")
        return await self._call(
            id(connection), _kind(function, values), partial(function, *values, **options)
        )

    def stop(self, connection: "aiosqlite.Connection") -> None:
        connection._running = False
        if connection._connection is not None:
            connection._connection.close()
            connection._connection = None

    def release(self) -> None:
        """Let go of the files of a killed process, as the system does."""
        for each in self._opened:
            self.stop(each)
        # aiosqlite forgets a connection whose close has failed.
        for file in self._files:
            file.close()

    async def _open(self, connection: "aiosqlite.Connection") -> "aiosqlite.Connection":
        if connection._connection is None:
            opened = await self._call(id(connection), "open", connection._connector)
            connection._connection = opened
            self._opened.append(connection)
            self._files.append(opened)
        return connection

    async def _call(self, connection: int, kind: str, function: Callable[[], Any]) -> Any:
        if self._process.is_dead:
            await self._process.never()
        fault = self._process.faults.next(f"sqlite {kind}")
        if fault is not None:
            function = partial(self._faulty, fault, function)
        blocked = self._blocked.get(connection)
        seconds = fault.seconds if fault is not None and fault.effect == "late" else 0.0
        if self._process.jitter and self._process.chance.random() < self._process.jitter:
            seconds += self._process.chance.expovariate(50)
        if blocked is None and not seconds:
            try:
                result = function()
            except KilledError:
                await self._process.never()
            except Exception:
                await asyncio.sleep(0)
                raise
            await asyncio.sleep(0)
            return result
        done: asyncio.Future[Any] = self._process.loop.create_future()
        if blocked is None:
            blocked = self._blocked[connection] = deque()
            self._process.loop.call_later(seconds, self._unblock, connection)
        blocked.append((done, function))
        return await done

    def _unblock(self, connection: int) -> None:
        for done, function in self._blocked.pop(connection):
            try:
                result = function()
            except KilledError:
                return
            except Exception as error:
                if not done.done():
                    done.set_exception(error)
            else:
                if not done.done():
                    done.set_result(result)

    def _faulty(self, fault: Fault, function: Callable[[], Any]) -> Any:
        if fault.effect == "last":
            self._process.kill()
            raise KilledError
        if fault.effect in ("fail", "lost"):
            self._process.sqlite_failed()
        if fault.effect == "fail":
            raise _error(fault)
        result = function()
        if fault.effect == "cut":
            self._process.kill()
            raise KilledError
        if fault.effect == "lost":
            del result  # A cursor in the traceback would keep its statement open.
            raise _error(fault)
        return result


def _error(fault: Fault) -> sqlite3.OperationalError:
    text, name = _ERRORS[fault.number % len(_ERRORS)]
    error = sqlite3.OperationalError(text)
    error.sqlite_errorname = name
    return error


def _kind(function: Callable[..., Any], values: tuple[Any, ...]) -> str:
    if values and isinstance(values[0], str):
        return _statement(values[0])
    return function.__name__


@functools.lru_cache(maxsize=1000)
def _statement(sql: str) -> str:
    """Return what a statement does, as far as it matters to a fault: `INSERT answer`."""
    found = _STATEMENT.match(sql)
    if found is None:
        return "script"
    insert, update, delete, other, table = found.groups()
    changed = insert or update or delete
    return f"{changed} {table}" if changed else str(other)
