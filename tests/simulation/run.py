"""Runs histories, and shortens one that fails."""

import asyncio
import gc
import logging
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.conftest import first_start
from tests.once import read_once, read_texts_once, share
from tests.simulation.history import History
from tests.simulation.promises import BrokenPromiseError
from tests.simulation.world import World


@dataclass(frozen=True)
class Runner:
    """`seeded` is a database as a first start leaves it; `folder` is for the copies."""

    seeded: Path
    folder: Path

    def run(self, history: History) -> World:
        """Run a history. Raises BrokenPromiseError."""
        database = self.folder / "teapot.sqlite3"
        for each in self.folder.glob("teapot.sqlite3*"):
            each.unlink()
        asyncio.run(read_once(self.seeded))
        shutil.copyfile(self.seeded, database)
        world = World(history, database)
        before = logging.root.manager.disable
        # What a killed coroutine raises when it is collected, no real process sees.
        hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
        logging.disable(logging.CRITICAL)  # a history with faults logs each of them
        try:
            world.run()
        finally:
            world.promises.let_go()  # a broken promise has left the file open
            logging.disable(before)
            gc.collect()
            sys.unraisablehook = hook
        return world

    def broken_promise(self, history: History) -> str | None:
        """Return what a history breaks, None if it breaks nothing."""
        try:
            self.run(history)
        except BrokenPromiseError as error:
            return str(error)
        return None

    def shortened(self, history: History, promise: str) -> History:
        """Drop actions and faults while the same promise is broken."""
        for name in ("faults", "actions"):
            size = max(1, len(getattr(history, name)) // 2)
            while True:
                for first in range(0, len(getattr(history, name)), size):
                    kept = getattr(history, name)
                    tried = replace(history, **{name: kept[:first] + kept[first + size :]})
                    if kept[first : first + size] and self._breaks(tried, promise):
                        history = tried
                if size == 1:
                    break
                size //= 2
        return history

    def _breaks(self, history: History, promise: str) -> bool:
        broken = self.broken_promise(history)
        return broken is not None and promise_of(broken) == promise


def promise_of(broken: str) -> str:
    """Return the promise alone, without the moment and the details."""
    return broken.split(": ")[1]


@contextmanager
def runner() -> Iterator[Runner]:
    """Give a runner outside of pytest."""
    with TemporaryDirectory() as folder:
        seeded = Path(folder) / "seeded.sqlite3"
        asyncio.run(first_start(seeded, read_texts_once()))
        with pytest.MonkeyPatch.context() as patch:
            share(patch)
            # As tests/conftest.py: garbage is collected less often.
            gc.set_threshold(20_000, 20, 100)
            yield Runner(seeded, Path(folder))
