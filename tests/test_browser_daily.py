"""The post of the day, as people see it in their channel, in both languages."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import async_playwright, expect

from bot.model import Language
from tests.commands.test_daily import DAY, DUE, press, right, set_daily, tick
from tests.conftest import World
from tests.test_browser import CHROMIUM, FLAGS

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium on this machine (Debian: apt-get install chromium)"
)
LOCALES: dict[Language, str] = {"en": "en-US", "ko": "ko"}


@pytest.mark.parametrize(
    ("language", "title", "again"),
    [("en", "Code of the day", "already"), ("ko", "오늘의 상태 코드", "이미")],
)
async def test_a_member_answers_the_question_of_the_day(
    world: World, language: Language, title: str, again: str, screenshots: Path | None
) -> None:
    world.env.backend.bot_user.name = "Teapot"
    world.place.locale = LOCALES[language]
    await world.owner.slash(world.channel, "language server", language=language)
    await set_daily(world)
    await tick(world, DUE)
    await press(world, world.owner, await right(world))
    await press(world, world.member, await right(world) + 1)
    await tick(world, DUE + DAY + timedelta(seconds=2))
    preview = world.env.preview(
        world.channel, viewers=[world.member], layout="channel", locale=LOCALES[language]
    )
    async with preview, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(
            viewport={"width": 640, "height": 1400}, device_scale_factor=2
        )
        await page.goto(preview.url)
        post = page.locator("article.channel-message").last
        await expect(post).to_contain_text(title, timeout=15_000)
        if screenshots is not None:
            await page.mouse.move(0, 0)
            await post.screenshot(path=screenshots / f"daily.{language}.png")
        options = post.get_by_role("button", name="0")
        await options.first.click()
        private = page.locator("article.channel-message").last
        await expect(private).not_to_contain_text(title, timeout=15_000)
        await browser.close()
    assert again in await press(world, world.member, 0, (DUE + DAY).date())
