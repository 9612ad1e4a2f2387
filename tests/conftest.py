"""The real client on a simulated Discord, over the real SQLite file."""

import asyncio
import gc
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
import simcord.interactions
from hypothesis import settings
from simcord import Env

from bot.client import Teapot, create_client
from bot.config import SETTINGS, Config, shipped
from bot.knowledge.seed import read_knowledge, seed
from bot.model import Knowledge
from bot.services.daily.zones import Zones
from bot.services.lookup.kept_index import open_lookup
from bot.services.lookup.lookup import Lookup
from bot.store.database import Database, open_database
from bot.texts import Texts
from tests.discord_limits import broken_limits
from tests.examples import examples
from tests.nonces import keep_nonces
from tests.once import read_texts_once, share

# Machines are noisy: a law is no stopwatch. `-m "not slow"` tries a law on fewer examples.
settings.register_profile("whole", deadline=None, max_examples=examples(100))
settings.register_profile("quick", deadline=None, max_examples=examples(20))

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
# How long the simulation waits for the bot. On a busy machine, a first `/explain` or a start of a
# process takes more than simcord's five seconds. The bot's own pauses, such as that before commands
# are sent again, are longer.
PATIENCE_SECONDS = 30


class QuickEnv(Env):
    """Asks every millisecond whether the bot has settled.

    While the bot waits for SQLite, simcord asks every 50, which was most of a test's time.
    """

    async def _settle_internal(self, **options: Any) -> None:
        await super()._settle_internal(**(options | {"idle": 0.001}))


@dataclass
class Clock:
    """What time it is for Teapot: a Monday, until a test says otherwise."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the command line's cache out of the home folder, also in the processes of tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


def pytest_configure(config: pytest.Config) -> None:
    is_quick = config.getoption("markexpr") == "not slow"
    settings.load_profile("quick" if is_quick else "whole")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", type=Path, help="a folder for the README's pictures")
    # The figures of docs/features.md are of 1 and 10000, which take half a minute more.
    parser.addoption(
        "--history", type=float, default=0.1, help="millions of answers to measure with"
    )
    parser.addoption("--servers", type=int, default=2_000, help="servers that are due at once")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slow tests, so that no process of `-n` ends alone with them.

    Browser tests that have a group mostly wait, and come first.
    """
    for item in items:
        if is_browser_test(item) or "benchmarks" in item.path.parts:
            item.add_marker(pytest.mark.slow)
    items.sort(
        key=lambda item: (
            not (is_browser_test(item) and item.get_closest_marker("xdist_group")),
            not is_browser_test(item),
            "slow" not in item.keywords,
        )
    )


def pytest_collection_finish() -> None:
    """Collect less garbage, and none of the imports: it took an eighth of the time."""
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def is_browser_test(item: pytest.Item) -> bool:
    return item.path.name.startswith("test_browser")


@pytest.fixture
def say(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Prints a line at the end of the run: what a test prints in a process of `-n` is lost."""
    return lambda line: record_property("said", line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            if report.when == "call":
                for name, value in report.user_properties:
                    if name == "said":
                        terminalreporter.write_line(str(value))


@pytest.fixture
def screenshots(request: pytest.FixtureRequest) -> Path | None:
    """Where the browser test leaves its pictures, if anywhere."""
    return cast("Path | None", request.config.getoption("--screenshots"))


@dataclass
class Place:
    """Where the next interaction comes from; simcord knows only en-US, servers and DMs."""

    locale: str = "en-US"
    guild_locale: str = "en-US"
    group_chat: bool = False


@dataclass
class World:
    """A server with a channel and two people, and the bot in it."""

    env: Env
    bot: Teapot
    place: Place
    clock: Clock
    forgiven: int = 0  # simcord's error cursor, set by a test that breaks something on purpose
    guild: Any = field(init=False)
    channel: Any = field(init=False)
    owner: Any = field(init=False)
    member: Any = field(init=False)

    def __post_init__(self) -> None:
        user = self.env.create_user("ada")
        self.guild = self.env.create_guild("Backend", owner=user)
        self.channel = self.guild.create_text_channel("incidents")
        self.owner = self.guild.add_member(user)
        self.member = self.guild.add_member(self.env.create_user("grace"))

    @property
    def database(self) -> Database:
        assert self.bot.database is not None, "the bot is running"
        return self.bot.database

    async def http(self, code: str, **options: Any) -> Any:
        return await self.member.slash(self.channel, "http", code=code, **options)


@pytest.fixture(scope="session")
def knowledge(texts: Texts) -> Knowledge:
    return read_knowledge(shipped("data"), texts)


@pytest.fixture(scope="session")
def lookup(knowledge: Knowledge) -> Lookup:
    return Lookup(knowledge)


@pytest.fixture(scope="session")
def zones(knowledge: Knowledge) -> Zones:
    return Zones(knowledge.zones)


@pytest.fixture(scope="session")
def texts() -> Texts:
    return read_texts_once()


@pytest.fixture(scope="session", autouse=True)
def _shared() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        share(patch)
        yield


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, texts: Texts) -> Path:
    """A database as a first start leaves it, with the kept index: tests begin with a copy."""
    path = tmp_path_factory.mktemp("seeded") / "teapot.sqlite3"
    asyncio.run(first_start(path, texts))
    return path


async def first_start(path: Path, texts: Texts) -> None:
    database = await open_database(str(path))
    try:
        await open_lookup(database, await seed(database, texts))
    finally:
        await database.close()


Opener = Callable[..., Awaitable[Database]]


@pytest.fixture
async def opened() -> AsyncIterator[Opener]:
    """Opens databases as `open_database` does, and closes them even if the test fails.

    An open one would keep the process of the tests alive.
    """
    async with AsyncExitStack() as stack:

        async def open_until_the_end(path: str, migrations: Path | None = None) -> Database:
            database = await open_database(path, migrations)
            stack.push_async_callback(database.close)
            return database

        yield open_until_the_end


@pytest.fixture
def config(tmp_path: Path, seeded: Path) -> Config:
    database = tmp_path / "teapot.sqlite3"
    shutil.copyfile(seeded, database)
    return Config(database=str(database))


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Place:
    """What simcord leaves out: nonces, and parts of an interaction's payload."""
    keep_nonces(monkeypatch, clock)
    place = Place()
    plain = simcord.interactions.base_payload

    def payload(*args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        record, data = plain(*args, **kwargs)
        data["locale"] = place.locale
        if "guild_locale" in data:
            data["guild_locale"] = place.guild_locale
        elif place.group_chat:
            data["context"] = 2
        return record, data

    monkeypatch.setattr(simcord.interactions, "base_payload", payload)
    return place


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def env(config: Config, clock: Clock) -> AsyncIterator[Env]:
    """By this name and type simcord's plugin finds it, and gives the test its clock."""
    client = create_client(config, clock=clock)
    env = QuickEnv(client, shard_count=1, settle_timeout=PATIENCE_SECONDS)
    env.backend.clock.advance((clock() - env.now()).total_seconds())
    await env.start()
    yield env
    await env.shutdown()
    await env.bot.close()  # the last one, where a test has started another


@pytest.fixture
async def world(
    env: Env, place: Place, clock: Clock, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[World]:
    """Fails at the end where the bot raised anything, or sent what Discord would refuse."""
    world = World(env, cast("Teapot", env.bot), place, clock)
    yield world
    assert not env.errors_since(world.forgiven)
    # What autocomplete and dynamic items raise, discord.py only logs.
    logged = [
        record.message for record in caplog.get_records("call") if record.levelname == "ERROR"
    ]
    assert not logged or world.forgiven
    assert broken_limits(env.http_requests) == []


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
