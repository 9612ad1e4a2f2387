"""Options that Discord would not pass are the person's error: one private line, no traceback."""

from typing import Any

import pytest
from discord import Member, Role, app_commands

from bot.commands.option_check import fits
from tests.commands.playing import begin, forge, is_running
from tests.commands.reading import text_of
from tests.commands.test_daily import posts
from tests.conftest import World

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, FILE = 3, 4, 5, 6, 7, 8, 11
Mentionable = Member | Role
LINE = "The command doesn't take that. Reload Discord, and choose from what it offers."


def option(kind: int, name: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "name": name, "value": value}


def sub(name: str, *options: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "name": name, "options": list(options)}


def change_next(world: World, data: dict[str, Any]) -> None:
    """The next interaction has these data."""
    parsers = world.bot._connection.parsers
    plain = parsers["INTERACTION_CREATE"]

    def changed(payload: Any) -> None:
        parsers["INTERACTION_CREATE"] = plain
        payload = payload | {"data": {"id": "1", "type": 1} | data}
        plain(payload)

    parsers["INTERACTION_CREATE"] = changed


def day(*options: dict[str, Any]) -> dict[str, Any]:
    needed = [
        option(CHANNEL, "channel", "5"),
        option(STRING, "time", "9"),
        option(STRING, "timezone", "KST"),
    ]
    return {"name": "daily", "options": [sub("set", *needed, *options)]}


FORGED = [
    {"name": "http", "options": [option(STRING, "code", ["404"])]},
    {"name": "http", "options": [option(STRING, "code", {})]},
    {"name": "explain", "options": [option(FILE, "file", [])]},
    {"name": "http", "type": 9},
    {"name": "Explain status codes", "type": 3, "target_id": "9"},
    {"name": "http"},
    {"name": "http", "options": [option(STRING, "code", 5)]},
    {"name": "http", "options": [option(STRING, "code", None)]},
    {"name": "http", "options": [option(INTEGER, "code", 404)]},
    {"name": "http", "options": [option(STRING, "tea", "404")]},
    {"name": "http", "options": [option(STRING, "code", "404")] * 2},
    {"name": "explain", "options": [option(STRING, "text", "502" * 6000)]},
    {"name": "explain", "options": [option(FILE, "file", "7")]},
    {"name": "explain", "options": [option(FILE, "file", [])]},
    {"name": "leaderboard", "options": [option(STRING, "period", "year")]},
    {"name": "leaderboard", "options": [option(STRING, "topic", "tea")]},
    {"name": "language", "options": [sub("me", option(STRING, "language", "fr"))]},
    {"name": "language", "options": [sub("server", option(BOOLEAN, "language", True))]},
    {"name": "quiz"},
    {"name": "quiz", "options": [sub("start", option(STRING, "topic", "tea"))]},
    {"name": "quiz", "options": [sub("start", option(INTEGER, "level", 9))]},
    {"name": "quiz", "options": [sub("start", option(INTEGER, "questions", "ten"))]},
    {"name": "quiz", "options": [sub("start", option(INTEGER, "questions", 10**30))]},
    {"name": "quiz", "options": [sub("start", option(INTEGER, "questions", True))]},
    {"name": "quiz", "options": [sub("start", option(INTEGER, "seconds", -1))]},
    {"name": "quiz", "options": [sub("start", option(INTEGER, "seconds", 20.5))]},
    {"name": "quiz", "options": [sub("stats", option(USER, "member", "6"))]},
    day(),
    day(option(ROLE, "role", "8")),
    day(option(BOOLEAN, "weekdays-only", "yes")),
]


@pytest.mark.parametrize("data", FORGED, ids=lambda data: str(data)[:60])
async def test_forged_options_are_refused_in_one_line(world: World, data: dict[str, Any]) -> None:
    """World fails if anything is logged as an error."""
    change_next(world, data)
    answer = await world.owner.slash(world.channel, "help")
    assert answer.ephemeral
    assert text_of(answer) == LINE
    assert not await is_running(world)
    assert await world.bot.app.daily.get(world.guild.id) is None  # type: ignore[union-attr]


async def test_it_is_said_in_the_persons_language(world: World) -> None:
    world.place.locale = "ko"
    change_next(world, {"name": "http"})
    said = text_of(await world.owner.slash(world.channel, "help"))
    assert "이 명령어에 쓸 수 없는 값입니다" in said


LEADERBOARD = [
    "leaderboard:tab:year:2026-11-23:all:1",
    "leaderboard:tab:month:2026-02-31:all:1",
    "leaderboard:tab:month:9999-12-31:all:1",
    "leaderboard:tab:week:9999-12-31:all:1",
    "leaderboard:tab:week:0001-01-01:all:1",
    "leaderboard:tab:all:0001-01-01:all:999999",
    "leaderboard:tab:week:0000-00-00:all:1",
    "leaderboard:tab:week:2026-11-23:tea:1",
    "practice:tea:1:00000000:0",
    "practice:name:999:1:00000000:0",
    "daily:0000-00-00:0",
    "daily:9999-12-31:3",
    "quiz:999999999999999999:3",
    "show:999",
    "more:999/tea",
    "detail:tea",
]


@pytest.mark.parametrize("custom_id", LEADERBOARD)
async def test_forged_buttons_are_answered_in_private(world: World, custom_id: str) -> None:
    await begin(world)
    (message,) = posts(world)
    forge(world, message, custom_id)
    answer = await world.member.click(message, custom_id=custom_id)
    assert answer.ephemeral


def field(**value: Any) -> dict[str, Any]:
    return {"type": 18, "component": {"type": 4, "custom_id": "text"} | value}


FORMS: list[dict[str, Any]] = [
    {"custom_id": "explain", "components": None},
    {"custom_id": "explain", "components": ["text"]},
    {"custom_id": "explain", "components": [field()]},
    {"custom_id": "explain", "components": [field(value=5)]},
    {"custom_id": "explain", "components": [field(value=None)]},
    {"custom_id": "explain", "components": [field(custom_id="files", values=5)]},
    {"custom_id": "explain", "components": [field(custom_id="files", values=["7"])]},
    {"custom_id": "explain", "components": [{"type": 1, "components": [{"type": 4}]}]},
    {"custom_id": "tea", "components": []},
    {"custom_id": "", "components": []},
]


@pytest.mark.parametrize("data", FORMS, ids=str)
async def test_forged_forms_are_answered_in_one_line(world: World, data: dict[str, Any]) -> None:
    parsers = world.bot._connection.parsers
    plain = parsers["INTERACTION_CREATE"]
    parsers["INTERACTION_CREATE"] = lambda sent: plain(sent | {"type": 5, "data": data})
    answer = await world.owner.slash(world.channel, "help")
    assert answer.ephemeral
    assert "Something went wrong" not in text_of(answer)


async def test_an_option_of_any_type_is_checked(world: World) -> None:
    """None of today's commands takes a number or what can be mentioned."""

    @app_commands.command(name="pour")
    async def pour(_: Any, cups: app_commands.Range[float, 0.5, 9.0], who: Mentionable) -> None: ...

    world.bot.tree.add_command(pour)
    resolved: dict[str, Any] = {"roles": {"8": {}}}

    def takes(cups: object, who: object) -> bool:
        options = [option(10, "cups", cups), option(9, "who", who)]
        data = {"name": "pour", "options": options, "resolved": resolved}
        return fits(world.bot.tree, data, is_autocomplete=False)

    assert takes(1.5, "8")
    assert takes(2, "8")
    assert not takes(0.1, "8")
    assert not takes("2", "8")
    assert not takes(2, "9")


async def test_a_text_of_emoji_is_not_too_long(world: World) -> None:
    """It is not known how Discord counts a family of four."""
    data = {"name": "explain", "options": [option(STRING, "text", "👨‍👩‍👧‍👦" * 1000)]}
    assert fits(world.bot.tree, data, is_autocomplete=False)
