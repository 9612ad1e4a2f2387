"""Cards on a phone: how much of a screen they take, and what a line of code has room for."""

import asyncio
import statistics
from collections.abc import Callable
from typing import Any

import pytest
from playwright.async_api import Locator, async_playwright

from bot.chain_text import chain_line
from bot.model import LANGUAGES, LOCALES, Entry, Knowledge, Language
from bot.texts import Texts
from tests.conftest import World
from tests.logs import access_log, many_errors, proxy_log
from tests.playground.browsing import CHROMIUM, FLAGS

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium on this machine (Debian: apt-get install chromium)"
)
WIDTH, HEIGHT = 390, 844
# What people ask for most.
ASKED = ("200", "301", "400", "401", "403", "404", "429", "500", "502", "503")
_WRAPPED = """
codes => codes.filter(code => !code.closest("pre") && code.getClientRects().length > 1)
              .map(code => code.innerText)
"""


async def on_a_phone(
    world: World, language: Language, viewer: Any = None
) -> tuple[list[float], list[str]]:
    """The height of each message in screens, and the pieces of inline code that wrap."""
    preview = world.env.preview(
        world.channel, viewers=[viewer or world.member], layout="channel", locale=LOCALES[language]
    )
    async with preview, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        await page.goto(preview.url)
        messages = page.locator("article.channel-message")
        await messages.first.wait_for()
        heights = await _settled(messages)
        wrapped: list[str] = await messages.locator("code").evaluate_all(_WRAPPED)
        await browser.close()
    return [height / HEIGHT for height in heights], wrapped


async def _settled(messages: Locator) -> list[float]:
    """In CSS pixels, once fonts and styles are loaded and nothing moves any more."""
    await messages.page.evaluate("document.fonts.ready")
    before: list[float] = []
    async with asyncio.timeout(15):
        while True:
            heights: list[float] = await messages.evaluate_all(
                "messages => messages.map(message => message.getBoundingClientRect().height)"
            )
            if heights == before:
                return heights
            before = heights
            await asyncio.sleep(0.5)


async def show(world: World, language: Language, *queries: str) -> None:
    world.place.locale = world.place.guild_locale = LOCALES[language]
    for query in queries:
        await world.http(query)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_card_takes_less_than_a_screen(
    world: World, language: Language, say: Callable[[str], None]
) -> None:
    await show(world, language, *ASKED)
    heights, _ = await on_a_phone(world, language)
    assert len(heights) == len(ASKED)
    median = statistics.median(heights)
    say(f"{language} cards: {median:.2f} screens, {max(heights):.2f} the longest")
    assert max(heights) <= 1
    assert median < 0.85


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_class_fits_a_screen(world: World, language: Language) -> None:
    classes = ("1xx", "2xx", "3xx", "4xx", "5xx")
    await show(world, language, *classes)
    heights, _ = await on_a_phone(world, language)
    assert [round(height, 2) for height in heights if height > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_fits_a_screen(
    world: World, language: Language, say: Callable[[str], None]
) -> None:
    """For one who may use every command: to others, the page shows some mentions shorter."""
    world.place.locale = LOCALES[language]
    await world.owner.slash(world.channel, "help")
    ((height,), _) = await on_a_phone(world, language, world.owner)
    say(f"{language} help: {height:.2f} screens")
    assert height <= 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_longest_chains_take_one_line(
    world: World, knowledge: Knowledge, texts: Texts, language: Language
) -> None:
    def length(entry: Entry) -> int:
        return len(chain_line(entry, texts.voice(language)).encode())

    longest = sorted(knowledge.entries, key=length)[-12:]
    await show(world, language, *(str(entry.key) for entry in longest))
    heights, wrapped = await on_a_phone(world, language)
    assert len(heights) == len(longest)
    assert wrapped == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_ordinary_logs_summary_fits_a_screen(
    world: World, language: Language, say: Callable[[str], None]
) -> None:
    """Three kinds of errors, each in full, and what went well."""
    world.place.locale = LOCALES[language]
    await world.member.slash(world.channel, "explain", text=access_log())
    ((height,), wrapped) = await on_a_phone(world, language)
    say(f"{language} summary of a log: {height:.2f} screens")
    assert height <= 1
    assert wrapped == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("log", [many_errors(), proxy_log()], ids=["eight", "proxy"])
async def test_a_log_of_many_kinds_of_errors_fits_a_screen(
    world: World, language: Language, log: str, say: Callable[[str], None]
) -> None:
    """Two in full, the others in a line each; of a proxy's log, with what its flags say."""
    world.place.locale = LOCALES[language]
    await world.member.slash(world.channel, "explain", text=log)
    ((height,), wrapped) = await on_a_phone(world, language)
    say(f"{language} summary of many errors: {height:.2f} screens")
    assert height <= 1
    assert wrapped == []
