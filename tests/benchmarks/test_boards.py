"""Many leaderboards at once, over real sockets: how long people wait, what they get, and what it
costs everyone else."""

import asyncio
import shutil
import sqlite3
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.cards.picture.drawing import Bar, Chart, draw
from tests.benchmarks.figures import percentile, report
from tests.benchmarks.sampled_process import Turns, turns_of
from tests.benchmarks.stand_in import guild_slash
from tests.discord_limits import components
from tests.discord_server.process import running
from tests.discord_server.server import Discord, guild, serving
from tests.needs import needs_font

pytestmark = pytest.mark.nightly

GUILD, PERSON, SERVERS, PEOPLE = 1_000_000, 5_000_000, 140, 10
BOARDS, BOARD_SECONDS, SLOW_SECONDS = 130, 5.0, 1.0
AT_ONCE, ROUNDS = 20, 3
# Servers of the tests that share a bot: no board of theirs has been drawn. A bot may ask for the
# names of 110 in a minute.
OF_ONE = range(ROUNDS)
OF_TWENTY = range(OF_ONE.stop, OF_ONE.stop + ROUNDS * AT_ONCE)
UNCHANGED = range(OF_TWENTY.stop, OF_TWENTY.stop + 30)
WANTED_RATIO = 0.25
SHARED = pytest.mark.asyncio(loop_scope="module")
ALL_TIME = {"name": "period", "type": 3, "value": "all"}


def person(server: int, place: int) -> int:
    return PERSON + server * 100 + place


@dataclass(frozen=True)
class Board:
    """A board that was asked for. `seconds` is infinite if there was no reply."""

    seconds: float
    reply: dict[str, Any]

    @property
    def text(self) -> str:
        return " ".join(each["content"] for each in components(self.reply) if each["type"] == 10)

    @property
    def has_picture(self) -> bool:
        return any(each["type"] == 12 for each in components(self.reply))


class Boards:
    def __init__(self, discord: Discord, lags: Path) -> None:
        self._discord, self._lags, self._ids = discord, lags, count(1)

    async def ask(self, server: int, asker: int, *options: dict[str, Any]) -> Board:
        identity = next(self._ids)
        event = guild_slash(identity, GUILD + server, asker, "leaderboard", *options or (ALL_TIME,))
        started = time.monotonic()
        await self._discord.dispatch("INTERACTION_CREATE", event)
        for _ in range(2_000):
            if found := self._discord.answered.get(str(identity)):
                return Board(found[0] - started, found[1]["data"])
            await asyncio.sleep(0.01)
        return Board(float("inf"), {})

    def turns(self, since: float) -> Turns:
        return turns_of(self._lags, since)


def add_people(path: Path) -> None:
    """Ten people with points in each server, whom Teapot has never seen."""
    rows = [
        (GUILD + server, "all", "all", person(server, place), 1000 - 77 * place - server, 20, 15)
        for server in range(SERVERS)
        for place in range(PEOPLE)
    ]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO score (guild_id, period, topic, user_id, points, answered, right)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


@asynccontextmanager
async def asking(folder: Path, seeded: Path) -> AsyncIterator[Boards]:
    database, lags = Path(shutil.copyfile(seeded, folder / "teapot.sqlite3")), folder / "lags"
    add_people(database)
    names = {
        str(person(server, place)): f"김민준 {server} {place}"
        for server in range(SERVERS)
        for place in range(PEOPLE)
    }
    guilds = [guild(GUILD + server, 4) for server in range(SERVERS)]
    async with (
        serving(Discord(guilds, names=names)) as discord,
        running(discord, database, "tests.benchmarks.sampled_process", LAGS=str(lags)) as bot,
    ):
        await discord.until(lambda: "ready" in bot.said())
        boards = Boards(discord, lags)
        await boards.ask(SERVERS - 1, 2)
        await asyncio.sleep(1)
        yield boards


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def boards(tmp_path_factory: pytest.TempPathFactory, seeded: Path) -> AsyncIterator[Boards]:
    async with asking(tmp_path_factory.mktemp("boards"), seeded) as boards:
        yield boards


async def test_boards_of_many_servers_are_answered_at_once(
    tmp_path: Path, seeded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """More servers' boards than a shard may ask names for in a minute, in five
    seconds. Wanted: none over a second, and each with names or mentions."""
    async with asking(tmp_path, seeded) as boards:
        started, asked = time.monotonic(), []
        for server in range(BOARDS):
            asked.append(asyncio.create_task(boards.ask(server, 2)))
            await asyncio.sleep(BOARD_SECONDS / BOARDS)
        shown = [await each for each in asked]
    seconds = [each.seconds for each in shown]
    report(
        capsys, f"{BOARDS} boards in {BOARD_SECONDS:.0f} s",
        median_ms=round(statistics.median(seconds) * 1000),
        p99_ms=round(percentile(seconds, 0.99) * 1000),
        over_a_second=sum(each > SLOW_SECONDS for each in seconds),
        with_names=sum("김민준" in each.text for each in shown),
        with_mentions=sum("<@" in each.text for each in shown),
        with_picture=sum(each.has_picture for each in shown),
        loop_lag_p99_ms=round(boards.turns(started).late_p99_ms, 1),
    )  # fmt: skip
    assert all("김민준" in each.text or "<@" in each.text for each in shown)


async def at_once(boards: Boards, asked: Sequence[tuple[int, int]]) -> tuple[list[Board], Turns]:
    """The boards of servers and askers."""
    started = time.monotonic()
    shown = await asyncio.gather(*(boards.ask(*each) for each in asked))
    return shown, boards.turns(started)


def drawing_cpu_ms() -> float:
    """Of one board's picture, in this process, once it has its fonts."""
    bars = [
        Bar(place + 1, f"김민준 {place}", 1000 - 77 * place, None, False) for place in range(PEOPLE)
    ]
    spent = []
    for turn in range(5):
        started = time.process_time()
        assert draw(Chart(tuple(bars), f"순위표 {turn}", None)) is not None
        spent.append((time.process_time() - started) * 1000)
    return statistics.median(spent)


@SHARED
@needs_font
@pytest.mark.parametrize("kind", ["of one server", "of twenty servers"])
async def test_twenty_boards_at_once_hold_the_loop_shortly(
    boards: Boards, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each round is of other servers, so that each board is drawn. Wanted: 15 ms at p99.

    The time depends on the machine, so the test holds it below what drawing one board takes here.
    """
    seconds: list[float] = []
    rounds: list[Turns] = []
    pictures = 0
    for turn in range(ROUNDS):
        twenty = OF_TWENTY[turn * AT_ONCE : (turn + 1) * AT_ONCE]
        servers = [OF_ONE[turn]] * AT_ONCE if kind == "of one server" else twenty
        asked = [(each, person(each, place % 10)) for place, each in enumerate(servers)]
        shown, turns = await at_once(boards, asked)
        seconds += [each.seconds for each in shown]
        pictures += sum(each.has_picture for each in shown)
        rounds.append(turns)
        await asyncio.sleep(0.5)
    cpu, drawing = statistics.median(each.cpu_p99_ms for each in rounds), drawing_cpu_ms()
    report(
        capsys, f"{AT_ONCE} boards {kind} at once",
        median_ms=round(statistics.median(seconds) * 1000), most_ms=round(max(seconds) * 1000),
        with_picture=pictures, of=ROUNDS * AT_ONCE,
        loop_lag_p99_ms=round(statistics.median(each.late_p99_ms for each in rounds), 1),
        loop_cpu_p99_ms=round(cpu, 1),
        loop_cpu_most_ms=round(max(each.cpu_most_ms for each in rounds), 1),
        drawing_cpu_ms=round(drawing, 1),
    )  # fmt: skip
    assert cpu < drawing, "boards are drawn in the bot's process"


@SHARED
@needs_font
async def test_an_unchanged_board_is_not_drawn_again(
    boards: Boards, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wanted: a quarter of the time."""
    first, again = [], []
    for server in UNCHANGED:
        first.append((await boards.ask(server, 2)).seconds)
        again.append((await boards.ask(server, 2)).seconds)
    ratio = statistics.median(again) / statistics.median(first)
    report(
        capsys, "a board again", first_ms=round(statistics.median(first) * 1000, 1),
        ratio=round(ratio, 2),
    )  # fmt: skip
    assert ratio < 2 * WANTED_RATIO, "it is drawn again"
