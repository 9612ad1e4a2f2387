"""A game and the leaderboard, as people see them in their channel, in both languages."""

from pathlib import Path

import pytest
from playwright.async_api import Locator, async_playwright, expect

from bot.model import Language
from tests.commands.playing import SECOND, asked, press, start, wait
from tests.conftest import World
from tests.test_browser import CHROMIUM, FLAGS

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium on this machine (Debian: apt-get install chromium)"
)
LOCALES: dict[Language, str] = {"en": "en-US", "ko": "ko"}
PEOPLE: dict[Language, tuple[str, ...]] = {
    "en": ("Ada", "Grace", "Linus", "Barbara", "Ken"),
    "ko": ("지우", "하늘", "서연", "민준", "도윤"),
}


@pytest.mark.parametrize(
    ("language", "noted", "answer", "podium", "board"),
    [
        ("en", "You picked", "Answer:", "points · 3 of 3 right", "Bar chart"),
        ("ko", "답을 받았습니다", "정답:", "3문제 중 3개 정답", "막대그래프"),
    ],
)
async def test_a_game_is_played_and_its_points_are_on_the_leaderboard(
    world: World,
    language: Language,
    noted: str,
    answer: str,
    podium: str,
    board: str,
    screenshots: Path | None,
) -> None:
    world.env.backend.bot_user.name = "Teapot"
    world.place.locale = LOCALES[language]
    await world.owner.slash(world.channel, "language server", language=language)
    people = [world.guild.add_member(world.env.create_user(name)) for name in PEOPLE[language]]
    await start(world)
    await wait(world, 3)
    preview = world.env.preview(
        world.channel, viewers=[people[0]], layout="channel", locale=LOCALES[language]
    )
    async with preview, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(
            viewport={"width": 640, "height": 1400}, device_scale_factor=2
        )
        await page.goto(preview.url)
        messages = page.locator("article.channel-message")

        async def shoot(name: str, message: Locator) -> None:
            if screenshots is not None:
                await page.mouse.move(0, 0)
                await message.screenshot(path=screenshots / f"{name}.{language}.png")

        question = await asked(world)
        option = question.question.options[question.question.right]
        await messages.last.get_by_role("button", name=option, exact=True).click()
        await expect(messages.last).to_contain_text(noted, timeout=15_000)
        for number, person in enumerate(people[1:], 1):
            world.clock.now += SECOND
            await press(world, person, right=number < 4)
        for rights in (2, 1):
            await wait(world, 20)
            await wait(world, 6)
            for number, person in enumerate(people):
                world.clock.now += SECOND
                await press(world, person, right=number <= rights)
        await wait(world, 20)
        await page.reload()
        revealed = messages.filter(has_text=answer).last
        await expect(revealed).to_be_visible(timeout=15_000)
        await shoot("answer", revealed)
        await wait(world, 6)
        await page.reload()
        await expect(messages.last).to_contain_text(podium, timeout=15_000)
        await people[1].slash(world.channel, "leaderboard")
        await page.reload()
        picture = messages.last.get_by_alt_text(board)
        await expect(picture).to_be_visible(timeout=15_000)
        # One that isn't loaded yet is visible, too.
        await picture.scroll_into_view_if_needed()
        await expect(picture).not_to_have_js_property("naturalWidth", 0, timeout=15_000)
        await shoot("leaderboard", messages.last)
        await browser.close()
