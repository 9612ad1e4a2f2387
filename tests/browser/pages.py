"""A browser, and playgrounds in it: a test would wait for their starts and ends."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import pytest
from playwright.async_api import Browser, ViewportSize

from bot.model import LANGUAGES, Language
from tests.needs import needs_chromium
from tests.playground.browsing import DESKTOP, PHONE, Person, Play, playing

# Each test leaves messages, which the page of the next one draws.
MAX_USES = 4
# What the page does with keys, focus and scrolling hardly depends on the language or the size, so
# that one case of each tells enough by day.
EITHER_LANGUAGE = pytest.mark.parametrize(
    "language", [pytest.param("en", marks=pytest.mark.nightly), "ko"]
)
CROSSED = pytest.mark.parametrize(
    ("language", "size"),
    [pytest.param("en", DESKTOP, marks=pytest.mark.nightly), ("ko", PHONE)],
    ids=LANGUAGES,
)
# In the loop of the session, in which the shared browser runs.
IN_THE_BROWSER = [
    pytest.mark.asyncio(loop_scope="session"),
    needs_chromium,
]


@dataclass(slots=True)
class Shared:
    play: Play
    stack: AsyncExitStack
    uses: int = 0

    async def end(self) -> None:
        async with self.stack:
            assert await self.play.end() == (0, "")


@dataclass(frozen=True, slots=True)
class Pages:
    """One browser for all tests, and for each language a playground that they may share."""

    browser: Browser
    shared: dict[Language, "Shared"] = field(default_factory=dict)

    @asynccontextmanager
    async def at(self, language: Language, *sizes: ViewportSize) -> AsyncIterator[list[Person]]:
        shared = self.shared.get(language)
        if shared is None or shared.uses == MAX_USES:
            if shared is not None:
                await shared.end()
            stack = AsyncExitStack()
            shared = Shared(await stack.enter_async_context(playing(language)), stack)
            self.shared[language] = shared
        shared.uses += 1
        async with self._open(shared.play, sizes) as people:
            yield people

    @asynccontextmanager
    async def of_a_game(
        self, language: Language, *sizes: ViewportSize
    ) -> AsyncIterator[list[Person]]:
        """In a playground of its own: what comes by itself would come in other tests, too."""
        async with playing(language) as play:
            async with self._open(play, sizes) as people:
                yield people
            assert await play.end() == (0, "")

    @asynccontextmanager
    async def _open(self, play: Play, sizes: Sequence[ViewportSize]) -> AsyncIterator[list[Person]]:
        people = [await Person.at(self.browser, play.address, size) for size in sizes]
        yield people
        for person in people:
            await person.page.close()

    async def end(self) -> None:
        for shared in self.shared.values():
            await shared.end()
