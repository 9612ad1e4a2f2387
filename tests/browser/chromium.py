"""A browser in a thread, for tests on simcord: each has an event loop of its own, and Playwright
stays in one."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from playwright.async_api import Browser

from tests.playground.browsing import browsing

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chromium:
    browser: Browser
    loop: asyncio.AbstractEventLoop

    async def run(self, seeing: Coroutine[Any, Any, T]) -> T:
        """Run what uses the browser, in the browser's loop."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(seeing, self.loop))


@contextmanager
def chromium_in_a_thread() -> Iterator[Chromium]:
    loop, stack = asyncio.new_event_loop(), AsyncExitStack()
    thread = threading.Thread(target=loop.run_forever, name="chromium")
    thread.start()
    try:
        opening = stack.enter_async_context(browsing())
        yield Chromium(asyncio.run_coroutine_threadsafe(opening, loop).result(), loop)
    finally:
        asyncio.run_coroutine_threadsafe(stack.aclose(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
