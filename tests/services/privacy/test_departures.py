"""A server that removes Teapot: its data wait for thirty days, and then they are gone."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Knowledge
from bot.model.daily import Daily, Schedule
from bot.model.retention import REMOVED_SERVER
from bot.services.daily.posts import DailyPosts
from bot.services.language import Languages
from bot.services.privacy.departures import Departures, to_erase
from bot.services.privacy.erasures import Erasures
from bot.services.privacy.server_data import ServerData
from bot.services.quiz.questions import Questions
from bot.store import departure
from bot.store.database import Database, DatabaseError, open_database
from tests.examples import examples
from tests.services.daily.daily_stand_in import Clock, RecordingSender, daily_posts
from tests.services.privacy.two_servers import naming, rows_of
from tests.services.quiz.quiz_stand_in import games_of

NOW = datetime(2026, 11, 23, 8, 59, tzinfo=UTC)
DAY = timedelta(days=1)
# Of two shards, as long as Discord's ids.
SERVERS = [(210_000_000_000 + number) << 22 for number in range(3)]
servers = st.sampled_from(SERVERS)
EVENTS = st.one_of(
    st.tuples(st.sampled_from(["leaves", "joins", "sets up", "resumes"]), servers),
    st.tuples(st.sampled_from(["turned off", "turned on"]), st.none()),
    st.tuples(st.just("days pass"), st.integers(1, 35)),
)
Event = tuple[str, int | None]
SET_UP, LEFT, BACK = (("sets up", SERVERS[0]), ("leaves", SERVERS[0]), ("joins", SERVERS[0]))
OFF, ON = ("turned off", None), ("turned on", None)


def test_a_server_is_erased_when_its_time_is_over_unless_teapot_may_be_back() -> None:
    left = {1: NOW - REMOVED_SERVER, 2: NOW - REMOVED_SERVER + timedelta(seconds=1), 3: NOW - DAY}
    left |= {4: NOW - REMOVED_SERVER - DAY, 5: NOW - REMOVED_SERVER - DAY}
    assert to_erase(left, NOW, lambda guild_id: guild_id == 5) == [4, 1]


@dataclass
class Life:
    """Teapot in three servers, and what must be so. The gateway tells nothing while it is off."""

    database: Database
    languages: Languages
    daily: DailyPosts
    departures: Departures
    clock: Clock
    sender: RecordingSender
    is_on: bool = True
    members: set[int] = field(default_factory=lambda: set(SERVERS))
    # What must be so.
    has_data: set[int] = field(default_factory=set)
    noted: dict[int, datetime] = field(default_factory=dict)
    paused: set[int] = field(default_factory=set)
    told: list[int] = field(default_factory=list)

    async def happens(self, event: str, value: int | None) -> None:
        if event in ("turned on", "turned off"):
            await self._switch(is_on=event == "turned on")
        elif event == "days pass":
            assert value is not None
            await self._pass(value * DAY)
        elif event in ("leaves", "joins"):
            assert value is not None
            await self._move(value, is_member=event == "joins")
        elif self.is_on and value in self.members:
            if event == "sets up":
                await self.daily.set(Daily(value, 1, None, Schedule(time(8, 59), "UTC")))
                await self.languages.set_choice("guild", value, "ko")
                self.has_data.add(value)
            elif value in self.has_data:
                await self.daily.resume(value)
            self.paused.discard(value)

    async def _switch(self, *, is_on: bool) -> None:
        was_on, self.is_on = self.is_on, is_on
        if was_on or not is_on:
            return
        for server in self.has_data:
            self._expect(server)
        for shard in (0, 1):
            await self.departures.compare(
                {each for each in self.members if (each >> 22) % 2 == shard},
                lambda guild_id, shard=shard: (guild_id >> 22) % 2 == shard,  # type: ignore[misc]
                lambda _guild, _channel: True,
            )

    async def _move(self, server: int, *, is_member: bool) -> None:
        if is_member == (server in self.members):
            return
        (self.members.add if is_member else self.members.remove)(server)
        if not self.is_on:
            return
        if server in self.has_data:
            self._expect(server)
        happened = self.departures.returned if is_member else self.departures.left
        await happened(server)

    def _expect(self, server: int) -> None:
        """What a departure or a return must change once Teapot knows of it."""
        if server not in self.members and server not in self.noted:
            self.noted[server] = self.clock.now
            self.paused.add(server)
        elif server in self.members and self.noted.pop(server, None) is not None:
            self.told += [server] * (server in self.paused)

    async def _pass(self, time_passed: timedelta) -> None:
        self.clock.now += time_passed
        if not self.is_on:
            return
        await self.daily.tick()
        over = {
            server
            for server, at in self.noted.items()
            if self.clock.now - at >= timedelta(days=30) and server not in self.members
        }
        kept = await self._rows_of(self.has_data - over)
        await self.departures.erase_due(lambda guild_id: guild_id in self.members)
        assert await self._rows_of(self.has_data - over) == kept
        self.has_data -= over
        self.paused -= over
        for server in over:
            del self.noted[server]
            assert self.languages.chosen("guild", server) is None

    async def _rows_of(self, some: set[int]) -> dict[int, object]:
        rows = await rows_of(self.database)
        return {
            server: {name: [row for row in table if server in row] for name, table in rows.items()}
            for server in some
        }

    async def check(self) -> None:
        assert await departure.servers_with_data(self.database.reader) == self.has_data
        for server in self.has_data:
            settings = await self.daily.configured(server)
            assert settings.paused == ("left" if server in self.paused else None)
        assert self.sender.told == [(server, "left") for server in self.told]
        rows = await rows_of(self.database)
        for server in set(SERVERS) - self.has_data:
            assert naming(rows, server) == {}
        noted = await departure.left_until(self.database.reader, self.clock.now)
        assert noted == self.noted


@asynccontextmanager
async def living(file: Path, knowledge: Knowledge) -> AsyncIterator[Life]:
    with tempfile.TemporaryDirectory() as folder:
        database = await open_database(shutil.copy(file, folder))
        try:
            clock, sender = Clock(NOW), RecordingSender()
            languages = await Languages.load(database)
            daily = daily_posts(database, knowledge, sender, clock)
            games = games_of(database, Questions(knowledge), clock)
            data = ServerData(database, Erasures(database, languages, games, clock))
            departures = Departures(database, daily, games, data, clock)
            yield Life(database, languages, daily, departures, clock, sender)
        finally:
            await database.close()


async def live(file: Path, knowledge: Knowledge, events: list[Event]) -> None:
    async with living(file, knowledge) as life:
        for event in events:
            await life.happens(*event)
            if life.is_on:
                await life.check()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    async def migrate(path: Path) -> None:
        await (await open_database(str(path))).close()

    path = tmp_path_factory.mktemp("migrated") / "teapot.sqlite3"
    asyncio.run(migrate(path))
    return path


@pytest.mark.parametrize(
    "events",
    [
        [SET_UP, LEFT, ("days pass", 29), BACK, ("days pass", 35)],
        [SET_UP, LEFT, ("days pass", 30), BACK, SET_UP, ("days pass", 1)],
        [SET_UP, OFF, LEFT, ("days pass", 35), ON, ("days pass", 29), ("days pass", 1)],
        [SET_UP, LEFT, OFF, ("days pass", 35), BACK, ON, ("days pass", 1)],
        [SET_UP, OFF, LEFT, BACK, ON, ("days pass", 35)],
    ],
)
async def test_a_life_with_departures(
    migrated: Path, knowledge: Knowledge, events: list[Event]
) -> None:
    await live(migrated, knowledge, events)


@pytest.mark.slow
@settings(max_examples=examples(50))
@given(st.lists(EVENTS, min_size=1, max_size=15))
def test_what_should_be_gone_is_gone_and_all_else_stays(
    migrated: Path, knowledge: Knowledge, events: list[Event]
) -> None:
    asyncio.run(live(migrated, knowledge, events))


async def test_a_departure_is_noted_even_if_the_posts_can_not_be_paused(
    migrated: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_guild_id: int, _reason: str) -> bool:
        raise RuntimeError("no disk")

    async with living(migrated, knowledge) as life:
        await life.happens(*SET_UP)
        monkeypatch.setattr(life.daily, "pause", fail)
        with pytest.raises(RuntimeError, match="no disk"):
            await life.departures.left(SERVERS[0])
        assert set(await departure.left_until(life.database.reader, NOW)) == {SERVERS[0]}


async def test_a_comparison_that_can_not_read_is_logged_and_raises_nothing(
    migrated: Path,
    knowledge: Knowledge,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail() -> list[tuple[int, int]]:
        raise DatabaseError("disk I/O error")

    async with living(migrated, knowledge) as life:
        monkeypatch.setattr(life.daily, "channels", fail)
        await life.departures.compare(set(), lambda _: True, lambda _guild, _channel: True)
    assert "in the comparison of servers" in caplog.text
