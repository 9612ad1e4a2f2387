"""`teapot play` in browsers, as people use it: a line is typed, and read from the screen."""

import asyncio
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright, expect

from bot.model import Language

# The shell has no window and no address bar: the browser tests take a fifth less CPU with it.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
# Debian's Chromium prepares two popups of its address bar with each page, half a second of CPU,
# even if it has no window. The others are Playwright's, since Chromium takes the last list alone.
UNWANTED = [
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
    "HttpsUpgrades", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints",
    "PaintHolding", "PreconnectToSearch",
]  # fmt: skip
# Nothing but this machine: no updates, no sync, and as root no sandbox.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    f"--disable-features={','.join(UNWANTED)}",
]  # fmt: skip
DESKTOP, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
# A machine that has much else to do is slow. Use `wait_for` for what isn't there
# yet: until it is, `expect` would describe the whole page each time it looks.
PATIENCE = 40_000
expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True, slots=True)
class Play:
    """A running playground: its address, what it printed, and the folder that it runs in."""

    process: asyncio.subprocess.Process
    address: str
    printed: tuple[str, ...]
    folder: Path

    async def end(self) -> tuple[int, str]:
        """With Ctrl-C: the exit code, and what it complained about."""
        self.process.send_signal(signal.SIGINT)
        _, complaints = await asyncio.wait_for(self.process.communicate(), 20)
        assert self.process.returncode is not None
        return self.process.returncode, complaints.decode()


@asynccontextmanager
async def playing(language: Language, *arguments: str, **settings: str) -> AsyncIterator[Play]:
    """Is killed at the end, if it hasn't been ended before."""
    with tempfile.TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "play", "--language", language, *arguments, cwd=folder,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **settings},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            assert process.stdout is not None
            printed = tuple([(await process.stdout.readline()).decode() for _ in range(2)])
            found = re.search(r"http://127\.0\.0\.1:\S+", printed[0])
            assert found is not None, printed
            yield Play(process, found[0], printed, Path(folder))
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a browser of their own."""

    page: Page

    @classmethod
    async def at(
        cls, browser: Browser, address: str, size: ViewportSize, scale: float = 1
    ) -> "Person":
        page = await browser.new_page(viewport=size, device_scale_factor=scale)
        page.set_default_timeout(PATIENCE)
        await page.goto(address)
        person = cls(page)
        await person.messages.last.wait_for()
        # simcord lays the page out for 960 pixels until it has measured the screen.
        await expect(person.line).to_be_in_viewport(ratio=1)
        return person

    @property
    def messages(self) -> Locator:
        return self.page.locator("article.channel-message")

    @property
    def line(self) -> Locator:
        return self.page.locator("#channel-composer-input")

    @property
    def note(self) -> Locator:
        """What is wrong with a line."""
        return self.page.locator("#teapot-note")

    @property
    def new_messages(self) -> Locator:
        """The bar that jumps to messages below what is seen."""
        return self.page.locator("#new-messages")

    @property
    def offered(self) -> Locator:
        return self.page.locator("#teapot-suggestions [role=option]:visible")

    async def type(self, line: str) -> None:
        await self.line.click()
        await self.page.keyboard.type(line)

    async def send(self, line: str) -> None:
        """Types a line and presses Enter; it is gone when it was taken."""
        await self.type(line)
        await self.page.keyboard.press("Enter")
        await expect(self.line).to_have_value("")

    async def ask(self, line: str) -> Locator:
        """Sends a line, and gives the message that answers it."""
        before = await self.newest()
        await self.send(line)
        return await self.after(before)

    async def ask_pasted(self, text: str) -> Locator:
        """Pastes a text of several lines, presses Enter, and gives the message that answers."""
        before = await self.newest()
        await self.line.click()
        await self.page.keyboard.insert_text(text)
        await self.page.keyboard.press("Enter")
        await expect(self.line).to_have_value("")
        return await self.after(before)

    async def press(self, button: Locator) -> Locator:
        """Gives the message that answers."""
        before = await self.newest()
        await button.click()
        return await self.after(before)

    async def newest(self) -> str:
        return await self.messages.last.get_attribute("data-message-id") or ""

    async def after(self, before: str) -> Locator:
        """The message that comes next after another."""
        following = f'[data-message-id="{before}"] ~ article.channel-message'
        message = self.page.locator(following).first
        await message.wait_for()
        return await self.sees(await message.get_attribute("data-message-id") or "")

    async def sees(self, identity: str) -> Locator:
        """A message, once it is on the page."""
        message = self.page.locator(f'article[data-message-id="{identity}"]')
        await message.wait_for()
        return message

    async def become(self, name: str) -> None:
        """Chosen at the top of the page."""
        picker = self.page.locator("#viewer-picker")
        await picker.select_option(label=name)
        await expect(self.page.locator("#preview-app")).to_have_attribute("aria-busy", "false")
        await self.messages.last.wait_for()


async def screens(message: Locator) -> float:
    """How many screens of a phone, 390 × 844, a message is high, on a page of that width."""
    page = message.page
    assert page.viewport_size is not None
    assert page.viewport_size["width"] == PHONE["width"]
    box = await message.bounding_box()
    assert box is not None
    return box["height"] / PHONE["height"]
