"""`/http 418` against a command that replies a constant text, through the same client and a real
connection to a stand-in for Discord, which is a process of its own: the CPU is the bot's alone."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from discord import app_commands

from bot.client import Teapot, create_client
from bot.config import Config
from tests.benchmarks.figures import ratio, report
from tests.benchmarks.stand_in import slash

TURNS, WARMING = 400, 20


@pytest.fixture
async def bot(config: Config, stand_in: None) -> AsyncIterator[Teapot]:
    bot = create_client(config)

    @bot.tree.command(name="constant", description="Replies a constant text")
    async def _constant(interaction: Any, code: str) -> None:
        await interaction.response.send_message("418 I'm a teapot")

    await bot.login("token")
    yield bot
    await bot.close()


async def test_a_card_costs_little_more_than_a_constant(
    bot: Teapot, capsys: pytest.CaptureFixture[str]
) -> None:
    """CPU from the gateway's event to Discord's answer, read and parsed, in turns. Wanted: 1.25."""
    done = asyncio.Event()

    async def completed(_: Any, command: app_commands.Command[Any, ..., Any]) -> None:
        done.set()

    bot.add_listener(completed, "on_app_command_completion")
    taken: dict[str, list[float]] = {"http": [], "constant": []}
    for turn in range(TURNS + WARMING):
        for name, times in taken.items():
            done.clear()
            event = slash(turn, name, "418")
            started = time.process_time()
            # As the gateway does; the event is a plain dict to mypy.
            bot._connection.parse_interaction_create(event)  # type: ignore[arg-type]
            async with asyncio.timeout(5):
                await done.wait()
            if turn >= WARMING:
                times.append(time.process_time() - started)
    measured = ratio(taken["http"], taken["constant"])
    report(capsys, "a card", cpu_ratio=measured)
    assert measured < 2 * 1.25, "something costs far more than it did"
