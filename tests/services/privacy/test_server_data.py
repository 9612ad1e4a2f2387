"""A server is erased at any moment: nothing of another server changes, and nothing is raised."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.errors import UserError
from bot.model import Knowledge
from bot.model.daily import Claim, Daily, Post, Schedule
from bot.model.game import GameSettings
from bot.services.quiz.counted_answers import rebuild_scores
from bot.store import daily_post, erased_owner, game_question
from bot.store import game as game_store
from bot.store.erasure import erase_guild
from tests.conftest import Opener
from tests.services.daily.daily_stand_in import RecordingSender, daily_posts
from tests.services.privacy.two_servers import (
    ADA,
    ALAN,
    CHANNELS,
    GRACE,
    HERE,
    THERE,
    Rows,
    TwoServers,
    naming,
    two_servers,
)
from tests.services.quiz.quiz_stand_in import StandInChannel

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass
class HeldChannel(StandInChannel):
    """Holds what HERE's game does at `at` until it is free."""

    at: str = ""
    holds: asyncio.Event = field(default_factory=asyncio.Event)
    is_free: asyncio.Event = field(default_factory=asyncio.Event)

    async def _hold(self, what: str, channel_id: int) -> None:
        if what == self.at and channel_id == CHANNELS[HERE]:
            self.holds.set()
            await self.is_free.wait()

    async def ask(self, game: Any, asked: Any) -> int:
        await self._hold("ask", game.channel_id)
        return await super().ask(game, asked)

    async def reveal(self, game: Any, asked: Any, outcome: Any) -> None:
        await self._hold("reveal", game.channel_id)
        await super().reveal(game, asked, outcome)

    async def end(self, game: Any, podium: Any) -> None:
        await self._hold("end", game.channel_id)
        await super().end(game, podium)


@dataclass
class HeldSender(RecordingSender):
    """Holds what it sends to HERE until it is free."""

    holds: asyncio.Event = field(default_factory=asyncio.Event)
    is_free: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, claim: Claim, post: Post) -> int:
        if claim.guild_id == HERE:
            self.holds.set()
            await self.is_free.wait()
        return await super().send(claim, post)


@pytest.fixture
async def servers(
    tmp_path: Path, opened: Opener, knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[TwoServers]:
    """Fails at the end where anything of HERE is left, or an error was logged."""
    servers = await two_servers(await opened(str(tmp_path / "teapot.sqlite3")), knowledge)
    servers.channel = HeldChannel()
    servers.__post_init__()
    await servers.fill()
    yield servers
    assert naming(await servers.rows(), HERE) == naming(await servers.rows(), CHANNELS[HERE]) == {}
    assert (await rebuild_scores(servers.database)).different == 0
    assert not [each for each in caplog.get_records("call") if each.levelno >= logging.ERROR]


async def there(servers: TwoServers) -> Rows:
    """Return the rows of THERE, and those of no server."""
    return {
        name: [row for row in table if HERE not in row and CHANNELS[HERE] not in row]
        for name, table in (await servers.rows()).items()
        if name != "game_question"  # has the numbers of games alone
    }


@pytest.mark.slow
@pytest.mark.parametrize("at", ["ask", "reveal", "end"])
async def test_an_erasure_amid_a_step_of_a_game_ends_it_without_a_word(
    servers: TwoServers, at: str
) -> None:
    channel = servers.channel
    assert isinstance(channel, HeldChannel)
    channel.at = at
    ticking = asyncio.create_task(_tick_until(servers, channel.holds))
    await channel.holds.wait()
    before, ended = await there(servers), len(channel.ended)
    await servers.server_data.erase(HERE)
    channel.is_free.set()
    await ticking
    assert await there(servers) == before
    assert not servers.games.are_running
    assert at != "ask" or servers.asked(HERE) is None
    for _ in range(5):
        await servers.wait(21)
    assert len(channel.ended) == ended
    await servers.games.start(HERE, CHANNELS[HERE], ADA, "UTC", GameSettings("all", None, 3, 20))
    assert servers.games.are_running
    await servers.server_data.erase(HERE)


async def test_an_erased_games_buttons_say_that_the_question_is_over(servers: TwoServers) -> None:
    asked = servers.asked(HERE)
    assert asked is not None
    await servers.server_data.erase(HERE)
    with pytest.raises(UserError, match=r"quiz\.no_question"):
        await servers.games.answer(HERE, asked.question_id, ALAN, 0)


async def test_answers_beside_an_erasure_are_kept_nowhere(servers: TwoServers) -> None:
    before = await there(servers)
    presses = [servers.press(HERE, user_id, is_right=True) for user_id in (ADA, GRACE, ALAN)]
    await asyncio.gather(*presses, servers.server_data.erase(HERE), servers.wait(30))
    assert await there(servers) == before


async def test_two_erasures_at_once_are_one(servers: TwoServers) -> None:
    before = await there(servers)
    await asyncio.gather(servers.server_data.erase(HERE), servers.server_data.erase(HERE))
    assert await there(servers) == before
    assert len(await erased_owner.noted(servers.database.reader)) == 1


async def test_an_erasure_amid_a_daily_post_leaves_another_servers_post_alone(
    servers: TwoServers, knowledge: Knowledge
) -> None:
    sender = HeldSender()
    servers.daily = daily_posts(servers.database, knowledge, sender, servers.clock)
    day = servers.clock.now.date()
    servers.clock.now = datetime.combine(day, time(9), UTC)
    ticking = asyncio.create_task(servers.daily.tick())
    await sender.holds.wait()
    await servers.server_data.erase(HERE)
    sender.is_free.set()
    await ticking
    assert sorted(sender.posted) == [(HERE, day), (THERE, day)]
    assert await daily_post.is_sent(servers.database.reader, THERE, day)
    assert naming(await servers.rows(), HERE) == {}
    await _set_up_again(servers, day, sender)


async def test_a_result_that_is_read_beside_an_erasure_is_posted_nowhere(
    servers: TwoServers, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The erasure comes between the last question and its result."""
    plain = daily_post.sent_questions

    async def erased_after(connection: Any, guild_id: int, day: date) -> Any:
        found = await plain(connection, guild_id, day)
        if connection is servers.database.reader and guild_id == HERE:
            await servers.server_data.erase(HERE)
        return found

    monkeypatch.setattr(daily_post, "sent_questions", erased_after)
    sender = RecordingSender()
    servers.daily = daily_posts(servers.database, knowledge, sender, servers.clock)
    day = servers.clock.now.date()
    servers.clock.now = datetime.combine(day, time(9), UTC)
    await servers.daily.tick()
    assert sender.posted == [(THERE, day)]


async def test_a_podium_of_a_game_that_another_process_erased_is_not_posted(
    servers: TwoServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The erasure comes between the last answer and the places."""
    plain, ended = game_store.places, len(servers.channel.ended)

    async def erased_before(connection: Any, game_id: int) -> Any:
        async with servers.database.transaction() as writer:
            await erase_guild(writer, HERE)
        return await plain(connection, game_id)

    monkeypatch.setattr(game_store, "places", erased_before)
    for _ in range(20):
        await servers.wait(21)
    assert len(servers.channel.ended) == ended


async def _set_up_again(servers: TwoServers, day: date, sender: RecordingSender) -> None:
    """The date isn't posted again, and the next one is."""
    assert await servers.daily.is_posted(HERE, day)
    sender.posted.clear()
    schedule = Schedule(time(9, 5), "UTC")
    daily = await servers.daily.set(Daily(HERE, CHANNELS[HERE], None, schedule))
    assert daily.next is not None
    assert daily.next.local_date == day + DAY
    for minutes in (5, 60, 24 * 60 + 5):
        servers.clock.now = datetime.combine(day, time(9), UTC) + minutes * MINUTE
        await servers.daily.tick()
    assert [each for each in sender.posted if each[0] == HERE] == [(HERE, day + DAY)]
    await servers.server_data.erase(HERE)


async def _tick_until(servers: TwoServers, held: asyncio.Event) -> None:
    """Play on until the game is held."""
    while not held.is_set():
        await servers.wait(21)


@pytest.mark.parametrize(
    ("module", "read"),
    [(game_store, "all_running"), (game_question, "last"), (game_question, "missing")],
)
async def test_a_game_whose_server_is_erased_while_it_is_read_is_not_continued(
    opened: Opener,
    tmp_path: Path,
    knowledge: Knowledge,
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    read: str,
) -> None:
    """No step of it would be due, and the loop of the games would go on each second."""
    earlier = await two_servers(await opened(str(tmp_path / "teapot.sqlite3")), knowledge)
    await earlier.fill()
    servers = TwoServers(
        earlier.database, earlier.languages, earlier.questions, earlier.daily, earlier.clock
    )
    plain = getattr(module, read)

    async def erased_then(*values: Any) -> Any:
        found = await plain(*values)
        monkeypatch.undo()
        await servers.erasures.server(HERE)
        return found

    monkeypatch.setattr(module, read, erased_then)
    await servers.games.continue_unknown()
    assert not servers.games.are_running
    assert servers.games.servers() == set()
    asked = earlier.asked(HERE)
    assert asked is not None
    with pytest.raises(UserError):
        await servers.games.answer(HERE, asked.question_id, GRACE, 0)
