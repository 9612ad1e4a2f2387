"""A client at hand in a known state, and what an interaction changed in its database."""

import asyncio
import sqlite3
from collections import Counter
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.discord_server.server import Discord
from tests.faults.life import Clock, Ended, Life, fresh, living
from tests.faults.surfaces import Surface, use

Rows = dict[str, Counter[tuple[Any, ...]]]
# By table, how many rows went and how many came.
Change = dict[str, tuple[int, int]]
# Of virtual time: a game ends in a step after its command.
SETTLE_SECONDS = 5.0


@dataclass(frozen=True)
class Template:
    """A state of the database, and the moment at which it was reached."""

    path: Path
    moment: datetime
    rows: Rows


def template(path: Path, moment: datetime) -> Template:
    with closing(sqlite3.connect(path)) as connection:
        return Template(path, moment, rows_of(connection))


@dataclass
class Bench:
    """Keeps a client for as long as its database is as the template has it."""

    discord: Discord
    database: Path
    templates: dict[str, Template] = field(default_factory=dict)
    starts: int = 0
    _state: str | None = None
    _life: Life | None = None
    _lives: AsyncExitStack = field(default_factory=AsyncExitStack)
    _observer: sqlite3.Connection | None = None
    _version: int = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._end()

    async def life(self, state: str) -> Life:
        """Return a client whose database is as the template has it."""
        if self._life is None or self._state != state or self._written() != self._version:
            await self._end()
            template = self.templates[state]
            fresh(template.path, self.database)
            clock = Clock(template.moment)
            self._life = await self._lives.enter_async_context(
                living(self.discord, self.database, clock)
            )
            self._state, self.starts = state, self.starts + 1
            self._observer = sqlite3.connect(self.database)
            # A fault of the files is of the log, too, so that it begins empty.
            self._observer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._version = self._written()
        return self._life

    async def change(self) -> Change:
        """Return what is different from the template. The database must be whole."""
        if self._written() == self._version:
            return {}
        await asyncio.sleep(SETTLE_SECONDS)
        assert self._observer is not None
        assert self._state is not None
        for check, good in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
            found = self._observer.execute(f"PRAGMA {check}").fetchall()
            assert found == good, found
        before, after = self.templates[self._state].rows, rows_of(self._observer)
        return {
            table: (gone, came)
            for table in after
            if (gone := (before[table] - after[table]).total())
            + (came := (after[table] - before[table]).total())
        }

    def _written(self) -> int:
        assert self._observer is not None
        version: int = self._observer.execute("PRAGMA data_version").fetchone()[0]
        return version

    async def _end(self) -> None:
        if self._observer is not None:
            self._observer.close()
        self._observer = self._life = None
        await self._lives.aclose()


@dataclass(frozen=True)
class Usual:
    """What a use brings where nothing fails."""

    surface: Surface
    ended: Ended
    change: Change


async def usual(bench: Bench, surface: Surface) -> Usual:
    ended = await use(await bench.life(surface.state), surface)
    return Usual(surface, ended, await bench.change())


def rows_of(connection: sqlite3.Connection) -> Rows:
    """Return every row that people's doings may change."""
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return {
        name: Counter(connection.execute(f"SELECT * FROM {name}"))
        for (name,) in names
        if name not in SEEDED
    }


# Filled at a start alone.
SEEDED = {"entry", "synonym", "search_index", "scenario", "zone_names", "detail"}
