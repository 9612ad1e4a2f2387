"""What a stranger meets in the playground's first minute."""

import re

import pytest
from playwright.async_api import ViewportSize, expect

from bot.model import LANGUAGES, Language
from tests.browser.pages import CROSSED, IN_THE_BROWSER, Pages
from tests.browser.test_browser import TEXTS, said
from tests.browser.test_browser_page import type_on
from tests.playground.browsing import PHONE

pytestmark = IN_THE_BROWSER
_LINES = """
text => Math.round(
    text.getBoundingClientRect().height / parseFloat(getComputedStyle(text).lineHeight)
)
"""
_FONTS = """() => performance.getEntriesByType("resource").map((each) => each.name)
    .filter((name) => name.includes("/fonts/")).map((name) => name.split("/").pop())"""


@CROSSED
@pytest.mark.parametrize(("end", "why"), [("", "bare"), ("#0123", "stale")])
async def test_an_address_that_opens_nothing_says_which_one_does(
    pages: Pages, language: Language, size: ViewportSize, end: str, why: str
) -> None:
    async with pages.at(language, size) as (person,):
        page = await pages.browser.new_page(viewport=size)
        await page.goto(person.page.url.split("#")[0] + end)
        say = page.get_by_text(said(language, f"playground.page.{why}"))
        await expect(say).to_be_in_viewport(ratio=1)
        await expect(page.locator("#viewer-picker")).to_be_hidden()
        # The whole address, put into the same tab.
        await page.goto(person.page.url)
        await page.locator("article.channel-message").last.wait_for()
        await expect(say).to_be_hidden()
        await page.close()


@CROSSED
async def test_a_command_that_is_clicked_goes_into_the_line(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    voice = TEXTS.voice(language)
    keys = ("privacy.name", "privacy.me.name") if language == "ko" else ("help.name",)
    listing = " ".join(voice.say(f"command.{key}") for key in keys)
    practice = " ".join(voice.say(f"command.quiz.{key}name") for key in ("", "practice."))
    async with pages.at(language, size) as (person,):
        card = await person.ask(f"/{listing}")
        mention = card.get_by_role("button", name="/quiz practice", exact=True)
        await mention.click()
        await expect(person.line).to_have_value(f"/{practice} ")
        await expect(person.line).to_be_focused()
        await person.line.fill("")
        # Out of the box of another command's option.
        await type_on(person, "/http")
        await person.page.locator(".command-entry").first.wait_for()
        await person.page.keyboard.press("Enter")
        await expect(person.page.locator(".command-option-input")).to_be_focused()
        await mention.click(delay=100)  # as long as a finger takes
        await expect(person.line).to_have_value(f"/{practice} ")


async def test_a_font_is_loaded_with_the_first_of_its_characters(pages: Pages) -> None:
    """All of simcord's fonts have 32 MB, of which Chinese has 18."""
    async with pages.at("en", PHONE) as (person,):
        loaded = await person.page.evaluate(_FONTS)
        assert "noto-sans-latin-v2.015.ttf" in loaded
        assert not [each for each in loaded if re.search("arabic|hebrew|devanagari|-sc-", each)]
        chinese = "noto-sans-sc-v2.004.ttf"
        assert chinese not in loaded
        await person.send("请求太多")
        await person.page.wait_for_function(f"() => ({_FONTS})().includes('{chinese}')")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_said_fits_a_phone(pages: Pages, language: Language) -> None:
    voice = TEXTS.voice(language)
    async with pages.at(language, PHONE) as (person,):
        log = person.page.locator("pre").first
        assert await log.evaluate("log => log.scrollWidth <= log.clientWidth")
        await person.type(f"/{voice.say('command.quiz.name')}")
        await person.page.keyboard.press("Enter")
        await person.note.wait_for()
        for command in await person.note.locator("code").all():
            assert await command.evaluate(_LINES) == 1
        await person.line.fill("")
        month = await person.ask(f"/{voice.say('command.leaderboard.name')}")
        label = voice.say("leaderboard.period.week")
        week = await person.press(month.get_by_role("button", name=label, exact=True))
        await expect(week).to_contain_text("▲")
        for board in (month, week):
            assert await board.locator("h2").evaluate(_LINES) == 1
            rows = board.locator("p").first
            assert await rows.evaluate("rows => rows.querySelectorAll('br').length") == 5
            await rows.evaluate("rows => rows.querySelector('small')?.remove()")
            assert await rows.evaluate(_LINES) == 6
