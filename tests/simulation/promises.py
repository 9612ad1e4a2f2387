"""What Teapot promises, checked at every step of a simulated history."""

import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tests.simulation.records import Interaction, Message
from tests.simulation.understanding import understood

if TYPE_CHECKING:
    from tests.simulation.world import World


class BrokenPromiseError(AssertionError):
    """A promise, and what broke it."""


class Promises:
    def __init__(self, world: "World") -> None:
        self._world = world
        self._daily: dict[tuple[int, str], list[Message]] = defaultdict(list)
        self.answered = 0

    def posted(self, message: Message) -> None:
        days = {each.split(":")[1] for each in message.buttons if each.startswith("daily:")}
        for day in days:
            posts = self._daily[message.channel.guild_id, day]
            posts.append(message)
            seen = [each for each in posts if each.is_seen]
            self._promise(
                "a date is posted at most once per server", len(seen) <= 1, day, message.channel
            )

    def edited(self, message: Message) -> None:
        pass

    def told(self, done: Interaction) -> None:
        key, _ = understood(done.said[0]) if done.said else ("", None)
        if key.startswith("daily.answer"):
            self.answered += 1

    def check(self, database: Path) -> None:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            (broken,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            self._promise("the database is whole", broken == "ok", broken)

    def check_at_the_end(self, database: Path) -> None:
        pass

    def _promise(self, promise: str, holds: bool, *details: object) -> None:
        if not holds:
            at = self._world.agenda.clock()
            raise BrokenPromiseError(f"{at:%Y-%m-%d %H:%M:%S}: {promise}: {details}")
