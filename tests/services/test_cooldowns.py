"""How often a person may do something, by person and kind."""

from datetime import timedelta

from bot.services.cooldowns import Cooldowns, Limit
from tests.conftest import NOW

SECOND = timedelta(seconds=1)
TWICE, THRICE = Limit(2, 10 * SECOND), Limit(3, 30 * SECOND)


def test_a_window_has_so_many_uses_and_names_its_end() -> None:
    cooldowns = Cooldowns(TWICE, {})
    ends = NOW + 10 * SECOND
    assert [cooldowns.use(7, "http", NOW + n * SECOND) for n in range(4)] == [
        None,
        None,
        ends,
        ends,
    ]
    assert cooldowns.use(7, "http", ends - SECOND) == ends
    assert cooldowns.use(7, "http", ends) is None


def test_each_person_and_each_kind_has_its_own() -> None:
    cooldowns = Cooldowns(TWICE, {})
    for kind, user_id in (("http", 7), ("more", 7), ("http", 8)):
        assert [cooldowns.use(user_id, kind, NOW) for _ in range(2)] == [None, None]
    assert cooldowns.use(7, "http", NOW) is not None


def test_a_kind_may_have_a_limit_of_its_own() -> None:
    cooldowns = Cooldowns(TWICE, {"explain": THRICE})
    used = [cooldowns.use(7, "explain", NOW) for _ in range(4)]
    assert used == [None, None, None, NOW + 30 * SECOND]


def test_a_clock_that_is_set_back_prolongs_no_wait() -> None:
    cooldowns = Cooldowns(TWICE, {})
    for _ in range(3):
        cooldowns.use(7, "http", NOW)
    assert cooldowns.use(7, "http", NOW - 3600 * SECOND) is None


def test_windows_take_no_more_memory_than_they_may() -> None:
    cooldowns = Cooldowns(TWICE, {}, max_windows=3)
    for user_id in range(10):
        cooldowns.use(user_id, "http", NOW)
    assert len(cooldowns._windows) == 3
    cooldowns.use(10, "http", NOW + 5 * SECOND)
    cooldowns.forget_old(NOW + 10 * SECOND)
    assert len(cooldowns._windows) == 1
