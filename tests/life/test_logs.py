"""The log of a real run says what happens, and nothing that people type, no name and no token."""

import json
import logging
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.logs import JsonLines, TextLines
from tests.benchmarks.stand_in import press, slash
from tests.discord_server.process import TOKEN, running
from tests.discord_server.server import Discord, guild

TYPED, FORGED, PERSON = "zqxj oatmeal", "marzipan", 424_242_424_242
# "Backend" is the server's name, "quiz" its channel's, which is a word of the log, too.
SECRETS = (
    *TYPED.split(),
    FORGED,
    str(PERSON),
    "grace",
    "Backend",
    "Bad Gateway",
    TOKEN,
    "token1",
    "token6",
)


def interactions(said: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in said.splitlines()]
    return [line for line in lines if line["event"] == "interaction"]


async def use(discord: Discord) -> None:
    """Commands, buttons, a form; a reply that Discord refuses, and an event without sense."""
    sent = [slash(1, "http", "502"), slash(2, "http", TYPED), slash(3, "http", TYPED)]
    sent[2]["type"] = 4
    sent[2]["data"]["options"][0]["focused"] = True
    sent += [
        press(4, PERSON, ["show:502"], 0),
        press(5, PERSON, [f"{FORGED}:1"], 0),
        slash(6, "http", "x"),
    ]
    discord.statuses["/interactions/6/token6/callback"] = 400
    form = {**slash(7, "", ""), "type": 5, "data": {"custom_id": FORGED, "components": []}}
    for number, each in enumerate([*sent, form], start=1):
        await discord.dispatch("INTERACTION_CREATE", each)
        await discord.seen(f"/interactions/{number}/token{number}/callback")
    await discord.dispatch("INTERACTION_CREATE", {"token": TYPED})


@pytest.mark.slow
async def test_a_run_says_what_happens_and_nothing_private(
    discord: Discord, database: Path
) -> None:
    discord.guilds.append(guild(1, 4))
    file = database.with_name("token")
    file.write_text(f"{TOKEN}\n")
    settings = {"DISCORD_TOKEN": "", "DISCORD_TOKEN_FILE": str(file), "TEAPOT_LOG_LEVEL": "DEBUG"}
    async with running(discord, database, TEAPOT_LOG_FORMAT="json", **settings) as bot:
        await discord.until(lambda: '"ready"' in bot.said())
        await use(discord)
        await discord.until(lambda: "can't be parsed" in bot.said())
        await discord.until(lambda: len(interactions(bot.said())) == 7)
        bot.signal(signal.SIGTERM)
        said = (await bot.ended()).said
    assert discord.tokens == {TOKEN}
    for secret in SECRETS:
        assert secret not in said
    lines = {line["event"]: line for line in map(json.loads, said.splitlines())}
    assert lines["started"]["database"] == str(database)
    assert lines["started"]["version"]
    assert (lines["ready"]["servers"], lines["ready"]["shards"]) == (1, 1)
    assert lines["stopped"]["signal"] == "SIGTERM"
    assert 0 <= lines["stopped"]["seconds"] < 5
    told = {each["id"]: each for each in interactions(said)}
    assert [
        (told[n]["command"], told[n].get("server"), told[n]["result"]) for n in range(1, 8)
    ] == [
        ("http", None, "answered"),
        ("http", None, "answered"),
        ("http autocomplete", None, "answered"),
        ("show", 1, "answered"),
        ("unknown button", 1, "refused"),
        ("http", None, "failed"),
        ("unknown form", None, "refused"),
    ]
    assert all(each["level"] == "INFO" and each["ms"] >= 0 for each in told.values())
    failure = lines[f"unexpected error {told[6]['error']}"]
    assert "status 400" in failure["traceback"]


@pytest.mark.slow
async def test_a_reconnect_is_one_line(discord: Discord, database: Path) -> None:
    async with running(discord, database) as bot:
        await discord.until(lambda: " ready servers=0 shards=1" in bot.said())
        await use(discord)
        discord.faults.extend(["refused", "refused"])
        await discord.close_gateway()
        await discord.until(lambda: "resume" in discord.sessions)
        await discord.until(lambda: "RESUMED" in bot.said())
        said = bot.said()
    for secret in SECRETS:
        assert secret not in said
    assert said.count("Attempting a reconnect") >= 1
    after = said[said.index("Attempting a reconnect") :]
    assert "Traceback" not in after
    assert all(line[:4].isdecimal() for line in after.splitlines()[1:]), after


def failure() -> BaseException:
    """An exception whose messages hold what was typed, and a group in its chain."""
    try:
        try:
            raise ExceptionGroup(TYPED, [KeyError(TYPED), ConnectionError(TYPED)])
        except ExceptionGroup as group:
            raise ValueError(TYPED) from group
    except ValueError as error:
        error.add_note(TYPED)
        return error


@pytest.mark.parametrize("lines", [TextLines(), JsonLines()])
def test_a_traceback_has_no_message_that_may_repeat_what_was_typed(
    lines: logging.Formatter,
) -> None:
    error = failure()
    known = (type(error), error, error.__traceback__)
    record = logging.LogRecord("teapot", 40, __file__, 1, "it failed", None, known)
    said = lines.format(record)
    for name in ("ExceptionGroup", "KeyError", "ConnectionError", "ValueError", "test_logs.py"):
        assert name in said
    assert not any(word in said for word in TYPED.split())


def test_a_reason_that_can_not_be_private_is_kept() -> None:
    try:
        Path("/nowhere/zqxj").read_text()
    except OSError:
        record = logging.LogRecord("teapot", 40, __file__, 1, "%s", ("lost",), sys.exc_info())
    said = TextLines().format(record)
    assert "FileNotFoundError: No such file or directory" in said
    assert "zqxj" not in said.splitlines()[-1]


def test_an_address_loses_its_token() -> None:
    address = "https://discord.com/api/v10/webhooks/1/abc.DEF-x/messages/@original"
    record = logging.LogRecord("discord.http", 30, __file__, 1, "POST %s", (address,), None)
    assert "abc.DEF" not in TextLines().format(record)
    assert "/webhooks/1/…/messages/@original" in TextLines().format(record)


def test_a_field_is_one_word() -> None:
    record = logging.LogRecord("teapot", 20, __file__, 1, "interaction", None, None)
    record.fields = {"command": "daily set", "ms": 4, "error": None}
    record.created = 0.5
    assert TextLines().format(record) == (
        '1970-01-01T00:00:00.500Z INFO    teapot: interaction command="daily set" ms=4'
    )


@pytest.mark.slow
@pytest.mark.parametrize(("contact", "warns"), [("", True), ("ops@example.com", False)])
async def test_a_start_without_a_contact_warns(
    discord: Discord, database: Path, contact: str, warns: bool
) -> None:
    async with running(discord, database, TEAPOT_CONTACT=contact) as bot:
        await discord.until(lambda: " ready servers=" in bot.said())
        assert ("TEAPOT_CONTACT is not set" in bot.said()) == warns
