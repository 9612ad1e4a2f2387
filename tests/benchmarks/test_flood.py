"""One person at 20 requests a second: what everyone else notices of it, over real sockets."""

import asyncio
import itertools
import shutil
import statistics
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.figures import percentile, report
from tests.benchmarks.sampled_process import turns_of
from tests.benchmarks.stand_in import guild_slash
from tests.benchmarks.test_boards import ALL_TIME, GUILD, PEOPLE, add_people, person
from tests.discord_server.process import running
from tests.discord_server.server import Discord, guild, serving

FLOODER, OTHERS = 3, 7_000_000
SECONDS, FLOOD_PER_SECOND, OTHERS_PER_SECOND = 4.0, 20, 30
# 1.3 to 1.9 was measured, on calm and busy machines. It fails if something costs far more.
MAX_CPU_RATIO = 3.0
CODES = ("404", "500", "502", "418", "503", "429", "301", "nginx 499")
LOG = "The gateway answers 502 and sometimes 504 since the deploy at 14:20, retry after 30 s. " * 65
_ids = itertools.count(1)

Event = Callable[[int], dict[str, Any]]


def _text(name: str, value: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": 3, "value": value} | more


def http(asker: int, turn: int) -> dict[str, Any]:
    code = _text("code", CODES[turn % len(CODES)])
    return guild_slash(next(_ids), GUILD, asker, "http", code)


# What one person asks for again and again, each time something else.
FLOODS: dict[str, Event] = {
    "texts": lambda turn: guild_slash(
        next(_ids), GUILD, FLOODER, "explain", _text("text", f"{turn} {LOG}"[:5_600])
    ),
    "words": lambda turn: guild_slash(
        next(_ids), GUILD, FLOODER, "http", _text("code", f"upload to larg {turn} of the gateway")
    ),
    "letters": lambda turn: guild_slash(
        next(_ids), GUILD, FLOODER, "http",
        _text("code", f"upload to larg {turn} gate", focused=True), kind=4,
    ),
    "boards": lambda _: guild_slash(next(_ids), GUILD, FLOODER, "leaderboard", ALL_TIME),
}  # fmt: skip


@dataclass(frozen=True)
class Bot:
    discord: Discord
    lags: Path


@pytest.fixture
async def bot(tmp_path: Path, seeded: Path) -> AsyncIterator[Bot]:
    database = Path(shutil.copyfile(seeded, tmp_path / "teapot.sqlite3"))
    add_people(database)
    names = {str(person(0, place)): f"김민준 {place}" for place in range(PEOPLE)}
    async with (
        serving(Discord([guild(GUILD, 4)], names=names)) as discord,
        running(
            discord,
            database,
            "tests.benchmarks.sampled_process",
            COOLDOWNS="on",
            LAGS=str(tmp_path / "lags"),
            TICK_SECONDS="0.05",
        ) as process,
    ):
        await discord.until(lambda: "ready" in process.said())
        await ask(discord, [http(OTHERS + turn, turn) for turn in range(30)], 30)
        await ask(discord, [FLOODS["texts"](0), FLOODS["boards"](0)], 1)
        yield Bot(discord, tmp_path / "lags")


async def ask(discord: Discord, events: list[dict[str, Any]], per_second: float) -> list[float]:
    """Send the events at an even rate. Return how many milliseconds each took to be answered."""
    started: dict[str, float] = {}
    begun = time.monotonic()
    for number, event in enumerate(events):
        await asyncio.sleep(max(0.0, begun + number / per_second - time.monotonic()))
        started[event["id"]] = time.monotonic()
        await discord.dispatch("INTERACTION_CREATE", event)
    await discord.until(lambda: started.keys() <= discord.answered.keys())
    return [(discord.answered[each][0] - at) * 1000 for each, at in started.items()]


def flood(turn: int) -> dict[str, Any]:
    """Each kind in turn: each has a cooldown of its own, so this gets the most through."""
    return list(FLOODS.values())[turn % len(FLOODS)](turn)


@pytest.mark.nightly
async def test_one_persons_flood_delays_others_little(
    bot: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    """Others' `/http` beside it, and alone before and after it. Wanted: twice the p99 at most.

    A busy machine changes either p99, and hardly the CPU that the bot spends, so the test holds
    the CPU.
    """

    async def others(seconds: float) -> tuple[list[float], float]:
        count = int(seconds * OTHERS_PER_SECOND)
        events = [http(OTHERS + turn % 100, turn) for turn in range(count)]
        started = time.monotonic()
        asked = await ask(bot.discord, events, OTHERS_PER_SECOND)
        return asked, turns_of(bot.lags, started).cpu_ms

    before, cpu_before = await others(SECONDS / 2)
    events = [flood(turn) for turn in range(int(SECONDS * FLOOD_PER_SECOND))]
    (beside, cpu), _ = await asyncio.gather(
        others(SECONDS), ask(bot.discord, events, FLOOD_PER_SECOND)
    )
    after, cpu_after = await others(SECONDS / 2)
    alone = before + after
    cpu_ratio = cpu / (cpu_before + cpu_after)
    report(
        capsys, f"/http beside one person's {FLOOD_PER_SECOND} requests a second",
        p99_ratio=round(percentile(beside, 0.99) / percentile(alone, 0.99), 2),
        cpu_ratio=round(cpu_ratio, 2), p99_ms=round(percentile(beside, 0.99), 1),
        median_ms=round(statistics.median(beside), 1),
        alone_p99_ms=round(percentile(alone, 0.99), 1),
        alone_median_ms=round(statistics.median(alone), 1),
    )  # fmt: skip
    assert cpu_ratio < MAX_CPU_RATIO, "one person's flood is done, and delays everyone else"
