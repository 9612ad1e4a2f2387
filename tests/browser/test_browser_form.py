"""A command that is picked from simcord's list and filled in there, with the keyboard alone."""

from playwright.async_api import Locator, ViewportSize, expect

from bot.model import Language
from tests.browser.pages import CROSSED, IN_THE_BROWSER, Pages
from tests.browser.test_browser import TEXTS, said
from tests.browser.test_browser_page import type_on
from tests.playground.browsing import Person

pytestmark = IN_THE_BROWSER
_BEGUN = {"en": "/lead", "ko": "/순위"}
_FITS = "element => element.scrollWidth <= element.clientWidth"


async def begin(person: Person, line: str) -> Locator:
    """Type a line, press Enter, and return the command that it opens."""
    await type_on(person, line)
    await person.page.locator(".command-entry").first.wait_for()
    await person.page.keyboard.press("Enter")
    chip = person.page.locator(".command-chip")
    await chip.wait_for()
    return chip


@CROSSED
async def test_a_command_with_choices_is_filled_in_and_sent(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    voice = TEXTS.voice(language)
    async with pages.at(language, size) as (person,):
        keys = person.page.keyboard
        options = person.page.locator(".command-suggestion:visible")
        await begin(person, _BEGUN[language])
        about = options.first.locator(".command-suggestion-meta")
        await expect(about).to_have_text(voice.say("command.leaderboard.period.description"))
        assert await about.evaluate(_FITS)
        await keys.press("ArrowDown")
        await keys.press("Enter")
        week = voice.say("leaderboard.period.week")
        await expect(options.first).to_have_text(week)
        await keys.press("Enter")
        chosen = person.page.locator(".command-option-input")
        await expect(chosen).to_have_value(week)
        assert await chosen.evaluate(_FITS)
        await expect(options).to_have_count(0)
        remove = person.page.locator(".command-option-remove")
        period = voice.say("command.leaderboard.period.name")
        label = voice.say("playground.page.remove_option", option=period)
        await expect(remove).to_have_attribute("aria-label", label)
        before = await person.newest()
        await keys.press("Enter")
        board = await person.after(before)
        await expect(board.get_by_role("button", name=week, exact=True)).to_be_disabled()
        # Nothing need be chosen.
        await begin(person, _BEGUN[language])
        await options.first.wait_for()
        before = await person.newest()
        await keys.press("Enter")
        month = voice.say("leaderboard.period.month")
        board = await person.after(before)
        await expect(board.get_by_role("button", name=month, exact=True)).to_be_disabled()


@CROSSED
async def test_a_command_without_its_value_says_so_and_is_left_with_escape(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    async with pages.at(language, size) as (person,):
        await type_on(person, "/")
        entries = person.page.locator(".command-entry")
        await expect(entries.first).to_contain_text("/http")  # what people need comes first
        for about in await person.page.locator(".command-entry-description").all():
            assert await about.evaluate(_FITS)
        await person.line.fill("")
        chip = await begin(person, "/http")
        await person.page.keyboard.press("Enter")
        error = person.page.locator(".command-error")
        await expect(error).to_have_text(said(language, "playground.page.required"))
        await expect(error).to_be_in_viewport(ratio=1)
        await person.page.keyboard.press("Escape")
        await expect(chip).to_have_count(0)
        await expect(person.line).to_have_value("/http")
        await expect(person.line).to_be_focused()
        # A half-typed command of a group goes on there, too.
        await person.line.fill("")
        begun, whole = {"en": ("/quiz st", "/quiz start"), "ko": ("/퀴즈 시", "/퀴즈 시작")}[
            language
        ]
        await expect(await begin(person, begun)).to_have_text(whole)


@CROSSED
async def test_a_slow_press_on_the_cross_leaves_a_command(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    """A press takes the focus from the box, and simcord then says below it what it lacks."""
    async with pages.at(language, size) as (person,):
        page = person.page
        await begin(person, "/http")
        cross = page.locator(".command-context-close")
        await cross.hover()
        await page.mouse.down()
        await page.wait_for_timeout(100)  # as long as a finger takes
        await page.mouse.up()
        await expect(person.line).to_have_value("/http")
        await person.line.fill("")
