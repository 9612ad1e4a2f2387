"""`/help`."""

import dataclasses
import importlib.metadata
import re
from typing import Any

import pytest
from discord import app_commands, ui

from bot.cards.help import help_card
from bot.cards.layout import inert
from bot.config import Config
from bot.errors import StartError
from bot.model import LANGUAGES, LOCALES, Language
from bot.texts import Texts
from tests.commands.reading import text_of, written
from tests.conftest import World


async def ask(world: World, locale: str = "en-US") -> Any:
    world.place.locale = locale
    answer = await world.member.slash(world.channel, "help")
    assert answer.ephemeral
    return answer


async def test_every_command_is_mentioned_with_its_id(world: World) -> None:
    said = written(await ask(world))
    ids = {each["name"]: each["id"] for each in world.env.backend.commands[None].values()}
    names = [
        command.qualified_name
        for command in world.bot.tree.walk_commands()
        if isinstance(command, app_commands.Command) and command.name != "help"
    ]
    assert len(names) > 15
    for name in names:
        assert f"</{name}:{ids[name.split()[0]]}>" in said


async def test_a_korean_reader_finds_the_names_of_their_own_client(
    world: World, texts: Texts
) -> None:
    said = text_of(await ask(world, "ko"))
    assert "-# `/오늘의코드 설정` `/오늘의코드 상태`\n" in said
    # Each looks alike: a mention would show its English name, and in another colour.
    assert re.findall("</[^>]*>", said) == []
    for key in texts.all_keys:
        parts = key.split(".")
        if parts[0] == "command" and parts[-1] == "name" and len(parts) == 3 and parts[1] != "help":
            assert f"/{texts.voice('ko').say(key)}" in said


async def test_it_says_what_is_kept_and_which_version_it_is(world: World) -> None:
    said = text_of(await ask(world))
    assert "**Stored**" in said
    assert "**Not stored**" in said
    assert said.endswith(f"-# Teapot {importlib.metadata.version('teapot')}")
    korean = text_of(await ask(world, "ko"))
    assert "**저장하는 것**" in korean
    assert "**저장하지 않는 것**" in korean


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_command_stands_as_it_is_typed(
    world: World, texts: Texts, language: Language
) -> None:
    said = text_of(await ask(world, LOCALES[language]))
    for command in world.bot.tree.walk_commands():
        if not isinstance(command, app_commands.Command) or command.name == "help":
            continue
        keys = command.qualified_name.replace("-", "_").split(" ")
        names = [
            texts.voice(language).say(f"command.{'.'.join(keys[: n + 1])}.name")
            for n in range(len(keys))
        ]
        # A mention is shown by its name.
        typed = f"/{' '.join(names)}"
        assert f"`{typed}`" in said or f"<{typed}>" in said


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_is_short_enough_for_a_phone(world: World, language: Language) -> None:
    """test_browser_cards.py measures it, where there is a browser."""
    said = text_of(await ask(world, LOCALES[language]))
    assert len(said) <= 1000
    assert said.count("\n") <= 25


async def test_it_answers_in_a_direct_message_and_in_a_group_chat(world: World) -> None:
    world.place.locale = "ko"
    for group_chat in (False, True):
        world.place.group_chat = group_chat
        answer = await world.member.user.slash("help")
        assert "팀 채팅에서" in text_of(answer)


class TestWithAContact:
    @pytest.fixture
    def config(self, config: Config) -> Config:
        contact = "<@1> @everyone [ops](https://x.org) **now** `a`"
        return dataclasses.replace(config, contact=contact)

    @pytest.mark.parametrize(("locale", "label"), [("en-US", "Contact"), ("ko", "문의")])
    async def test_it_is_shown_and_does_nothing(
        self, world: World, locale: str, label: str
    ) -> None:
        last = text_of(await ask(world, locale)).splitlines()[-1]
        assert f" · {label}: " in last
        shown = last.partition(f"{label}: ")[2]
        assert shown == r"\<\@1> \@everyone \[ops](https\://x.org) \*\*now\*\* \`a\`"


class TestWithALink:
    @pytest.fixture(
        params=[
            "https://example.com/ops",
            "https://ops.example.com:8443/a_b_c?team=x&n=1#how-to",
        ]
    )
    def config(self, config: Config, request: pytest.FixtureRequest) -> Config:
        return dataclasses.replace(config, contact=request.param)

    async def test_a_plain_https_address_can_be_clicked(self, world: World, config: Config) -> None:
        for locale in LOCALES.values():
            assert text_of(await ask(world, locale)).endswith(f": {config.contact}")


class TestWithAPolicy:
    @pytest.fixture
    def config(self, config: Config) -> Config:
        return dataclasses.replace(config, privacy_url="https://example.com/privacy")

    async def test_it_is_linked(self, world: World) -> None:
        linked = "[Privacy policy](https://example.com/privacy)"
        assert text_of(await ask(world)).endswith(f" · {linked}")


@pytest.mark.parametrize(
    "contact",
    [
        "ops@example.com", "http://example.com", "see https://example.com", "https://a.b https://c.d",
        "https://example.com/**x**", "https://example.com/<@1>", "https://me@example.com",
        "https://example.com)", "javascript:alert(1)", "https://", "https:///x", "https://예시.한국",
        "https://example.com/[a](https://b.c)", "discord://x", "https://example.com.",
    ],
)  # fmt: skip
def test_any_other_contact_is_text(texts: Texts, contact: str) -> None:
    (shown,) = (
        each.content.rpartition("Contact: ")[2]
        for each in help_card("1", contact, None, texts.voice("en")).walk_children()
        if isinstance(each, ui.TextDisplay)
    )
    assert shown == inert(contact)
    assert not re.search(r"(?<!\\):/|(?<!\\)@", shown)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_message_menu_is_named_only_where_there_is_one(
    world: World, texts: Texts, language: Language
) -> None:
    menu = texts.voice(language).say("command.explain.menu")
    assert menu in text_of(await ask(world, LOCALES[language]))
    assert world.bot.app is not None
    world.bot.app = dataclasses.replace(world.bot.app, has_menus=False)
    said = text_of(await ask(world, LOCALES[language]))
    assert menu not in said
    assert texts.voice(language).say("help.explains") in said


async def test_without_a_contact_none_is_promised(world: World) -> None:
    assert "Contact" not in text_of(await ask(world))


async def test_joining_a_server_posts_nothing(world: World) -> None:
    sent = len(world.env.http_requests)
    guild = world.env.create_guild("Elsewhere")
    guild.create_text_channel("general")
    await world.env.settle()
    assert [each.path for each in world.env.http_requests[sent:] if each.method == "POST"] == []


@pytest.mark.parametrize("value", ["two\nlines", "a\x07bell", "\u202eback", "x" * 101])
def test_a_contact_that_is_no_line_is_refused(value: str) -> None:
    with pytest.raises(StartError, match="TEAPOT_CONTACT"):
        Config.from_environment({"TEAPOT_CONTACT": value})


@pytest.mark.parametrize("value", ["ops@example.com", " https://example.com/ops ", "운영팀 김하늘"])
def test_a_contact_is_any_line(value: str) -> None:
    assert Config.from_environment({"TEAPOT_CONTACT": value}).contact == value.strip()
    assert Config.from_environment({"TEAPOT_CONTACT": " "}).contact is None
