"""Cards on a phone: how much of a screen they take, and what a line of code has room for."""

import asyncio
import statistics
from collections.abc import Callable, Coroutine
from datetime import date
from typing import Any, TypeVar

import discord
import pytest
from playwright.async_api import Locator

from bot.cards.daily import post_card
from bot.chain_text import chain_line
from bot.model import LANGUAGES, LOCALES, Entry, Key, Knowledge, Language
from bot.model.daily import Post, Result
from bot.services.lookup.lookup import Lookup
from bot.services.quiz.questions import Questions
from bot.texts import Texts
from tests.browser.chromium import Chromium
from tests.conftest import World
from tests.logs import access_log, many_errors, proxy_log
from tests.needs import needs_chromium

pytestmark = needs_chromium
Seen = TypeVar("Seen")
WIDTH, HEIGHT = 390, 844
SEEN = 690  # of its pixels: the others are the page's head and the box for messages
# What people ask for most.
ASKED = ("200", "301", "400", "401", "403", "404", "429", "500", "502", "503")
_WRAPPED = """
codes => codes.filter(code => !code.closest("pre") && code.getClientRects().length > 1)
              .map(code => code.innerText)
"""
# The lower edge of a post's four answers, from its own upper edge on.
_ANSWERS_BOTTOM = """
posts => posts.map(post => {
    const answers = [...post.querySelectorAll("button.component-button")].slice(0, 4);
    const bottom = Math.max(...answers.map(answer => answer.getBoundingClientRect().bottom));
    return bottom - post.getBoundingClientRect().top;
})
"""


async def on_the_page(
    world: World,
    chromium: Chromium,
    language: Language,
    see: Callable[[Locator], Coroutine[Any, Any, Seen]],
    viewer: Any = None,
) -> Seen:
    """Return what `see` finds in the messages of the channel, on a phone."""
    preview = world.env.preview(
        world.channel, viewers=[viewer or world.member], layout="channel", locale=LOCALES[language]
    )
    async with preview:

        async def look() -> Seen:
            page = await chromium.browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            await page.goto(preview.url)
            messages = page.locator("article.channel-message")
            await messages.first.wait_for()
            found = await see(messages)
            await page.close()
            return found

        return await chromium.run(look())


async def on_a_phone(
    world: World, chromium: Chromium, language: Language, viewer: Any = None
) -> tuple[list[float], list[str]]:
    """The height of each message in screens, and the pieces of inline code that wrap."""

    async def see(messages: Locator) -> tuple[list[float], list[str]]:
        return await _settled(messages), await messages.locator("code").evaluate_all(_WRAPPED)

    heights, wrapped = await on_the_page(world, chromium, language, see, viewer)
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
    world: World, chromium: Chromium, language: Language, say: Callable[[str], None]
) -> None:
    await show(world, language, *ASKED)
    heights, _ = await on_a_phone(world, chromium, language)
    assert len(heights) == len(ASKED)
    median = statistics.median(heights)
    say(f"{language} cards: {median:.2f} screens, {max(heights):.2f} the longest")
    assert max(heights) <= 1
    assert median < 0.85


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_class_fits_a_screen(world: World, chromium: Chromium, language: Language) -> None:
    classes = ("1xx", "2xx", "3xx", "4xx", "5xx")
    await show(world, language, *classes)
    heights, _ = await on_a_phone(world, chromium, language)
    assert [round(height, 2) for height in heights if height > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_fits_a_screen(
    world: World, chromium: Chromium, language: Language, say: Callable[[str], None]
) -> None:
    """For one who may use every command: to others, the page shows some mentions shorter."""
    world.place.locale = LOCALES[language]
    await world.owner.slash(world.channel, "help")
    ((height,), wrapped) = await on_a_phone(world, chromium, language, world.owner)
    say(f"{language} help: {height:.2f} screens")
    assert height <= 0.8
    assert wrapped == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_kept_of_a_person_is_seen_at_a_glance(
    world: World, chromium: Chromium, language: Language, say: Callable[[str], None]
) -> None:
    """And so is what a deletion asks and says, of a person who hides and is not recorded."""
    world.place.locale = LOCALES[language]
    app = world.bot.app
    assert app is not None
    await world.member.slash(world.channel, "privacy me")
    await app.hidden.set_hidden_everywhere(world.member.id, is_hidden=True)
    await app.unrecorded.set_unrecorded(world.member.id, is_unrecorded=True)
    await world.member.slash(world.channel, "privacy me")
    for actions in (("delete",), ("delete", "erase")):
        answer = await world.member.slash(world.channel, "privacy me")
        for action in actions:
            custom_id = f"privacy:{action}:{world.member.id}"
            await world.member.click(answer.response, custom_id=custom_id)
    heights, _ = await on_a_phone(world, chromium, language)
    say(f"{language} privacy: {', '.join(f'{height:.2f}' for height in heights)} screens")
    assert len(heights) == 4
    assert heights[0] <= 0.75
    assert max(heights) <= 0.9


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_question_of_the_day_is_seen_with_its_buttons(
    world: World,
    chromium: Chromium,
    lookup: Lookup,
    texts: Texts,
    language: Language,
    say: Callable[[str], None],
) -> None:
    """When a phone shows a post from its first line on: of the longest codes with the longest
    questions, and of what is asked about most.

    The end of the last answer may be below the screen: what a reader acts on is above it.
    """
    questions, voice = Questions(lookup.knowledge), texts.voice(language)
    longest = sorted(
        (
            post_card(_post(entry, questions), lookup.catalogue, voice)
            for entry in lookup.knowledge.entries
        ),
        key=_height_of_text,
    )[-8:]
    for code in ASKED:
        post = _post(lookup.catalogue.entries[Key(int(code), "")], questions)
        longest.append(post_card(post, lookup.catalogue, voice))
    channel = world.bot.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    for card in longest:
        await channel.send(view=card)

    async def see(messages: Locator) -> tuple[list[float], list[float]]:
        return await _settled(messages), await messages.evaluate_all(_ANSWERS_BOTTOM)

    pixels, edges = await on_the_page(world, chromium, language, see)
    heights, bottoms = [each / HEIGHT for each in pixels], [each / SEEN for each in edges]
    assert len(bottoms) == len(longest)
    common = statistics.median(heights[-len(ASKED) :])
    say(f"{language} posts: {common:.2f} screens, {max(heights):.2f} the longest")
    say(f"{language} posts: the answers end at {max(bottoms):.2f} of what is seen")
    assert max(bottoms) <= 1
    assert max(heights) <= 1.05
    assert common <= 0.9


def _post(entry: Entry, questions: Questions) -> Post:
    question = questions.of_the_day(entry.key, None, str(entry.key))
    result = Result(question, 12, 7)
    return Post(date(2026, 11, 24), entry.key, question, result)


def _height_of_text(view: discord.ui.LayoutView) -> int:
    """Lines of what comes before the last question's result, on a phone."""
    texts = [
        each.content for each in view.walk_children() if isinstance(each, discord.ui.TextDisplay)
    ]
    return sum(1 + len(line.encode()) // 40 for text in texts[:2] for line in text.split("\n"))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_longest_chains_take_one_line(
    world: World, chromium: Chromium, knowledge: Knowledge, texts: Texts, language: Language
) -> None:
    def length(entry: Entry) -> int:
        return len(chain_line(entry, texts.voice(language)).encode())

    longest = sorted(knowledge.entries, key=length)[-12:]
    await show(world, language, *(str(entry.key) for entry in longest))
    heights, wrapped = await on_a_phone(world, chromium, language)
    assert len(heights) == len(longest)
    assert wrapped == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_ordinary_logs_summary_fits_a_screen(
    world: World, chromium: Chromium, language: Language, say: Callable[[str], None]
) -> None:
    """Three kinds of errors, each in full, and what went well."""
    world.place.locale = LOCALES[language]
    await world.member.slash(world.channel, "explain", text=access_log())
    ((height,), wrapped) = await on_a_phone(world, chromium, language)
    say(f"{language} summary of a log: {height:.2f} screens")
    assert height <= 1
    assert wrapped == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "log",
    [many_errors(), pytest.param(proxy_log(), marks=pytest.mark.nightly)],
    ids=["eight", "proxy"],
)
async def test_a_log_of_many_kinds_of_errors_fits_a_screen(
    world: World, chromium: Chromium, language: Language, log: str, say: Callable[[str], None]
) -> None:
    """Two in full, the others in a line each; of a proxy's log, with what its flags say."""
    world.place.locale = LOCALES[language]
    await world.member.slash(world.channel, "explain", text=log)
    ((height,), wrapped) = await on_a_phone(world, chromium, language)
    say(f"{language} summary of many errors: {height:.2f} screens")
    assert height <= 1
    assert wrapped == []
