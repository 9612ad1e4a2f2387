"""`teapot setup` writes what Discord lets an application write of itself, and lowers nothing."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.terminal.setup import PERMISSIONS, description, invite_link, missing, report
from bot.texts import load_texts
from tests.discord_limits import application_problems
from tests.discord_server.process import ROOT, TOKEN, Ended, environment
from tests.discord_server.server import NEW_APPLICATION, Discord, serving

TEXTS = load_texts()
ENGLISH = TEXTS.voice("en")
NEEDED = {"scopes": ["bot", "applications.commands"], "permissions": str(PERMISSIONS.value)}


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    async with serving(Discord()) as discord:
        yield discord


async def set_up(discord: Discord, folder: Path, *options: str, **settings: str) -> Ended:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.discord_server.bot_process", discord.address, "setup",
        *options, cwd=ROOT, env=environment(folder / "teapot.sqlite3", **settings),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await process.communicate()
    assert process.returncode is not None
    return Ended(process.returncode, said.decode(), 0.0)


def made(**fields: Any) -> dict[str, Any]:
    return NEW_APPLICATION | fields


def written(application: dict[str, Any]) -> dict[str, Any]:
    return missing(application, description(TEXTS))


@pytest.mark.slow
async def test_a_second_run_changes_nothing(discord: Discord, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN)
    first = await set_up(discord, tmp_path, DISCORD_TOKEN="", DISCORD_TOKEN_FILE=str(file))
    assert first.code == 0, first.said
    (edit,) = discord.edits
    assert edit.keys() == {"description", "tags", "integration_types_config", "install_params"}
    assert discord.application["integration_types_config"] == {
        "0": {"oauth2_install_params": NEEDED},
        "1": {"oauth2_install_params": {"scopes": ["applications.commands"], "permissions": "0"}},
    }
    second = await set_up(discord, tmp_path, "--lang", "ko")
    assert (second.code, len(discord.edits)) == (0, 1), second.said
    assert TEXTS.voice("ko").say("setup.unchanged") in second.said
    for said in (first.said, second.said):
        assert invite_link("1", "0") in said
        assert TOKEN not in said
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.slow
async def test_what_discord_refuses_is_one_line(discord: Discord, tmp_path: Path) -> None:
    for path, status in (("/users/@me", 401), ("/applications/@me", 400)):
        discord.statuses = {path: status}
        done = await set_up(discord, tmp_path)
        assert done.code == 2
        assert len(done.said.splitlines()) == 1, done.said
        assert done.said.startswith("teapot: Discord refused ")


def test_what_is_written_keeps_discords_limits() -> None:
    for application in (
        made(),
        made(integration_types_config=None),
        made(bot_public=False),
        made(custom_install_url="https://example.com"),
    ):
        edited = application | written(application)
        assert application_problems(edited) == []
        assert written(edited) == {}


@pytest.mark.parametrize(
    "broken",
    [
        {"description": "x" * 401},
        {"tags": ["x"] * 2},
        {"tags": ["x" * 21]},
        {"tags": [*"abcdef"]},
        {"install_params": {"scopes": ["identify"], "permissions": "0"}},
        {"install_params": {"scopes": ["bot"], "permissions": 8}},
        {"install_params": NEEDED, "bot_public": False},
        {"integration_types_config": {"2": {}}},
    ],
)
def test_the_limits_refuse_what_is_over(broken: dict[str, Any]) -> None:
    assert len(application_problems(made(**broken))) == 1


def test_what_the_owner_set_stays() -> None:
    more = {"scopes": ["applications.commands", "bot", "webhook.incoming"], "permissions": "8"}
    application = made(
        description="Ours",
        tags=["ours"],
        install_params=more,
        integration_types_config={"0": {"oauth2_install_params": more}, "1": {}},
    )
    edit = written(application)
    assert not edit.keys() & {"description", "tags"}
    for params in (
        edit["install_params"],
        edit["integration_types_config"]["0"]["oauth2_install_params"],
    ):
        assert params["scopes"] == more["scopes"]
        assert int(params["permissions"]) == PERMISSIONS.value | 8
    full = {"scopes": more["scopes"], "permissions": str(2**50 - 1)}
    kinds = {
        "0": {"oauth2_install_params": full},
        "1": edit["integration_types_config"]["1"],
    }
    assert written(application | {"install_params": full, "integration_types_config": kinds}) == {}


def test_a_private_application_gets_no_default_installation() -> None:
    edit = written(made(bot_public=False, integration_types_config={"0": {}}))
    assert edit["integration_types_config"] == {"0": {}, "1": {}}
    assert "install_params" not in edit


def test_the_links_ask_for_what_teapot_needs() -> None:
    server = parse_qs(urlsplit(invite_link("7", "0")).query)
    assert server["client_id"] == ["7"]
    assert server["scope"] == ["bot applications.commands"]
    assert server["permissions"] == [NEEDED["permissions"]]
    person = parse_qs(urlsplit(invite_link("7", "1")).query)
    assert (person["scope"], person["integration_type"]) == (["applications.commands"], ["1"])
    assert "permissions" not in person


def test_only_what_is_left_to_a_person_is_named() -> None:
    def lines(**fields: Any) -> str:
        return "\n".join(report(made(**fields), {}, ENGLISH))

    done = {"privacy_policy_url": "https://a.test", "terms_of_service_url": "https://b.test"}
    assert "privacy policy" in lines()
    assert "team" in lines()
    assert "portal" not in lines(**done, team={"id": "3"})
    for field, value, word in (
        ("bot_require_code_grant", True, "Code Grant"),
        ("bot_public", False, "Public Bot"),
        ("interactions_endpoint_url", "https://c.test", "Endpoint"),
    ):
        assert word in lines(**done, team={"id": "3"}, **{field: value})
