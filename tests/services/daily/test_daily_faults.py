"""What is done to a server, or fails, while a post is on its way."""

import asyncio
from dataclasses import replace
from datetime import time
from itertools import pairwise

import pytest

from bot.model import Knowledge
from bot.model.daily import Pause, Schedule
from bot.services.daily import pause_notices
from bot.services.daily.posts import DailyPosts
from bot.services.failures import CannotPostError
from bot.store.database import Database
from tests.services.daily.daily_stand_in import Clock, daily_posts
from tests.services.daily.failing_posts import (
    DAY,
    DUE,
    HOUR,
    MINUTE,
    NINE,
    SECOND,
    TODAY,
    FailingSender,
    clock,
    database,
    posts,
    sender,
    tick,
)
from tests.services.quiz.game_stand_in import Queue

__all__ = ["clock", "database", "posts", "sender"]  # fixtures


@pytest.mark.parametrize("wall", [time(9), time(8), time(21)])
async def test_setting_it_anew_at_the_due_minute_loses_no_day(
    posts: DailyPosts, sender: FailingSender, clock: Clock, wall: time
) -> None:
    await posts.set(NINE)
    clock.now = DUE + 20 * SECOND  # no tick has claimed it yet
    await posts.set(replace(NINE, schedule=Schedule(wall, "UTC")))
    for hours in range(15):
        await tick(posts, clock, DUE + MINUTE + hours * HOUR)
    assert sender.posted == [(1, TODAY)]
    daily = await posts.configured(1)
    assert daily.next is not None
    assert daily.next.local_date == TODAY + DAY


async def test_resuming_what_goes_on_loses_no_day(
    posts: DailyPosts, sender: FailingSender, clock: Clock
) -> None:
    await posts.set(NINE)
    clock.now = DUE + 20 * SECOND
    await posts.resume(1)
    await tick(posts, clock, DUE + MINUTE)
    assert sender.posted == [(1, TODAY)]


@pytest.mark.parametrize("end", ["pause", "off"])
async def test_a_claim_is_dropped_where_silence_is_asked_for(
    posts: DailyPosts, sender: FailingSender, clock: Clock, end: str
) -> None:
    """Also a claim that a killed process left: it may have been sent, so its date stays silent
    whatever is set afterwards."""
    await posts.set(NINE)
    sender.failures[1] = OSError()
    await tick(posts, clock, DUE)
    sender.failures.clear()
    await (posts.pause(1, "asked") if end == "pause" else posts.off(1))
    await tick(posts, clock, DUE + 2 * MINUTE)
    await (posts.resume(1) if end == "pause" else posts.set(NINE))
    await posts.set(replace(NINE, schedule=Schedule(time(10), "UTC")))
    for minutes in (4, 60, 61, 120):
        await tick(posts, clock, DUE + minutes * MINUTE)
    assert sender.posted == []
    await tick(posts, clock, DUE + DAY + HOUR)
    assert sender.posted == [(1, TODAY + DAY)]


async def test_what_was_sent_as_silence_was_asked_for_stands_as_sent(
    posts: DailyPosts, sender: FailingSender, clock: Clock
) -> None:
    async def pause() -> None:
        await posts.pause(1, "asked")

    await posts.set(NINE)
    sender.meanwhile = pause
    await tick(posts, clock, DUE)
    (past,) = await posts.history(1)
    assert past.state == "sent"
    assert (await posts.configured(1)).paused == "asked"


async def test_a_post_that_was_on_its_way_as_teapot_left_is_missed_for_that(
    posts: DailyPosts, sender: FailingSender, clock: Clock
) -> None:
    await posts.set(NINE)
    sender.failures[1] = OSError()
    await tick(posts, clock, DUE)
    await posts.pause(1, "left")
    (past,) = await posts.history(1)
    assert (past.state, past.reason) == ("missed", "left")


async def test_the_pauses_between_attempts_grow(
    posts: DailyPosts, sender: FailingSender, clock: Clock
) -> None:
    async def note() -> None:
        sender.tries.append(clock.now)

    await posts.set(NINE)
    sender.failures[1] = OSError()
    sender.meanwhile = note
    for minutes in range(7 * 60):
        await tick(posts, clock, DUE + minutes * MINUTE)
    waits = [later - sooner for sooner, later in pairwise(sender.tries)]
    assert waits == sorted(waits)
    assert waits[0] == MINUTE
    assert waits[-1] == 30 * MINUTE
    (past,) = await posts.history(1)
    assert (past.state, past.reason) == ("missed", "discord")


async def test_a_failure_to_tell_the_administrators_is_nobody_elses(
    posts: DailyPosts, sender: FailingSender, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    for guild_id in (1, 2):
        await posts.set(replace(NINE, guild_id=guild_id))
    sender.failures[1] = CannotPostError("no_access")
    sender.telling = OSError("Discord is down")
    await tick(posts, clock, DUE)
    assert sender.posted == [(2, TODAY)]
    assert "unexpected error" in caplog.text
    sender.telling = None
    for minutes in (1, 2, 60, 24 * 60):
        await tick(posts, clock, DUE + minutes * MINUTE)
    assert sender.told == [(1, "no_access")] * 2


async def test_administrators_are_told_by_the_next_process_if_this_one_was_killed_before(
    posts: DailyPosts,
    database: Database,
    knowledge: Knowledge,
    sender: FailingSender,
    clock: Clock,
) -> None:
    await posts.set(NINE)
    sender.failures[1] = CannotPostError("no_access")
    sender.is_silent = True
    ticking = asyncio.create_task(tick(posts, clock, DUE))
    await sender.is_telling.wait()
    ticking.cancel()
    await asyncio.wait((ticking,))
    sender.is_silent = False
    following = daily_posts(database, knowledge, sender, clock)
    for minutes in (1, 2, 60):
        await tick(following, clock, DUE + minutes * MINUTE)
    assert sender.told == [(1, "no_access")] * 2


@pytest.mark.parametrize("reason", ["left", "channel_gone", "asked"])
async def test_a_return_to_paused_posts_is_told_unless_the_pause_was_asked_for(
    posts: DailyPosts, database: Database, sender: FailingSender, reason: Pause
) -> None:
    """Each return, since another administrator may have invited Teapot. Found by seed 330."""
    await posts.set(NINE)
    await posts.pause(1, reason)
    for _ in range(2):
        async with database.transaction() as connection:
            await posts.note_return(connection, 1)
        await posts.tell_of_return(1)
    assert sender.told == [] if reason == "asked" else [(1, reason)] * 2


async def test_administrators_who_have_resumed_are_not_told_of_the_pause(
    posts: DailyPosts, sender: FailingSender, clock: Clock
) -> None:
    await posts.set(NINE)
    sender.failures[1] = CannotPostError("no_access")
    sender.telling = OSError()
    await tick(posts, clock, DUE)
    await posts.resume(1)
    await tick(posts, clock, DUE + 2 * MINUTE)
    assert sender.told == [(1, "no_access")]


async def test_telling_the_administrators_does_not_hold_up_the_tick(
    posts: DailyPosts, sender: FailingSender, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pause_notices, "TIMEOUT_SECONDS", 0.05)
    await posts.set(NINE)
    sender.failures[1] = CannotPostError("no_access")
    sender.is_silent = True
    async with asyncio.timeout(5):
        await tick(posts, clock, DUE)


async def test_a_new_channel_is_not_paused_for_the_old_ones_fault(
    posts: DailyPosts, sender: FailingSender, clock: Clock
) -> None:
    """The channel is changed while Discord refuses the post in the old one."""

    async def move() -> None:
        sender.meanwhile = None
        await posts.set(replace(NINE, channel_id=NINE.channel_id + 1))

    await posts.set(NINE)
    sender.failures[1] = CannotPostError("channel_gone")
    sender.meanwhile = move
    await tick(posts, clock, DUE)
    assert (await posts.configured(1)).paused is None
    assert sender.told == []
    sender.failures.clear()
    await tick(posts, clock, DUE + DAY)
    assert sender.posted == [(1, TODAY + DAY)]


async def test_a_sent_post_stays_sent_though_another_attempt_fails(
    posts: DailyPosts, sender: FailingSender, clock: Clock
) -> None:
    """While the first attempt waits, a second one sends the post. Then the first is refused."""

    async def sent_by_another_attempt() -> None:
        sender.meanwhile = None
        await tick(posts, clock, DUE + 90 * SECOND)
        sender.failures[1] = CannotPostError("no_access")

    await posts.set(NINE)
    sender.meanwhile = sent_by_another_attempt
    await tick(posts, clock, DUE)
    assert sender.posted == [(1, TODAY)]
    (past,) = await posts.history(1)
    assert (past.state, past.reason) == ("sent", None)


async def test_the_search_and_the_post_after_it_take_a_turn_each(
    database: Database, knowledge: Knowledge, sender: FailingSender, clock: Clock
) -> None:
    requests: list[str] = []

    async def acquire() -> None:
        requests.append("turn")

    async def note() -> None:
        requests.append("post")

    posts = daily_posts(database, knowledge, sender, clock, acquire)
    sender.searching = lambda: requests.append("search")
    sender.meanwhile = note
    await posts.set(NINE)
    sender.failures[1] = OSError()
    await tick(posts, clock, DUE)
    sender.failures.clear()
    await tick(posts, clock, DUE + 5 * MINUTE)
    assert requests == ["turn", "post", "turn", "search", "turn", "post"]


async def test_telling_the_administrators_takes_its_turn(
    database: Database, knowledge: Knowledge, sender: FailingSender, clock: Clock
) -> None:
    """Telling is a request, too."""
    turns = 0

    async def acquire() -> None:
        nonlocal turns
        turns += 1

    posts = daily_posts(database, knowledge, sender, clock, acquire)
    await posts.set(NINE)
    sender.failures[1] = CannotPostError("no_access")
    await tick(posts, clock, DUE)
    assert turns == 2


async def test_the_tick_outlives_a_broken_store(
    posts: DailyPosts,
    database: Database,
    sender: FailingSender,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await posts.set(NINE)
    async with database.transaction() as connection:
        await connection.execute("ALTER TABLE daily_post RENAME TO lost")
    await tick(posts, clock, DUE)
    assert "unexpected error" in caplog.text
    async with database.transaction() as connection:
        await connection.execute("ALTER TABLE lost RENAME TO daily_post")
    await tick(posts, clock, DUE + MINUTE)
    assert sender.posted == [(1, TODAY)]


@pytest.mark.parametrize("other", ["resume", "skip"])
async def test_what_is_ended_is_not_begun_again_by_who_came_at_the_same_moment(
    posts: DailyPosts, other: str
) -> None:
    await posts.set(NINE)
    late = posts.resume(1) if other == "resume" else posts.skip(1)
    await asyncio.gather(posts.off(1), late, return_exceptions=True)
    assert await posts.get(1) is None


async def test_what_is_paused_as_its_minute_comes_is_quietly_not_posted(
    posts: DailyPosts,
    database: Database,
    sender: FailingSender,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await posts.set(NINE)
    queue = Queue(database)
    async with database.transaction():  # they wait for it, one after the other
        pausing = asyncio.create_task(posts.pause(1, "asked"))
        await queue.has(1)
        ticking = asyncio.create_task(tick(posts, clock, DUE))
        await queue.has(2)
    await asyncio.gather(pausing, ticking)
    assert sender.posted == []
    assert "unexpected error" not in caplog.text


async def test_a_post_on_its_way_as_its_channel_is_deleted_goes_to_the_next_channel(
    posts: DailyPosts, sender: FailingSender, clock: Clock
) -> None:
    await posts.set(NINE)
    sender.failures[1] = RuntimeError()
    await tick(posts, clock, DUE)
    await posts.pause_for_deleted(1, 3)
    assert (await posts.configured(1)).paused is None
    for _ in range(2):
        await posts.pause_for_deleted(1, 2)
    assert sender.told == [(1, "channel_gone")]
    assert (await posts.configured(1)).paused == "channel_gone"
    sender.failures.clear()
    await posts.set(replace(NINE, channel_id=3))
    await tick(posts, clock, DUE + 5 * MINUTE)
    assert sender.posted == [(1, TODAY)]
    assert [each.channel_id for each in await posts.history(1)] == [3]
