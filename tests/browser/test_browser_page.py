"""The playground's page under a newcomer's hands: keys are pressed one by one, nothing is clicked
into first, and what comes by itself is read where it comes."""

import asyncio
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Route, ViewportSize, expect

from bot.model import LANGUAGES, Language
from tests.browser.pages import CROSSED, EITHER_LANGUAGE, IN_THE_BROWSER, Pages
from tests.browser.test_browser import TEXTS, heading, said
from tests.playground.browsing import DESKTOP, PHONE, Person

pytestmark = IN_THE_BROWSER


@dataclass(frozen=True, slots=True)
class Typed:
    """What people type in one language."""

    quiz: str
    daily: str
    zone: str
    member: str
    # None is taken.
    wrong: tuple[str, ...]
    # What is missing in a line, and what the line is with it.
    begun: tuple[str, str, str]


TYPED: dict[Language, Typed] = {
    "en": Typed(
        quiz="/quiz start questions:3",
        daily="/daily set #backend {time} UTC",
        zone="UTC",
        member="Grace",
        wrong=("/htp 404", "/quiz start questions:99"),
        begun=("/quiz", " rules", "/quiz rules"),
    ),
    "ko": Typed(
        quiz="/퀴즈 시작 문제수:3",
        daily="/오늘의코드 설정 #백엔드 {time} 서울",
        zone="Asia/Seoul",
        member="하늘",
        wrong=("/htp 404", "/퀴즈 시작 문제수:99"),
        begun=("/퀴즈", " 규칙", "/퀴즈 규칙"),
    ),
}
# Each frame of the page comes two seconds late.
_SLOW_FRAMES = """() => {
    const next = window.requestAnimationFrame;
    window.requestAnimationFrame = (draw) => setTimeout(() => next(draw), 2000);
}"""
# The page hears two seconds late that it was scrolled.
_LATE_SCROLL_EVENTS = """window.addEventListener("scroll", (event) => {
    if (!event.isTrusted) return;
    event.stopImmediatePropagation();
    setTimeout(() => event.target.dispatchEvent(new Event("scroll")), 2000);
}, true);"""
# Between the newest card and the box for messages.
_HAS_SPACE_BELOW = """
message => document.querySelector("#channel-composer").getBoundingClientRect().top
    - message.querySelector(".message-components").getBoundingClientRect().bottom >= 8
"""
# A game's question or the post of the day comes when it comes.
WAITING = pytest.mark.xdist_group("waiting")


async def at_once(
    tell: Callable[[Pages, Language], Coroutine[Any, Any, None]], pages: Pages
) -> None:
    """In both languages at once: most of it is waiting."""
    async with asyncio.TaskGroup() as group:
        for language in LANGUAGES:
            group.create_task(tell(pages, language))


async def type_on(person: Person, line: str) -> None:
    """Where the keys go by themselves."""
    await person.page.keyboard.type(line, delay=20)


async def test_a_countdown_begins_with_no_more_than_was_set(pages: Pages) -> None:
    async with pages.of_a_game("en", PHONE) as (person,):
        await person.send("/quiz start questions:3 seconds:10")
        countdown = person.page.locator('time[data-style="R"]').last
        await expect(countdown).to_have_text(re.compile(r"in \d+ seconds"))
        first = re.search(r"\d+", await countdown.inner_text())
        assert first is not None
        assert int(first[0]) <= 10


async def ask_on(person: Person, line: str) -> None:
    """A code, whose card is all that comes."""
    before = await person.newest()
    await type_on(person, line)
    await expect(person.line).to_have_value(line)
    await person.page.keyboard.press("Enter")
    await expect(heading(await person.after(before))).to_contain_text(line.split()[1])


@CROSSED
async def test_lines_that_are_typed_while_one_is_answered_are_all_answered(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    async with pages.at(language, size) as (person,):
        # A note about a wrong line goes when the next line is typed, so no answer may come before.
        passes = await held_back(person, "**/api/action")
        for line in ("/http 404", "/http 409", "/htp 1"):
            await type_on(person, line)
            await person.page.keyboard.press("Enter")
        await type_on(person, "/http 4")
        passes.set()
        cards = [heading(person.messages.filter(has_text=code)) for code in ("404", "409")]
        for card in cards:
            await card.last.wait_for(timeout=20_000)
        await expect(person.page.locator("#teapot-note")).to_contain_text("/htp")
        await expect(person.line).to_have_value("/http 4")


async def held_back(person: Person, addresses: str, *, but: str = "") -> asyncio.Event:
    """Set the event to let the page's requests to the addresses through.

    Actions of one kind pass at once.
    """
    passes = asyncio.Event()

    async def hold(route: Route) -> None:
        if not but or f'"kind":"{but}"' not in (route.request.post_data or ""):
            await passes.wait()
        await route.continue_()

    await person.page.route(addresses, hold)
    return passes


@CROSSED
async def test_who_has_pressed_a_button_types_on(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    async with pages.at(language, size, DESKTOP) as (person, other):
        card = await person.ask("/http 418")
        more = card.get_by_role("button", name=TEXTS.voice(language).say("card.more"), exact=True)
        await person.press(more)
        await ask_on(person, "/http 404")
        # The page is drawn anew after the press: by others, or as somebody else.
        await person.press(more)
        await other.send("hello there")
        await expect(person.messages.last).to_contain_text("hello there")
        await ask_on(person, "/http 502")
        await person.become(TYPED[language].member)
        await person.press(card.get_by_role("button").nth(1))
        await ask_on(person, "/http 429")


@CROSSED
async def test_a_whole_command_in_an_options_box_is_that_command(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    async with pages.at(language, size) as (person,):
        await type_on(person, "/http")
        await person.page.locator(".command-entry").first.wait_for()
        await person.page.keyboard.press("Enter")
        box = person.page.locator(".command-option-input")
        await expect(box).to_be_focused()
        # Nothing is typed yet, so nothing is said not to fit.
        await person.page.wait_for_timeout(500)
        await expect(person.page.locator(".command-popup:visible")).to_have_count(0)
        about = person.page.locator(".command-context-text")
        assert await about.evaluate("text => text.scrollWidth <= text.clientWidth")
        before = await person.newest()
        await type_on(person, "/http 410 private: True")
        await person.page.keyboard.press("Enter")
        card = await person.after(before)
        await expect(heading(card)).to_contain_text("410")
        await expect(card).to_contain_text(said(language, "playground.page.only_you"))
        await ask_on(person, "/http 404")


@WAITING
@pytest.mark.nightly
async def test_who_has_answered_a_question_types_on(pages: Pages) -> None:
    """While it is open, and once its buttons are closed."""
    await at_once(_answer_and_type_on, pages)


async def _answer_and_type_on(pages: Pages, language: Language) -> None:
    size = PHONE if language == "en" else DESKTOP
    async with pages.of_a_game(language, size) as (person,):
        await person.send(TYPED[language].quiz)
        question = person.messages.filter(has_text=said(language, "quiz.question", number=1)).last
        await question.wait_for()
        private = await person.press(question.get_by_role("button").first)
        await expect(private).to_contain_text(said(language, "quiz.taken"))
        await ask_on(person, "/http 404")
        await person.press(question.get_by_role("button").first)
        await expect(question).to_contain_text(said(language, "quiz.answer"), timeout=60_000)
        await type_on(person, "/http 502")
        await expect(person.line).to_have_value("/http 502")


@EITHER_LANGUAGE
async def test_who_presses_with_the_keyboard_goes_on_from_there(
    pages: Pages, language: Language
) -> None:
    async with pages.at(language, DESKTOP) as (person,):
        card = await person.ask("/http 418")
        buttons = card.get_by_role("button")
        await buttons.first.focus()
        before = await person.newest()
        await person.page.keyboard.press("Enter")
        first = await person.after(before)
        await expect(buttons.first).to_be_focused()
        await person.page.keyboard.press("Tab")
        await expect(buttons.nth(1)).to_be_focused()
        await person.page.keyboard.press("Space")
        await person.after(await first.get_attribute("data-message-id") or "")
        await ask_on(person, "/http 404")


@CROSSED
async def test_a_page_that_is_slow_to_load_takes_the_focus_from_no_button(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    async with pages.at(language, size) as (person,):
        await person.ask("/http 404")
        loads = await held_back(person, "**/fonts/**")
        await person.page.reload(wait_until="commit")
        await person.page.keyboard.press("Shift")
        await person.messages.last.wait_for()
        await expect(person.messages.last).to_be_in_viewport()
        card = await person.ask("/http 418")
        await card.get_by_role("button").nth(1).focus()
        loads.set()
        await expect(person.page.locator("#preview-app")).to_have_attribute("aria-busy", "false")
        await person.page.wait_for_timeout(500)
        await expect(card.get_by_role("button").nth(1)).to_be_focused()


@CROSSED
async def test_keys_that_are_meant_for_nothing_else_are_typed(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    async with pages.at(language, size) as (person,):
        await expect(person.line).to_be_focused()  # as the page opens
        await person.messages.last.click(position={"x": 5, "y": 5})
        await expect(person.line).not_to_be_focused()
        await ask_on(person, "/http 404")
        # Not into a list that is chosen from, nor behind a form.
        await person.page.locator("#viewer-picker").focus()
        await type_on(person, "x")
        await expect(person.line).to_have_value("")
        await person.type(f"/{TEXTS.voice(language).say('command.explain.name')}")
        await person.page.keyboard.press("Enter")
        dialog = person.page.locator(".modal-dialog")
        await dialog.wait_for()
        await dialog.get_by_role("button").last.focus()
        await type_on(person, "x")
        await expect(person.line).to_have_value("")


@CROSSED
async def test_what_comes_is_seen_unless_its_reader_has_scrolled_up(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    async with pages.of_a_game(language, size, DESKTOP) as (person, other):
        bar = person.new_messages
        card = await person.ask("/http 418")
        more = card.get_by_role("button", name=TEXTS.voice(language).say("card.more"), exact=True)
        # Higher than the page, and read from its first line on.
        private = await person.press(more)
        await expect(heading(private)).to_be_in_viewport()
        await other.send("hello there")
        came = person.messages.filter(has_text="hello there").last
        await expect(came).to_be_in_viewport(ratio=0.9)
        await expect(bar).to_be_hidden()
        await other.send(TYPED[language].quiz)
        question = person.messages.filter(has_text=said(language, "quiz.question", number=1)).last
        await expect(question).to_be_in_viewport(ratio=0.9)
        await expect(bar).to_be_hidden()
        await person.page.mouse.move(200, 400)
        await person.page.mouse.wheel(0, -500)
        await expect(question).not_to_be_in_viewport()
        await other.send("hello again")
        await bar.wait_for()
        missed = person.messages.filter(has_text="hello again").last
        await expect(missed).not_to_be_in_viewport()
        await bar.click()
        await expect(missed).to_be_in_viewport(ratio=0.9)
        await expect(bar).to_be_hidden()


@CROSSED
async def test_a_press_in_an_older_message_leaves_it_in_sight_unless_more_comes(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    voice = TEXTS.voice(language)
    listing = " ".join(voice.say(f"command.privacy.{key}") for key in ("name", "me.name"))
    async with pages.at(language, size) as (person,):
        mine = await person.ask(f"/{listing}")
        cards = [await person.ask(f"/http {code}") for code in (404, 502)]
        hide, show = (
            mine.get_by_role("button", name=voice.say(f"privacy.button.{key}"), exact=True)
            for key in ("hide", "show")
        )
        await hide.scroll_into_view_if_needed()
        await expect(cards[-1]).not_to_be_in_viewport()
        await hide.click()
        await expect(show).to_be_in_viewport()
        # Its answer is higher than the page, and read from its first line on.
        more = cards[0].get_by_role("button", name=voice.say("card.more"), exact=True)
        await expect(heading(await person.press(more))).to_be_in_viewport()
        await expect(cards[0]).not_to_be_in_viewport()
        await expect(person.new_messages).to_be_hidden()


@CROSSED
async def test_a_press_on_the_bar_of_new_messages_works_on_a_slow_machine(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    async with pages.at(language, size, DESKTOP) as (person, other):
        for code in ("404", "418"):  # higher than a screen together
            await person.ask(f"/http {code}")
        await person.messages.first.scroll_into_view_if_needed()
        await other.send("hello there")
        bar = person.new_messages
        await bar.wait_for()
        # simcord's next state of the channel comes before the next frame.
        await person.page.evaluate(_SLOW_FRAMES)
        await bar.evaluate("bar => bar.click()")
        came = person.messages.filter(has_text="hello there").last
        await expect(came).to_be_in_viewport(ratio=0.9)
        await expect(bar).to_be_hidden()


@WAITING
async def test_the_post_of_the_day_comes_into_sight_on_a_phone(pages: Pages) -> None:
    await at_once(_wait_for_the_post, pages)


async def _wait_for_the_post(pages: Pages, language: Language) -> None:
    typed = TYPED[language]
    async with pages.of_a_game(language, PHONE) as (person,):
        # At least 20 seconds ahead: the post must come after the reply to the button.
        at = (datetime.now(UTC) + timedelta(seconds=80)).astimezone(ZoneInfo(typed.zone))
        await person.ask(typed.daily.format(time=f"{at:%H:%M}"))
        card = await person.ask("/http 418")
        await person.press(card.get_by_role("button").first)
        post = person.messages.filter(has_text=said(language, "daily.question")).last
        await post.wait_for(timeout=100_000)
        await expect(heading(post)).to_be_in_viewport()
        await expect(person.new_messages).to_be_hidden()


@CROSSED
async def test_an_answer_is_seen_by_a_person_quicker_than_the_page(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    async with pages.at(language, size) as (person,):
        for line in ("/http 404", "/http 409"):
            await person.ask(line)
        await person.page.add_init_script(f"({_SLOW_FRAMES})(); {_LATE_SCROLL_EVENTS}")
        await person.page.reload()
        await person.messages.last.wait_for()
        before = await person.newest()
        passes = await held_back(person, "**/api/action", but="typed")
        await person.send("/http 418")
        # simcord draws the page for the first time, and then the answer.
        await expect(person.page.locator("#preview-app")).to_have_attribute("aria-busy", "false")
        passes.set()
        card = await person.after(before)
        await expect(heading(card)).to_be_in_viewport()
        await expect(person.new_messages).to_be_hidden()


@CROSSED
async def test_a_long_paste_is_a_file_as_on_discord(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    async with pages.at(language, size) as (person,):
        for text in (f"{'뷁' * 1_999}.", "GET /v1/orders 502\n" * 110):
            before = await person.newest()
            await person.line.click()
            await person.page.keyboard.insert_text(text)
            await person.page.keyboard.press("Enter")
            sent = await person.after(before)
            await expect(person.line).to_have_value("")
            if len(text) <= 2_000:
                await expect(sent).to_contain_text(text)
                continue
            await expect(sent.locator(".attachment-name")).to_have_text("message.txt")
            await expect(sent.locator(".attachment-preview")).to_contain_text("GET /v1/orders 502")
        # A command takes as much as Discord's options do.
        explain = TEXTS.voice(language).say("command.explain.name")
        card = await person.ask_pasted(f"/{explain} {text}")
        await expect(heading(card)).to_contain_text("502")


@CROSSED
async def test_a_picture_keeps_its_place_until_it_is_loaded(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    async with pages.at(language, size) as (person,):
        loads = await held_back(person, "**/api/assets/**")
        name = TEXTS.voice(language).say("command.leaderboard.name")
        board = await person.ask(f"/{name}")
        picture = board.locator("img").last
        await expect(picture).to_be_hidden()
        height = "board => board.getBoundingClientRect().height"
        before: float = await board.evaluate(height)
        loads.set()
        await picture.wait_for()
        await expect(picture).not_to_have_js_property("naturalWidth", 0)
        assert abs(await board.evaluate(height) - before) < 2
        newest = await board.element_handle()
        await person.page.wait_for_function(_HAS_SPACE_BELOW, arg=newest)


@CROSSED
async def test_a_refused_line_is_typed_over_or_mended(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    async with pages.at(language, size) as (person,):
        for line in TYPED[language].wrong:
            for send in ("Enter", "button"):
                await person.line.click()
                await type_on(person, line)
                if send == "Enter":
                    await person.page.keyboard.press("Enter")
                else:
                    await person.page.locator("#send-message").click()
                await person.note.wait_for()
                await expect(person.line).to_have_value(line)
                await ask_on(person, "/http 404")
            # An arrow keeps it.
            await type_on(person, line)
            await person.page.keyboard.press("Enter")
            await person.note.wait_for()
            await person.page.keyboard.press("ArrowRight")
            await person.page.keyboard.press("Backspace")
            await expect(person.line).to_have_value(line[:-1])
            await person.line.fill("")


@CROSSED
async def test_a_line_that_lacks_something_is_gone_on_with(
    pages: Pages, language: Language, size: ViewportSize
) -> None:
    begun, rest, whole = TYPED[language].begun
    async with pages.at(language, size) as (person,):
        for _ in range(2):
            await type_on(person, begun)
            await person.page.keyboard.press("Enter")
            await person.note.wait_for()
            await type_on(person, rest)
            await expect(person.line).to_have_value(whole)
            await person.line.fill("")
        # A slash begins another line.
        await type_on(person, begun)
        await person.page.keyboard.press("Enter")
        await person.note.wait_for()
        await ask_on(person, "/http 404")
