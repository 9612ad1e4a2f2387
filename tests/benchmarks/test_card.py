"""`/http 418` against a command that replies a constant text, through the same client."""

import time
from typing import Any

import pytest
from discord import app_commands

from tests.benchmarks.figures import ratio, report
from tests.commands.reading import text_of
from tests.conftest import World

TURNS = 60


@pytest.fixture
async def constant(world: World) -> None:
    @app_commands.command(name="constant", description="Replies a constant text")
    async def reply(interaction: Any, code: str) -> None:
        await interaction.response.send_message("418 I'm a teapot")

    world.bot.tree.add_command(reply)
    await world.bot.tree.sync()


@pytest.mark.usefixtures("constant")
async def test_a_card_costs_little_more_than_a_constant(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """CPU of the whole action, the simulated Discord's share included, in turns. Wanted: 1.25."""
    taken: dict[str, list[float]] = {"http": [], "constant": []}
    for turn in range(TURNS + 5):
        for name, times in taken.items():
            started = time.process_time()
            answer = await world.member.slash(world.channel, name, code="418")
            if turn >= 5:
                times.append(time.process_time() - started)
            if name == "http":
                assert "I'm a teapot" in text_of(answer)
    measured = ratio(taken["http"], taken["constant"])
    report(capsys, "a card", cpu_ratio=measured)
    assert measured < 2 * 1.25, "something costs far more than it did"
