"""`teapot play` as a newcomer meets it: in browsers, typed by hand, read from the screen, in both
languages, on a desktop and on a phone."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from bot.model import Language
from bot.texts import Texts, load_texts
from tests.browser.pages import IN_THE_BROWSER, Pages
from tests.logs import access_log
from tests.playground.browsing import (
    DESKTOP,
    PHONE,
    Person,
    playing,
)  # fmt: skip

pytestmark = IN_THE_BROWSER
TEXTS: Texts = load_texts()


@dataclass(frozen=True, slots=True)
class Typed:
    """What people type in one language, and what they find."""

    owner: str
    member: str
    pictured: str
    words: tuple[str, str]
    log: tuple[str, str, str]
    begun: tuple[str, str]
    picked: str
    wrong: Mapping[str, str]


TYPED: dict[Language, Typed] = {
    "en": Typed(
        owner="Ada", member="Grace",
        pictured="/http 502",
        log=(
            '/explain 02:11:09 upstream "10.0.3.14:8080" answered HTTP 502 after 504ms,'
            " and since then HTTP 429",
            "502 Bad Gateway",
            "429 Too Many Requests",
        ),
        words=("/http too many requests", "429 Too Many Requests"),
        begun=("/http payload too", "413 Content Too Large"),
        picked="/quiz rules",
        wrong={
            "/htp 404": "/http",
            "/quiz": "/quiz start",
            "/quiz start questions:99": "from 3 to 20",
            "/daily set #nowhere 9:00 UTC": "#nowhere",
            "/leaderboard please": "please",
        },
    ),
    "ko": Typed(
        owner="지우", member="하늘",
        pictured="/http 429",
        log=(
            "/설명 결제 API가 503 떴다가 10분쯤 뒤에 돌아왔어요."
            " nginx 로그엔 499만 500건 찍혀 있네요",
            "503 Service Unavailable",
            "499 Client Closed Request",
        ),
        words=("/http 요청이 너무 많음", "429 Too Many Requests"),
        begun=("/http 페이로드가 너무", "413 Content Too Large"),
        picked="/퀴즈 규칙",
        wrong={
            "/htp 404": "/http",
            "/퀴즈": "/퀴즈 시작",
            "/퀴즈 시작 문제수:99": "3부터 20까지",
            "/오늘의코드 설정 #없음 9:00 서울": "#없음",
            "/순위표 좀": "좀",
        },
    ),
}  # fmt: skip


@pytest.mark.xdist_group("newcomer")  # It waits for the minute of its post.
async def test_a_newcomer_asks_plays_and_answers(pages: Pages, screenshots: Path | None) -> None:
    """Both languages at once: much of it is waiting for the minute of the post of the day."""
    async with asyncio.TaskGroup() as group:
        for language in TYPED:
            group.create_task(Story(language, pages.browser, screenshots).tell())


async def test_a_game_that_is_going_on_keeps_nobody_from_ending_it(pages: Pages) -> None:
    async with playing("en") as play:
        person = await Person.at(pages.browser, play.address, PHONE)
        await person.send("/quiz start")
        question = person.messages.filter(has_text=said("en", "quiz.question", number=1)).last
        await question.wait_for()
        await person.press(question.get_by_role("button").first)
        running = await person.ask("/quiz start")
        await running.get_by_role(
            "link", name=TEXTS.voice("en").say("playground.page.link")
        ).click()
        await expect(question).to_be_in_viewport()
        assert person.page.url == play.address
        assert await play.end() == (0, "")
        # The page says so, too, of what is typed and pressed after that.
        stopped = said("en", "playground.problem.interrupted")
        await expect(person.note).to_contain_text(stopped)
        await person.type("/http 404")
        await expect(person.note).to_be_hidden()
        await person.page.keyboard.press("Enter")
        await expect(person.note).to_contain_text(stopped)
        await expect(person.line).to_have_value("/http 404")
        await person.line.fill("")
        await expect(person.note).to_be_hidden()
        await question.get_by_role("button").nth(1).click()
        await expect(person.note).to_contain_text(stopped)


@pytest.mark.parametrize("size", [pytest.param(DESKTOP, marks=pytest.mark.nightly), PHONE])
async def test_the_korean_page_is_korean_throughout(pages: Pages, size: ViewportSize) -> None:
    async with pages.at("ko", size) as (person,):
        await person.ask("안녕하세요")
        await person.ask_pasted("응답이 오지 않습니다. " * 200)
        await person.ask("/http 418")
        await person.ask("/순위표")
        assert await english(person) == set()
        await person.type("/")
        await person.page.locator(".command-entry").first.wait_for()
        assert await english(person) == set()
        await person.line.fill("")
        for line in ("/퀴즈 시작", "/오늘의코드 설정", "/퀴즈 기록"):  # every kind of option
            await person.type(line)
            await person.page.locator(".command-entry", has_text=line).first.click()
            popup = person.page.locator(".command-suggestion").first
            await popup.wait_for()
            await person.page.wait_for_timeout(500)  # for what comes when people are looked up
            assert await english(person) == set()
            await person.page.locator(".command-context-close").click()
            await person.line.fill("")
        await person.type("/설명")
        await person.page.keyboard.press("Enter")
        await person.page.locator(".modal-title").wait_for()
        assert await english(person) == set()


async def english(person: Person) -> set[str]:
    """What can be seen or heard around what the bot and people say, in Latin letters."""
    said: list[str] = await person.page.evaluate("""() => {
        const texts = [];
        const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (words.nextNode()) {
            const parent = words.currentNode.parentElement;
            const isSaid = parent.closest(
                ".message-content, .message-components, .command-entry-description, textarea"
            );
            if (!isSaid && parent.checkVisibility()) texts.push(words.currentNode.data);
        }
        for (const element of document.querySelectorAll("[placeholder], [title], [aria-label]")) {
            if (!element.checkVisibility()) continue;
            for (const name of ["placeholder", "title", "aria-label"]) {
                texts.push(element.getAttribute(name) ?? "");
            }
        }
        return texts;
    }""")
    names = (
        r"Teapot|HTTP|http|Discord|Enter|API|KST|GMT\+9|Europe/Berlin|True|False|UTC|xx|[KM]B|\.gz"
        r"|message\.txt"
    )
    return {text for text in said if re.search("[A-Za-z]{2}", re.sub(names, "", text))}


@dataclass(frozen=True, slots=True)
class Story:
    """What two people do: one on a desktop, one on a phone, who is the same as the first until she
    has set her post of the day. One asks, on a desktop in English and on a phone in Korean; both
    play."""

    language: Language
    browser: Browser
    screenshots: Path | None

    @property
    def typed(self) -> Typed:
        return TYPED[self.language]

    def said(self, key: str, **values: int) -> re.Pattern[str]:
        return said(self.language, key, **values)

    async def tell(self) -> None:
        # README's pictures are sharp. Each pixel costs time, as nothing but the processor draws.
        scale = 2 if self.screenshots else 1
        async with playing(self.language) as play:
            desktop = await Person.at(self.browser, play.address, DESKTOP)
            phone = await Person.at(self.browser, play.address, PHONE, scale)
            hints = await self.reads_the_hint(phone)
            on_a_phone = self.screenshots is not None or self.language == "ko"
            person, other = (phone, desktop) if on_a_phone else (desktop, phone)
            await self.reads_a_card(person)
            await self.has_a_log_explained(person)
            await self.is_helped_while_typing(person)
            await self.is_told_what_is_wrong(person)
            await self.picks_from_the_list(person)
            await self.says_something(person)
            await self.types_what_the_hint_says(person, hints)
            await other.sees(await person.newest())
            await phone.become(self.typed.member)
            is_set = await desktop.ask(hints["daily"])
            await expect(is_set).to_contain_text(self.said("daily.soon"))
            await self.plays_a_game(desktop, phone, hints["quiz"])
            await self.answers_the_post_of_the_day(desktop, phone)
            assert await play.end() == (0, "")
            assert list(play.folder.iterdir()) == []

    async def reads_the_hint(self, person: Person) -> dict[str, str]:
        """Five lines to type, by the command's key."""
        lines: list[str] = await person.messages.last.locator("code").all_inner_texts()
        hints = {
            key: line
            for line in lines
            for key in ("http", "explain", "quiz", "leaderboard", "daily")
            if line.startswith(f"/{TEXTS.voice(self.language).say(f'command.{key}.name')}")
        }
        assert len(lines) == len(hints) == 5
        return hints

    async def reads_a_card(self, person: Person) -> None:
        card = await person.ask("/http 418")
        await expect(heading(card)).to_contain_text("418")
        await expect(heading(card)).to_contain_text("I'm a teapot")
        other = TEXTS.voice(self.language).say("card.translate")
        private = await person.press(card.get_by_role("button", name=other, exact=True))
        await expect(private).to_contain_text(self.said("playground.page.only_you"))
        await expect(heading(private)).to_contain_text("418")
        # Nor is a press dropped that comes while another is being answered.
        before = await person.newest()
        button = card.get_by_role("button", name=other, exact=True)
        await button.evaluate("button => { button.click(); button.click(); }")
        first = await person.after(before)
        await person.after(await first.get_attribute("data-message-id") or "")
        await self.picture("card", await person.ask(self.typed.pictured))
        line, found = self.typed.words
        before = await person.newest()
        await person.type(line)
        await person.page.locator("#send-message").click()
        await expect(heading(await person.after(before))).to_contain_text(found)

    async def has_a_log_explained(self, person: Person) -> None:
        """With all that logs and messages are made of in one line."""
        line, *found = self.typed.log
        explained = await person.ask(line)
        for code in found:
            await expect(explained).to_contain_text(code)
        command = f"/{TEXTS.voice(self.language).say('command.explain.name')}"
        summary = await person.ask_pasted(f"{command} {access_log(rounds=1)}")
        await expect(heading(summary)).to_contain_text("502 Bad Gateway")
        await expect(summary).to_contain_text("×5")
        await self.picture("explain", summary)

    async def is_helped_while_typing(self, person: Person) -> None:
        line, found = self.typed.begun
        await person.type(line)
        await expect(person.offered.first).to_contain_text(found)
        await person.page.keyboard.press("ArrowDown")
        await person.page.keyboard.press("Enter")
        await expect(person.line).to_have_value("/http 413")
        before = await person.newest()
        await person.page.keyboard.press("Enter")
        await expect(heading(await person.after(before))).to_contain_text(found)

    async def is_told_what_is_wrong(self, person: Person) -> None:
        for line, answer in self.typed.wrong.items():
            before = await person.newest()
            await person.type(line)
            await person.page.keyboard.press("Enter")
            await expect(person.note).to_contain_text(answer)
            await expect(person.line).to_have_value(line)
            assert await person.newest() == before
            await person.line.fill("")
            await expect(person.note).to_be_hidden()

    async def picks_from_the_list(self, person: Person) -> None:
        """With the arrows, as in Discord's own composer."""
        await person.type(self.typed.picked[:-1])
        entry = person.page.locator(".command-entry", has_text=self.typed.picked)
        await entry.wait_for()
        await person.page.keyboard.press("ArrowDown")
        await person.page.keyboard.press("ArrowUp")
        await person.page.keyboard.press("Enter")
        chip = person.page.locator(".command-chip")
        await expect(chip).to_contain_text(self.typed.picked)
        before = await person.newest()
        await person.page.keyboard.press("Enter")
        rules = await person.after(before)
        await expect(rules).to_contain_text(self.said("playground.page.only_you"))
        await expect(chip).to_be_hidden()
        # A command that was only begun goes on there, too.
        await person.type("/http")
        await person.page.locator(".command-entry").first.wait_for()
        await person.page.keyboard.press("Enter")
        await expect(chip).to_contain_text("/http")
        await person.page.locator(".command-context-close").click()
        await expect(person.line).to_have_value("/http")
        await person.line.fill("")

    async def says_something(self, person: Person) -> None:
        """The second as soon as the first has left the line."""
        identity = await person.newest()
        contents = ("ok", "/v1/orders 502")
        for content in contents:
            await person.send(content)
        for content in contents:
            message = await person.after(identity)
            await expect(message.locator(".message-content")).to_have_text(content)
            await expect(message.locator(".message-app-badge")).to_have_count(0)
            identity = await message.get_attribute("data-message-id") or ""

    async def types_what_the_hint_says(self, person: Person, hints: Mapping[str, str]) -> None:
        """All but the game and the post of the day, which come later."""
        await expect(heading(await person.ask(hints["http"]))).to_contain_text("418")
        await expect(await person.ask(hints["explain"])).to_contain_text("502 Bad Gateway")
        board = await person.ask(hints["leaderboard"])
        rows = board.locator("p")
        await expect(rows).to_contain_text("6.")
        for name in (self.typed.owner, self.typed.member):  # they have yet to play
            await expect(rows).not_to_contain_text(name)
        picture = board.locator(".media-gallery img, .component-media img, img[alt]").last
        await picture.scroll_into_view_if_needed()
        await expect(picture).not_to_have_js_property("naturalWidth", 0)
        await self.picture("leaderboard", board)

    async def plays_a_game(self, desktop: Person, phone: Person, line: str) -> None:
        """Three questions, to the podium, without a reload."""
        await desktop.send(line)
        for number in (1, 2, 3):
            title = self.said("quiz.question", number=number)
            on_both = [each.messages.filter(has_text=title).last for each in (desktop, phone)]
            async with asyncio.TaskGroup() as group:
                for person, question in zip((desktop, phone), on_both, strict=True):
                    choice = number - (person is phone)
                    group.create_task(self.answers(person, question, choice))
            if number == 1:
                left = on_both[0].locator("time").last
                await expect(left).not_to_have_text(await left.inner_text())
            for question in on_both:
                await expect(question).to_contain_text(self.said("quiz.answer"), timeout=60_000)
            had_it = self.said("quiz.had_it").search(await on_both[1].inner_text())
            if number == 1 or had_it:  # the last one that somebody got right, for the pictures
                await self.picture("answer", on_both[1])
        for person in (desktop, phone):
            podium = person.messages.filter(has_text=self.said("quiz.podium.finished")).last
            await podium.wait_for(timeout=60_000)
            for name in (self.typed.owner, self.typed.member):
                await expect(podium).to_contain_text(name)

    async def answers(self, person: Person, question: Locator, choice: int) -> None:
        """The post of the day may come at the same moment."""
        await question.wait_for(timeout=60_000)
        taken = person.messages.filter(has_text=self.said("quiz.taken"))
        before = await taken.count()
        # The page has scrolled to the question: a button that moves under a press is not pressed.
        await expect(person.page.locator("#preview-app")).to_have_attribute("aria-busy", "false")
        await question.get_by_role("button").nth(choice).click()
        await expect(taken).to_have_count(before + 1)

    async def answers_the_post_of_the_day(self, desktop: Person, phone: Person) -> None:
        """It comes at its minute, without a reload."""
        for person in (phone, desktop):
            post = person.messages.filter(has_text=self.said("daily.question")).last
            await post.wait_for(timeout=80_000)
            await self.picture("daily", post)
            private = await person.press(post.get_by_role("button").first)
            right, wrong = (
                self.said(f"daily.answer.{each}").pattern for each in ("right", "wrong")
            )
            await expect(private).to_contain_text(re.compile(f"{right}|{wrong}"))

    async def picture(self, name: str, message: Locator) -> None:
        """README's, of a message on the phone, which is as high as it for that long."""
        page = message.page
        if self.screenshots is not None and page.viewport_size == PHONE:
            await page.set_viewport_size({"width": PHONE["width"], "height": 3000})
            await still(page)
            await message.screenshot(path=self.screenshots / f"{name}.{self.language}.png")
            await page.set_viewport_size(PHONE)


async def still(page: Page) -> None:
    """Waits until nothing is under way in the page, and nothing is pointed at."""
    await page.mouse.move(0, 0)
    await page.evaluate("document.activeElement.blur()")
    await page.wait_for_timeout(1_000)
    while not await page.evaluate("simcordPreview.ready && !simcordPreview.pendingAction"):
        await page.wait_for_timeout(100)


def heading(message: Locator) -> Locator:
    return message.locator("h1, h2, h3").first


def said(language: Language, key: str, **values: str | int) -> re.Pattern[str]:
    """The first line of a text, as it stands on the screen, whatever fills its other holes."""
    while True:
        try:
            plain = TEXTS.voice(language).say(key, **values)
            break
        except KeyError as hole:
            if hole.args[0] == key:
                raise
            values[hole.args[0]] = "\0"
    plain = plain.replace("**", "").split("\n")[0]
    return re.compile(".*".join(re.escape(part) for part in plain.split("\0")))
