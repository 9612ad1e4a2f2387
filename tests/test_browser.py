"""`teapot play` as a newcomer meets it: in a browser, typed by hand, read from the screen."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium")
# Nothing but this machine: no updates, no sync, and as root no sandbox.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium on this machine (Debian: apt-get install chromium)"
)


@contextmanager
def playground(language: str) -> Iterator[tuple[str, Path]]:
    """The printed address, and the folder that the process runs in; ended with Ctrl-C."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "play", "--language", language],
            cwd=folder, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\S+", process.stdout.readline())
            assert found is not None
            yield found[0], Path(folder)
            process.send_signal(signal.SIGINT)
            _, complaints = process.communicate(timeout=20)
            assert process.returncode == 0
            assert complaints == ""
            assert list(Path(folder).iterdir()) == []
        finally:
            process.kill()
            process.communicate()


@contextmanager
def opened(address: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 640, "height": 1400}, device_scale_factor=2)
        page.goto(address)
        yield page
        browser.close()


def ask(page: Page, typed: str) -> None:
    """Picks /http, types, picks the first choice of autocomplete, sends."""
    page.locator("textarea:visible, [role=textbox]:visible, [role=combobox]:visible").first.click()
    page.keyboard.type("/http", delay=20)
    page.locator("[role=option]:visible").filter(has_text="/http").first.click()
    page.keyboard.type(typed, delay=20)
    page.locator("[role=option]:visible").filter(has_text=re.compile(r"^\d{3} ")).first.click()
    page.get_by_label("Send", exact=True).click()


@pytest.mark.parametrize(
    ("language", "typed", "said", "other", "said_there"),
    [
        ("en", "418", "You asked a teapot for coffee", "한국어로", "찻주전자에 커피를"),
        (
            "ko",
            "요청이 너무 많음",
            "429 Too Many Requests",
            "In English",
            "You sent too many requests",
        ),
    ],
)
def test_a_newcomer_reads_a_card(
    language: str, typed: str, said: str, other: str, said_there: str, screenshots: Path | None
) -> None:
    with playground(language) as (address, _), opened(address) as page:
        ask(page, typed)
        card = page.locator("article.channel-message").nth(1)
        expect(card).to_contain_text(said, timeout=15_000)
        if screenshots is not None:
            page.mouse.move(0, 0)
            card.screenshot(path=screenshots / f"card.{language}.png")
        card.get_by_role("button", name=other, exact=True).click()
        private = page.locator("article.channel-message").last
        expect(private).to_contain_text(said_there, timeout=15_000)


@pytest.mark.parametrize(
    ("language", "pasted", "said"),
    [
        (
            "en",
            '10.0.3.14 - - [24/Nov/2026:02:11:09 +0000] "GET /v1/orders HTTP/1.1" 502 157'
            ' "-" "okhttp/4.12.0" 504ms, then HTTP 429',
            "429 Too Many Requests",
        ),
        (
            "ko",
            "결제 API가 503 떴다가 10분쯤 뒤에 돌아왔어요. nginx 로그엔 499만 500건 찍혀 있네요",
            "503 Service Unavailable · 서비스 이용 불가",
        ),
    ],
)
def test_a_newcomer_has_a_log_explained(
    language: str, pasted: str, said: str, screenshots: Path | None
) -> None:
    with playground(language) as (address, _), opened(address) as page:
        page.locator("textarea:visible, [role=textbox]:visible").first.click()
        page.keyboard.type("/explain", delay=20)
        page.locator("[role=option]:visible").filter(has_text="/explain").first.click()
        page.locator("[role=option]:visible").filter(has_text="text").first.click()
        page.keyboard.type(pasted)
        page.get_by_label("Send", exact=True).click()
        card = page.locator("article.channel-message").nth(1)
        expect(card).to_contain_text(said, timeout=15_000)
        if screenshots is not None:
            page.mouse.move(0, 0)
            card.screenshot(path=screenshots / f"explain.{language}.png")
