"""Who asks for very much in a short time is told when to go on, and no one else notices."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from discord import AppCommandType

from bot.client import _ITEMS
from bot.services.cooldowns import COSTLY, USUAL, Cooldowns, Limit
from tests.commands.playing import app_in
from tests.commands.reading import text_of
from tests.conftest import NOW, World

OPERATING = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
FEW = Limit(2, timedelta(seconds=20))


def limit(world: World, cooldowns: Cooldowns) -> None:
    world.bot.app = replace(app_in(world), cooldowns=cooldowns)


@pytest.mark.slow
async def test_ten_codes_in_a_row_meet_no_cooldown(world: World) -> None:
    limit(world, Cooldowns())
    for code in (404, 500, 502, 418, 429, 301, 204, 403, 503, 201):
        assert str(code) in text_of(await world.http(str(code)))


async def test_one_private_line_says_when_and_says_it_to_each_further_try(world: World) -> None:
    limit(world, Cooldowns(FEW, {}))
    for _ in range(2):
        assert not (await world.http("418")).ephemeral
    again = int((NOW + FEW.within).timestamp())
    for _ in range(3):
        answer = await world.http("418")
        assert answer.ephemeral
        assert text_of(answer) == (
            f"That was a lot in a short time. You can do this again <t:{again}:R>."
        )
    world.place.locale = "ko"
    assert text_of(await world.http("418")) == (
        f"짧은 시간에 너무 많이 사용했습니다. 다시 사용할 수 있는 시각: <t:{again}:R>."
    )
    world.clock.now += FEW.within
    assert not (await world.http("418")).ephemeral


async def test_another_person_and_another_command_are_free(world: World) -> None:
    limit(world, Cooldowns(FEW, {}))
    for _ in range(3):
        await world.http("418")
    assert not (await world.owner.slash(world.channel, "http", code="418")).ephemeral
    assert "That was a lot" not in text_of(await world.member.slash(world.channel, "help"))


async def test_buttons_count(world: World) -> None:
    card = (await world.http("418")).response
    limit(world, Cooldowns(FEW, {}))
    said = [text_of(await world.member.click(card, label="More")) for _ in range(3)]
    assert [each.startswith("That was a lot") for each in said] == [False, False, True]


async def test_forms_and_the_message_menu_count(world: World) -> None:
    shown = [await world.member.slash(world.channel, "explain") for _ in range(3)]
    limit(world, Cooldowns(FEW, {}))
    for form, is_over in zip(shown, (False, False, True), strict=True):
        answer = await world.member.submit_modal(form, {"text": "it says HTTP 404"})
        assert text_of(answer).startswith("That was a lot") == is_over
    message = await world.owner.send(world.channel, "it says HTTP 404")
    for is_over in (False, False, True):
        answer = await world.member.context_menu(world.channel, "Explain status codes", message)
        assert text_of(answer).startswith("That was a lot") == is_over


async def test_letters_count_and_too_many_find_nothing(world: World) -> None:
    limit(world, Cooldowns(FEW, {}))
    found = [await world.member.autocomplete(world.channel, "http", "code", "4") for _ in range(3)]
    assert [bool(each) for each in found] == [True, True, False]
    assert not (await world.http("418")).ephemeral


async def test_every_costly_kind_is_a_command_a_button_or_a_form(world: World) -> None:
    """A renamed command would lose its limit."""
    kinds = {command.qualified_name for command in world.bot.tree.walk_commands()}
    kinds |= {each.name for each in world.bot.tree.get_commands(type=AppCommandType.message)}
    kinds |= {f"{each} autocomplete" for each in kinds} | {"explain form"}
    templates = (item.__discord_ui_compiled_template__.pattern for item in _ITEMS)
    kinds |= {template.partition(":")[0] for template in templates}
    assert COSTLY.keys() <= kinds


def test_the_page_for_operators_has_every_limit() -> None:
    rows = dict(re.findall(r"(?m)^\| ([^|]+) \| (\d+ in \d+ (?:seconds|minutes)) \|$", OPERATING))
    said = {written(limit) for limit in (USUAL, *COSTLY.values())}
    assert set(rows.values()) == said
    assert rows["anything else"] == written(USUAL)


def written(limit: Limit) -> str:
    seconds = int(limit.within.total_seconds())
    within = f"{seconds // 60} minutes" if seconds > 60 else f"{seconds} seconds"
    return f"{limit.uses} in {within}"
