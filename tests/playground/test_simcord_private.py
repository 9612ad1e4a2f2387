"""What the playground knows of simcord's inside still is so, in the version that is installed."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import simcord.preview
from simcord.preview import _markdown

from bot.model import LANGUAGES, Language
from bot.playground import simcord_page, simcord_private
from bot.playground.composer import Composer, commands_of
from bot.playground.page_words import words
from bot.playground.scene import Scene
from bot.texts import Texts
from tests.conftest import World

STATIC = Path(simcord.preview.__file__).parent / "static"
SCRIPTS = "\n".join(path.read_text("utf-8") for path in sorted(STATIC.glob("*.js")))
PAGE = (STATIC / "index.html").read_text("utf-8")


def test_what_is_replaced_stands_there_once() -> None:
    for address, patches in simcord_page.PATCHES.items():
        text = (STATIC / (address.removeprefix("/") or "index.html")).read_text("utf-8")
        for old, _ in patches:
            assert text.count(old) == 1, old


@pytest.mark.parametrize("text", [*simcord_page.PAGE_TEXTS, *simcord_page.PROBLEMS])
def test_a_text_that_is_put_into_other_words_is_simcords(text: str) -> None:
    """Whole between marks, or as a template's parts in a row."""
    parts = [re.escape(part) for part in re.split(r"\{\w+\}", text)]
    begin, end = (r"[>`\"]\s*" if parts[0] else ""), (r"\s*[<`\"]" if parts[-1] else "")
    pattern = r"[^<>\n]*".join(parts)
    assert re.search(f"{begin}{pattern}{end}", SCRIPTS + PAGE) is not None


def test_all_that_a_screen_reader_is_told_of_an_action_is_in_our_words() -> None:
    script = (STATIC / "actions.js").read_text("utf-8")
    told = re.findall(r'"([A-Z][^"]+)"', script[script.index("pendingLabels") :])
    told = told[: told.index("Loading preview…") + 1]
    assert len(told) > 25
    assert [
        each for each in told if each not in (simcord_page.PAGE_TEXTS | simcord_page.PROBLEMS)
    ] == []


def test_what_the_script_looks_for_is_in_the_page() -> None:
    for selector in simcord_page.SELECTORS.values():
        for name in re.findall(r"[#.]([\w-]+)", selector):
            assert re.search(rf"[\"'` ]{name}[\"'` $]", SCRIPTS + PAGE), name
    script = (Path(simcord_private.__file__).parent / "simcord.js").read_text("utf-8")
    for status in re.findall('"([A-Z][^"]+[.…])"', script):
        assert status in simcord_page.PROBLEMS
    for name in ("X-Simcord-Capability", "X-Simcord-Context", "/api/action", "simcordPreview"):
        assert name in script
        assert name in SCRIPTS
    assert "dataset.controlKey" in SCRIPTS
    assert "dataset.messageId" in SCRIPTS


def test_what_is_hidden_is_in_the_page() -> None:
    style = (Path(simcord_private.__file__).parent / "page.css").read_text("utf-8")
    selectors = re.sub(r"\{[^}]*\}|/\*.*?\*/", "", style, flags=re.DOTALL)
    for name in re.findall(r"[#.]([a-z][\w-]+)", selectors):
        assert name.startswith("teapot-") or name in SCRIPTS + PAGE, name


@dataclass
class Page:
    """A page that somebody has open, as its script speaks to the server."""

    address: str
    capability: str
    session: aiohttp.ClientSession
    state: dict[str, Any] = field(default_factory=dict)
    sequence: int = 0

    async def send(self, method: str, path: str, body: object = None) -> Any:
        headers = {"X-Simcord-Capability": self.capability}
        if self.state:
            headers["X-Simcord-Context"] = self.state["context"]["id"]
        url = f"{self.address}{path}"
        async with self.session.request(method, url, json=body, headers=headers) as response:
            assert response.status == 200, await response.text()
            return await response.json(content_type=None)

    async def open(self) -> None:
        self.state = await self.send("POST", "/api/pages", {})

    async def text(self, path: str) -> str:
        async with self.session.get(f"{self.address}{path}") as response:
            assert response.status == 200
            return await response.text()

    async def act(self, kind: str, **values: Any) -> dict[str, Any]:
        """By the revision that the page saw first, however old."""
        self.sequence += 1
        result: dict[str, Any] = await self.send("POST", "/api/action", {
            "protocol_version": 3, "sequence": self.sequence, "request_id": str(self.sequence),
            "generation": self.state["context"]["generation"],
            "bot_generation": self.state["botGeneration"],
            "published_revision": self.state["publishedRevision"], "kind": kind, **values,
        })  # fmt: skip
        return result

    async def messages(self) -> list[dict[str, Any]]:
        state = await self.send("GET", "/api/state")
        return [state["messages"][each] for each in state["timeline"]]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    language: Language = request.param
    return language


@pytest.fixture
async def page(world: World, texts: Texts, language: Language) -> AsyncIterator[Page]:
    scene = Scene(
        world.guild, world.channel, (world.owner, world.member), "UTC",
        {"ada": str(world.owner.id), "grace": str(world.member.id)},
    )  # fmt: skip
    assert world.bot.app is not None
    commands = await commands_of(world.bot.tree, world.bot.app.zones)
    composer = Composer(commands, scene, texts.voice(language))
    preview = world.env.preview(world.channel, viewers=scene.viewers, layout="channel")
    said = words(commands, texts.voice(language))
    simcord_private.extend_preview(preview, asyncio.Lock(), composer, said, 0)
    with simcord_private.all_commands_are_named(), simcord_private.markdown_parsers_are_kept():
        async with preview, aiohttp.ClientSession() as session:
            address, capability = preview.url.split("/#")
            page = Page(address, capability, session)
            await page.open()
            yield page


async def test_the_page_has_our_script_and_its_words(page: Page, language: Language) -> None:
    index = await page.text("/")
    assert f'<html lang="{language}">' in index
    assert "/teapot-language.js" in index
    assert 'from "/teapot.js"' in await page.text("/teapot-language.js")
    assert 'from "/teapot-words.js"' in await page.text("/teapot.js")
    assert ("나에게만" in await page.text("/teapot-words.js")) == (language == "ko")
    assert "dataset.style" in await page.text("/text.js")
    for address in simcord_page.OWN:
        assert await page.text(address)


async def test_the_list_of_commands_is_in_the_pages_language(
    page: Page, language: Language
) -> None:
    catalog = await page.send("GET", "/api/commands")
    names = {" ".join(each["path"]): each["invocation"] for each in catalog["entries"]}
    assert names["quiz start"] == {"en": "quiz start", "ko": "퀴즈 시작"}[language]
    assert list(names)[:3] == ["http", "explain", "quiz start"]


async def test_a_line_that_is_sent_is_the_command_that_it_says(page: Page) -> None:
    sent = await page.act("send_message", content="/http code:418 private:False", target_id=None)
    assert not sent["rejected"]
    (message,) = await page.messages()
    assert message["author"]["bot"]
    assert "418" in str(message["components"])


async def test_any_other_line_is_a_message(page: Page) -> None:
    for number, content in enumerate(("hello", "/v1/orders returns 502"), 1):
        await page.act("send_message", content=content, target_id=None)
        messages = await page.messages()
        assert len(messages) == number
        assert messages[-1]["content"] == content


async def test_a_line_that_is_wrong_never_becomes_a_message(page: Page) -> None:
    answer = await page.send("POST", "/api/action", {"kind": "typed", "line": "/htp 418"})
    assert answer["isClear"] is False
    assert "/http" in answer["say"]
    sent = await page.act("send_message", content="/htp 418", target_id=None)
    assert sent["rejected"]
    assert await page.messages() == []


async def test_what_only_others_may_use_is_said_to_be_so(page: Page) -> None:
    line = "/daily set #incidents 9:00 UTC"
    ask = {"kind": "typed", "line": line}
    assert (await page.send("POST", "/api/action", ask))["isClear"]
    viewers = {each["name"]: each["id"] for each in page.state["viewers"]}
    await page.act("viewer", viewer_id=viewers["grace"])
    answer = await page.send("POST", "/api/action", ask)
    assert answer["isClear"] is False
    assert "ada" in answer["say"]


async def test_commands_that_only_others_may_use_are_named(page: Page) -> None:
    viewers = {each["name"]: each["id"] for each in page.state["viewers"]}
    await page.act("viewer", viewer_id=viewers["grace"])
    page.state = await page.send("GET", "/api/state")
    await page.act("send_message", content="/help", target_id=None)
    (card,) = await page.messages()
    assert "'/daily set'" in str(card["components"])
    assert "unavailable" not in str(card["components"])


@pytest.mark.parametrize(
    ("line", "is_command"),
    [
        ("/http 410 private:True", True),
        ("/quiz start questions:99", True),
        ("/quiz", True),
        ("/healthz 502", False),
        ("/v1/orders 502", False),
    ],
)
async def test_a_line_that_begins_with_a_command_is_told_from_a_path(
    page: Page, line: str, is_command: bool
) -> None:
    """In an option's box, the one leaves the box, and the other is the option's value."""
    answer = await page.send("POST", "/api/action", {"kind": "typed", "line": line})
    assert answer["isCommand"] == is_command


async def test_the_bot_completes_what_is_typed(page: Page) -> None:
    ask = {"kind": "suggest", "line": "/http too many"}
    found = (await page.send("POST", "/api/action", ask))["suggestions"]
    assert found[0]["line"] == "/http 429"
    assert found[0]["label"].startswith("429 Too Many Requests")


@pytest.mark.parametrize("profile", _markdown._FIELD_POLICIES)
def test_a_kept_parser_reads_a_text_as_a_new_one_does(profile: str) -> None:
    """The names that one text may mention aren't known in the next one."""
    text = "**<@1>** ||</quiz:2>|| <t:0:R> https://teapot.example\n-# `<#3>`\n>>> # @everyone"
    contexts: list[dict[str, Any] | None] = [
        {"users": {"1": "ada"}, "commands": {"2": "quiz"}, "everyone": True},
        None,
        {"users": {"1": "grace"}},
    ]

    def read() -> list[Any]:
        return [_markdown.markdown_tokens(text, profile, context=each) for each in contexts]

    as_new = read()
    built = _markdown._markdown_parser
    with simcord_private.markdown_parsers_are_kept():
        assert read() == as_new
        policy = _markdown._FIELD_POLICIES["message"]
        kept = [_markdown._markdown_parser(policy, {}) for _ in range(2)]
    assert kept[0] is kept[1]
    assert _markdown._markdown_parser is built


async def test_what_is_published_does_not_grow_with_the_channel(page: Page, world: World) -> None:
    """simcord makes a list of all messages anew each time, for a search that the page hides."""
    for number in range(60):
        await world.owner.send(world.channel, str(number))
    await page.act("send_message", content="the last", target_id=None)
    state = await page.send("GET", "/api/state")
    assert len(state["timeline"]) == 50
    assert state["messageIndex"] == []


async def test_an_action_leaves_an_old_stretch_of_the_channel_for_what_it_brings(
    page: Page, world: World
) -> None:
    for number in range(60):
        await world.owner.send(world.channel, str(number))
    await page.act("refresh")
    for line in ("/http 404", "hello"):
        page.state = await page.send("GET", "/api/state")
        await page.act("history", direction="older")
        page.state = await page.send("GET", "/api/state")
        assert page.state["history"]["hasAfter"]
        sent = await page.act("send_message", content=line, target_id=None)
        assert not sent["rejected"], sent
        state = await page.send("GET", "/api/state")
        assert not state["history"]["hasAfter"]
        newest = state["messages"][state["timeline"][-1]]
        assert ("404" in str(newest["components"])) == (line != "hello")


async def test_a_press_waits_for_its_turn_and_counts(page: Page) -> None:
    """Two at once, from two pages that have both seen less than there is by now."""
    other = Page(page.address, page.capability, page.session)
    await other.open()
    await page.act("send_message", content="/http 404", target_id=None)
    (card,) = await page.messages()
    key = next(
        part["control_key"]
        for part in _parts(card["components"])
        if part.get("type") == 2 and part.get("style") != 5
    )
    results = await asyncio.gather(
        *(each.act("click", target_id=card["id"], control_key=key) for each in (page, other))
    )
    assert [result["rejected"] for result in results] == [False, False]
    # Only the later one's page shows both answers: what others did comes with the next refresh.
    assert max([len(await each.messages()) for each in (page, other)]) == 3


def _parts(components: Any) -> Any:
    for component in components:
        yield component
        yield from _parts(component.get("components") or ())
