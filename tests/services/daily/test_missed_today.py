"""A date that was missed is still posted if its new hour is ahead and nothing of it was sent."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from bot.model.daily import Daily, Schedule
from bot.services.daily.posts import DailyPosts
from bot.services.failures import CannotPostError
from tests.services.daily.daily_stand_in import Clock
from tests.services.daily.failing_posts import (
    DAY,
    DUE,
    HOUR,
    MINUTE,
    NINE,
    TODAY,
    FailingSender,
    clock,
    database,
    posts,
    sender,
    tick,
)

__all__ = ["clock", "database", "posts", "sender"]  # fixtures

EIGHTEEN = replace(NINE, schedule=Schedule(time(18), "UTC"))
HALF_PAST_THREE = DUE + 6 * HOUR + 30 * MINUTE


async def miss(posts: DailyPosts, sender: FailingSender, clock: Clock, reason: str) -> None:
    """Miss today's date for a reason."""
    await posts.set(NINE)
    if reason == "discord":
        sender.failures[1] = OSError()
    elif reason != "down":
        sender.failures[1] = CannotPostError(reason)  # type: ignore[arg-type]
    minutes = () if reason == "down" else range(0, 390, 30)
    for each in minutes:
        await tick(posts, clock, DUE + each * MINUTE)
    await tick(posts, clock, HALF_PAST_THREE)
    sender.failures.clear()
    (past,) = await posts.history(1)
    assert (past.local_date, past.state, past.reason) == (TODAY, "missed", reason)


@pytest.mark.parametrize("reason", ["down", "discord", "no_access", "channel_gone"])
async def test_a_missed_date_is_posted_at_a_later_hour_of_the_same_date(
    posts: DailyPosts, sender: FailingSender, clock: Clock, reason: str
) -> None:
    """Found by seed 179."""
    await miss(posts, sender, clock, reason)
    assert next_of(await posts.set(EIGHTEEN)) == (TODAY, DUE + 9 * HOUR)
    assert await posts.history(1) == []
    for minutes in (0, 1, 2, 60):
        await tick(posts, clock, DUE + 9 * HOUR + minutes * MINUTE)
    assert sender.posted == [(1, TODAY)]
    assert next_of(await posts.configured(1)) == (TODAY + DAY, DUE + 9 * HOUR + DAY)


async def test_a_missed_date_stays_missed_at_the_hour_that_is_over(
    posts: DailyPosts, sender: FailingSender, clock: Clock
) -> None:
    await miss(posts, sender, clock, "no_access")
    assert next_of(await posts.resume(1)) == (TODAY + DAY, DUE + DAY)
    assert len(await posts.history(1)) == 1


async def test_a_missed_date_that_may_have_been_posted_is_not_posted_again(
    posts: DailyPosts, sender: FailingSender, clock: Clock
) -> None:
    """The first attempt's answer was lost, and then Teapot may no longer look for its post."""
    await posts.set(NINE)
    sender.failures[1] = OSError()
    await tick(posts, clock, DUE)
    sender.failures[1] = CannotPostError("no_access")
    await tick(posts, clock, DUE + 5 * MINUTE)
    assert next_of(await posts.set(EIGHTEEN)) == (TODAY + DAY, DUE + 9 * HOUR + DAY)


async def test_a_skipped_date_stays_skipped(posts: DailyPosts, clock: Clock) -> None:
    await posts.set(NINE)
    await posts.skip(1)
    clock.now = HALF_PAST_THREE
    assert next_of(await posts.set(EIGHTEEN)) == (TODAY + DAY, DUE + 9 * HOUR + DAY)


def next_of(daily: Daily) -> tuple[date, datetime]:
    assert daily.next is not None
    return daily.next.local_date, daily.next.due_at
