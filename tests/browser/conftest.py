"""The browser that the tests of a process share."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.browser.chromium import Chromium, chromium_in_a_thread
from tests.browser.pages import Pages
from tests.playground.browsing import browsing


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def pages() -> AsyncIterator[Pages]:
    async with browsing() as browser:
        pages = Pages(browser)
        yield pages
        await pages.end()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    with chromium_in_a_thread() as chromium:
        yield chromium
