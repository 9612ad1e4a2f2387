"""A migration may add a column to any table, and no store function breaks by it."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.config import Config
from bot.services.quiz.counted_answers import rebuild_scores
from bot.texts import Texts
from tests.commands.playing import begin, points, press, stop, wait
from tests.commands.reading import text_of
from tests.commands.test_daily import DAY, DUE, TODAY, set_daily, tick
from tests.commands.test_daily import press as press_daily
from tests.conftest import World, first_start

# Written by the triggers of a migration alone: another one that adds a column makes them anew.
BY_TRIGGERS = "score_count"
AT_START = {"detail", "entry", "synonym", "scenario", "search_index", "state", "zone_names"}
BY_PRIVACY = {"hidden_everywhere", "unrecorded"}
BY_LANGUAGE = {"user_setting", "guild_setting"}
BY_DAILY = {"daily", "daily_post", "question", "answer", "score", "server_zone"}
BY_DEPARTURE, BY_RETENTION = {"departure"}, {"dealt"}
BY_ERASURE, BY_DELETION = {"posted_date", "erased_owner"}, {"erased_owner", "erased_answer"}
BY_GAMES = {"game", "game_question", "question", "answer", "asked", "practice", "hidden", "score"}
EVERY = AT_START.union(
    BY_PRIVACY,
    BY_LANGUAGE,
    BY_DAILY,
    BY_GAMES,
    BY_DEPARTURE,
    BY_ERASURE,
    BY_DELETION,
    BY_RETENTION,
)


@pytest.fixture(scope="module")
def widened(seeded: Path, texts: Texts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With one column more in each table, which a first start has filled."""
    path = tmp_path_factory.mktemp("widened") / "teapot.sqlite3"
    shutil.copyfile(seeded, path)
    with closing(sqlite3.connect(path)) as connection:
        names = tables(connection)
        assert set(names) == EVERY
        for name in names:
            connection.execute(f"DELETE FROM {name}")
            connection.execute(f"ALTER TABLE {name} ADD COLUMN added TEXT DEFAULT 'added'")
        connection.commit()
    asyncio.run(first_start(path, texts))
    return path


@pytest.fixture
def config(tmp_path: Path, widened: Path) -> Config:
    database = tmp_path / "teapot.sqlite3"
    shutil.copyfile(widened, database)
    return Config(database=str(database))


def tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return [name for (name,) in rows if name != BY_TRIGGERS]


def written(config: Config) -> set[str]:
    """The tables that have a row."""
    assert config.database is not None
    with closing(sqlite3.connect(config.database)) as connection:
        return {
            name
            for name in tables(connection)
            if connection.execute(f"SELECT 1 FROM {name} WHERE added = 'added'").fetchone()
        }


@pytest.mark.slow
async def test_the_choices_of_privacy(world: World, config: Config) -> None:
    answer = await world.member.slash(world.channel, "privacy me")
    await world.member.click(answer.response, label="Hide me")
    await world.member.click(answer.response, label="Don't record me")
    assert written(config) >= BY_PRIVACY


async def test_a_start_and_the_languages(world: World, config: Config) -> None:
    assert "Not Found" in text_of(await world.http("404"))
    await world.member.slash(world.channel, "language me", language="ko")
    await world.owner.slash(world.channel, "language server", language="ko")
    assert "4xx 클라이언트 오류" in text_of(await world.http("404"))
    assert written(config) == AT_START | BY_LANGUAGE


async def test_the_question_of_the_day(world: World, config: Config) -> None:
    await set_daily(world)
    for days in range(2):
        await tick(world, DUE + days * DAY)
        await press_daily(world, world.member, 0, TODAY + days * DAY)
    assert "2026-11-24" in text_of(await world.owner.slash(world.channel, "daily status"))
    stats = text_of(await world.member.slash(world.channel, "quiz stats"))
    assert "Daily question streak: 2 days" in stats
    assert written(config) >= BY_DAILY


async def test_a_game_and_its_board(world: World, config: Config) -> None:
    await begin(world)
    await press(world, world.member, right=True)
    await press(world, world.owner, right=False)
    await stop(world, world.owner)
    for _ in range(2):
        await wait(world)
    assert text_of(await world.owner.slash(world.channel, "quiz practice"))
    before = await points(world)
    assert before[world.member.id] > 0
    async with world.database.transaction() as connection:
        await connection.execute("UPDATE score SET points = points + 1")
    assert (await rebuild_scores(world.database)).different > 0
    assert await points(world) == before
    await world.owner.slash(world.channel, "quiz hide-me")
    assert "1 game" in text_of(await world.member.slash(world.channel, "quiz stats"))
    board = text_of(await world.member.slash(world.channel, "leaderboard"))
    assert "grace" in board
    assert "ada" not in board
    assert written(config) >= BY_GAMES


async def test_a_departure_and_an_erasure(world: World, config: Config) -> None:
    await set_daily(world)
    await tick(world, DUE)
    assert world.bot.app is not None
    await world.bot.app.departures.left(world.guild.id)
    assert written(config) >= BY_DEPARTURE
    await world.bot.app.server_data.erase(world.guild.id)
    assert written(config) == AT_START | BY_ERASURE


async def test_a_deletion_after_an_answer(world: World, config: Config) -> None:
    await set_daily(world)
    await tick(world, DUE)
    await press_daily(world, world.member, 0)
    assert world.bot.app is not None
    await world.bot.app.people.erase(world.member.id)
    assert written(config) >= BY_DELETION


async def test_old_rows(world: World, config: Config) -> None:
    await set_daily(world)
    await tick(world, DUE)
    world.clock.now = DUE + 100 * DAY
    assert world.bot.app is not None
    await world.bot.app.retention.sweep(lambda _: True)
    assert written(config) == AT_START | BY_RETENTION | {"daily", "server_zone"}
