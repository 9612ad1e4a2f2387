"""`/http` against a command that replies a constant text, through the same client and a real
connection to a stand-in for Discord, which is a process of its own: the CPU is the bot's alone."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import pytest
from discord import app_commands

from bot.cards.layout import plain_message
from bot.client import Teapot, create_client
from bot.commands.first_reply import reply
from bot.config import Config
from bot.model import LOCALES, Knowledge
from tests.benchmarks.figures import ratio, report
from tests.benchmarks.stand_in import slash

# Each turn is of another person, so that no cooldown refuses it. Each interaction has an ID of its
# own, as on Discord: yarl keeps parsed addresses, and a second reply to the same ID costs 3 % less.
TURNS, WARMING = 400, 20


@pytest.fixture
async def bot(config: Config, stand_in: None) -> AsyncIterator[Teapot]:
    bot = create_client(config)

    @bot.tree.command(name="constant", description="Replies a constant text")
    async def _constant(interaction: Any, code: str) -> None:
        await interaction.response.send_message("418 I'm a teapot")

    line = plain_message("418 I'm a teapot")

    @bot.tree.command(name="line", description="Replies the constant as Teapot does")
    async def _line(interaction: Any, code: str) -> None:
        await reply(interaction, line, private=False)

    await bot.login("token")
    yield bot
    await bot.close()


@pytest.fixture
def spent(bot: Teapot) -> Callable[[dict[str, Any]], Any]:
    """Seconds of CPU from the gateway's event to Discord's answer, read and parsed."""
    done = asyncio.Event()

    async def completed(_: Any, command: app_commands.Command[Any, ..., Any]) -> None:
        done.set()

    bot.add_listener(completed, "on_app_command_completion")

    async def spent(event: dict[str, Any]) -> float:
        done.clear()
        started = time.process_time()
        # As the gateway does; the event is a plain dict to mypy.
        bot._connection.parse_interaction_create(event)  # type: ignore[arg-type]
        async with asyncio.timeout(5):
            await done.wait()
        return time.process_time() - started

    return spent


async def test_a_card_costs_little_more_than_a_constant(
    spent: Callable[[dict[str, Any]], Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """In turns. Wanted: 1.08. `of own line`: over the constant as Teapot itself would send it."""
    taken: dict[str, list[float]] = {"http": [], "constant": [], "line": []}
    for turn in range(TURNS + WARMING):
        for place, (name, times) in enumerate(taken.items()):
            seconds = await spent(slash(3 * turn + place, name, "418", person=1_000 + turn))
            if turn >= WARMING:
                times.append(seconds)
    measured = ratio(taken["http"], taken["constant"])
    own = ratio(taken["http"], taken["line"])
    report(capsys, "a card", cpu_ratio=measured, of_own_line=own)
    assert measured < 2 * 1.08, "something costs far more than it did"


async def test_every_card_in_turn_costs_little_more_than_a_constant(
    spent: Callable[[dict[str, Any]], Any], knowledge: Knowledge, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each code in each language, so that none is asked for twice in a row. The first round builds
    the cards; the second is what a running bot spends. Wanted: 1.25."""
    asked = [(str(entry.key), locale) for entry in knowledge.entries for locale in LOCALES.values()]
    rounds = [await _round(spent, asked) for _ in range(2)]
    constant = statistics.median(theirs for _, theirs in rounds[1])
    first, then = (statistics.median(ours for ours, _ in each) / constant for each in rounds)
    report(capsys, "every card in turn", cpu_ratio=round(then, 2), first_time=round(first, 2))
    assert then < 2 * 1.25, "something costs far more than it did"


async def _round(
    spent: Callable[[dict[str, Any]], Any], asked: Sequence[tuple[str, str]]
) -> list[tuple[float, float]]:
    """What each card took, and a constant right after it."""
    return [
        (
            await spent(slash(2 * turn, "http", code, locale, person=1_000 + turn)),
            await spent(slash(2 * turn + 1, "constant", code, locale)),
        )
        for turn, (code, locale) in enumerate(asked)
    ]
