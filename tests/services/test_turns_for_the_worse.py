"""Each turn for the worse of a daily post or a game is one line of the log."""

from typing import Any

import pytest

from bot.services.daily.posts import DailyPosts
from bot.services.failures import CannotPostError
from tests.commands.playing import begin, wait
from tests.commands.test_game_faults import CARDS, deny
from tests.conftest import World
from tests.services.daily.daily_stand_in import Clock
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

__all__ = ["clock", "database", "posts", "sender"]  # fixtures


def told(caplog: pytest.LogCaptureFixture, event: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the level and the fields of each line, without the ids of errors and games."""
    return [
        (each.levelname, {k: v for k, v in fields.items() if k not in ("error", "game") and v})
        for each in caplog.records
        if each.message == event and (fields := vars(each)["fields"]) is not None
    ]


async def test_a_post_that_fails_and_one_that_is_too_late(
    posts: DailyPosts, sender: FailingSender, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    await posts.set(NINE)
    sender.failures[1] = OSError("zqxj")
    await tick(posts, clock, DUE)
    await tick(posts, clock, DUE + MINUTE)
    sender.failures.clear()
    await tick(posts, clock, DUE + 14 * HOUR)
    await tick(posts, clock, DUE + 3 * DAY)
    common = {"server": 1, "date": TODAY.isoformat()}
    assert told(caplog, "daily post") == [
        ("WARNING", {**common, "result": "retried", "attempt": 1}),
        ("WARNING", {**common, "result": "retried", "attempt": 2}),
        ("WARNING", {**common, "result": "missed", "reason": "discord"}),
        *(
            ("WARNING", {"server": 1, "date": day, "result": "missed", "reason": "down"})
            for day in ("2026-11-25", "2026-11-26")
        ),
    ]
    for record in caplog.records:
        if vars(record).get("fields", {}).get("result") == "retried":
            assert f"unexpected error {vars(record)['fields']['error']}" in caplog.text


async def test_a_channel_that_is_gone(
    posts: DailyPosts, sender: FailingSender, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    await posts.set(NINE)
    sender.failures[1] = CannotPostError("channel_gone")
    await tick(posts, clock, DUE)
    fields = {"server": 1, "reason": "channel_gone"}
    missed = {**fields, "date": TODAY.isoformat(), "result": "missed"}
    assert told(caplog, "daily post") == [("WARNING", missed)]
    assert told(caplog, "daily posts paused") == [("WARNING", fields)]


async def test_a_post_that_another_attempt_has_sent_is_not_called_missed(
    posts: DailyPosts, sender: FailingSender, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async def sent_by_another_attempt() -> None:
        sender.meanwhile = None
        await tick(posts, clock, DUE + 90 * SECOND)
        sender.failures[1] = CannotPostError("no_access")

    caplog.set_level("DEBUG", logger="teapot")
    await posts.set(NINE)
    sender.meanwhile = sent_by_another_attempt
    await tick(posts, clock, DUE)
    assert told(caplog, "daily post") == [("DEBUG", {"server": 1, "result": "sent"})]


async def test_a_game_that_is_lost_says_why(world: World, caplog: pytest.LogCaptureFixture) -> None:
    await begin(world)
    deny(world, send_messages=False)
    await wait(world, 20)
    await wait(world, 6)
    assert told(caplog, "game") == [("WARNING", {"result": "lost", "reason": "no_access"})]


async def test_a_game_whose_step_fails_says_that_it_is_retried(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.forgiven = world.env.error_cursor + 1
    await begin(world)
    world.env.inject_error(*CARDS, status=502)
    await wait(world, 20)
    assert told(caplog, "game") == [("WARNING", {"result": "retried"})]
