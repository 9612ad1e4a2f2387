"""Brings a database into the states that commands need, and finds everything to be used there."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.discord_server.exchange import message_of
from tests.discord_server.payloads import AUTOCOMPLETE, COMMAND, COMPONENT, FORM, Place
from tests.faults.bench import Bench, Template, Usual, template, usual
from tests.faults.life import GAME, GUILD, PLACES, QUIET, Clock, Ended, Life, fresh, living
from tests.faults.surfaces import (
    TEXTS,
    Surface,
    commands,
    forms,
    presses,
    suggestions,
    variants,
)

PLAYING, PAUSED = "playing", "paused"
UNKNOWN = {"custom_id": "of an older Teapot"}
IN_QUIET, IN_GAME = Place(QUIET, GUILD), Place(GAME, GUILD)


async def prepare(bench: Bench, seeded: Path, folder: Path) -> list[Surface]:
    """Make the templates. Return the buttons of what was posted meanwhile."""
    clock, database = Clock(), fresh(seeded, folder / "prepared.sqlite3")
    async with living(bench.discord, database, clock) as life:
        await do(life, "daily", "set", channel="20", time="09:00", timezone="Asia/Seoul")
        await go(life, 15 * 3600)
        await do(life, "quiz", "start", IN_GAME, questions=3, seconds=10)
        for _ in range(3):
            await go(life, 6)
            for person in (2, 3):
                await _answer(life, person)
            await go(life, 11)
        await go(life, 6)
        await do(life, "quiz", "start", IN_GAME)
        await go(life, 3)
        posted = [
            surface
            for post in bench.discord.posts
            for surface in presses(post, Place(int(post["channel_id"]), GUILD), PLAYING)
        ]
    bench.templates[PLAYING] = _kept(database, clock)
    async with living(bench.discord, database, clock) as life:
        await do(life, "daily", "pause")
    bench.templates[PAUSED] = _kept(database, clock)
    return posted


def _kept(database: Path, clock: Clock) -> Template:
    return template(
        fresh(database, database.with_name(f"{database.stat().st_mtime_ns}.sqlite3")), clock.now
    )


async def do(
    life: Life, name: str, part: str, place: Place = IN_QUIET, *, person: int = 2, **options: Any
) -> None:
    kinds = {"channel": 7, "questions": 4, "seconds": 4}
    values = [{"name": k, "type": kinds.get(k, 3), "value": v} for k, v in options.items()]
    (command,) = (each for each in commands(life.discord.commands) if each.path == (name, part))
    ended = await life.interact(COMMAND, command.data(values, ""), place, person=person)
    assert ended.result == "answered", (name, part, ended)


async def go(life: Life, seconds: float) -> None:
    """Let the client's own loops do what is due after a time."""
    life.clock.now += timedelta(seconds=seconds)
    await asyncio.sleep(61)


async def _answer(life: Life, person: int) -> None:
    """Choose one of the newest question's options: mostly a wrong one."""
    surface = next(presses(life.discord.posts[-1], IN_GAME, PLAYING))
    await life.interact(COMPONENT, surface.data, IN_GAME, person=person, message=surface.message)


@dataclass
class Explorer:
    """Uses everything once where nothing fails, and what that shows, until nothing is new.

    `found` has what was answered, by name. What was refused is in `refused`.
    """

    bench: Bench
    found: dict[str, Usual] = field(default_factory=dict)
    refused: dict[str, Usual] = field(default_factory=dict)
    _waiting: list[list[Surface]] = field(default_factory=list)

    async def explore(self, posted: Sequence[Surface]) -> None:
        unknown = (
            Surface(
                "unknown button",
                COMPONENT,
                UNKNOWN | {"component_type": 2},
                IN_QUIET,
                PLAYING,
                message_of({}),
            ),
            Surface("unknown form", FORM, UNKNOWN | {"components": []}, IN_QUIET, PLAYING),
            Surface(
                "unknown command",
                COMMAND,
                {"id": "1", "type": 1, "name": "gone"},
                IN_QUIET,
                PLAYING,
            ),
        )
        self._waiting = [*self._of_commands(), *([each] for each in (*posted, *unknown))]
        while self._waiting:
            await self._try(self._waiting.pop(0))

    def _of_commands(self) -> Iterator[list[Surface]]:
        for command in commands(self.bench.discord.commands):
            for name, data in variants(command, self._files):
                yield [
                    Surface(name, COMMAND, each, place, state)
                    for state in self.bench.templates
                    for place in PLACES
                    for each in data
                ]
            for name, typing in suggestions(command, self._files):
                yield [Surface(name, AUTOCOMPLETE, typing, IN_QUIET, PLAYING)]

    async def _try(self, ways: Sequence[Surface]) -> None:
        """Keep the first way that is answered. Look at what each short text brings, too."""
        name = ways[0].name
        if name in self.found:
            return
        for way in ways:
            if name in self.found and (way.place, way.state) != self._where(name):
                break
            brought = await usual(self.bench, way)
            if brought.ended.result == "answered":
                self.found.setdefault(name, brought)
                self.refused.pop(name, None)
                self._waiting += self._shown_by(way, brought.ended)
                if len(ways) > len(TEXTS) * len(PLACES) * len(self.bench.templates):
                    break
            elif name not in self.found:
                self.refused.setdefault(name, brought)

    def _where(self, name: str) -> tuple[Place, str]:
        surface = self.found[name].surface
        return surface.place, surface.state

    def _shown_by(self, surface: Surface, ended: Ended) -> list[list[Surface]]:
        place, state = surface.place, surface.state
        return [
            [each]
            for body in ended.exchange.shown
            for each in (
                forms(body, place, state, self._files)
                if "title" in body
                else presses(body, place, state)
            )
        ]

    @property
    def _files(self) -> str:
        return f"http://{self.bench.discord.address}"
