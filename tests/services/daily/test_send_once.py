"""When an earlier attempt's message is searched for before a post is sent."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.model import Key
from bot.model.daily import Claim, Due
from bot.model.quiz import Question, Subject
from bot.services.daily.send_once import (
    CLAIM_LEASE,
    NONCE_LIFETIME,
    is_late,
    must_search,
    search_start,
)

DUE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
QUESTION = Question(Subject("name", Key(404), 1), ("a", "b", "c", "d"), 0)
CLAIM = Claim(1, Due(date(2026, 11, 24), DUE), "UTC", 2, None, Key(418), QUESTION, DUE)


@pytest.mark.parametrize(
    ("age", "searches"), [(0 * SECOND, False), (2 * MINUTE, False), (2 * MINUTE + SECOND, True)]
)
def test_a_claim_is_searched_for_when_its_nonce_may_be_forgotten(
    age: timedelta, searches: bool
) -> None:
    assert must_search(CLAIM, DUE + age, is_moved=False) == searches


def test_a_claim_for_another_channel_is_searched_for_at_any_age() -> None:
    assert must_search(CLAIM, DUE, is_moved=True)


def test_a_claim_that_is_too_late_is_searched_for_though_it_is_new() -> None:
    just_claimed = Claim(
        1, CLAIM.due, "UTC", 2, None, Key(418), QUESTION, claimed_at=DUE + 6 * HOUR
    )
    now = DUE + 6 * HOUR + SECOND
    assert is_late(just_claimed, now)
    assert must_search(just_claimed, now, is_moved=False)
    assert not is_late(just_claimed, now - SECOND)


def test_the_next_attempt_after_a_kill_comes_while_discord_knows_the_nonce() -> None:
    assert CLAIM_LEASE < NONCE_LIFETIME


def test_the_search_begins_before_the_claim_as_clocks_differ() -> None:
    assert search_start(CLAIM) == DUE - 2 * MINUTE
