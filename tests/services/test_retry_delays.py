"""When an attempt that failed is made again."""

from datetime import UTC, datetime, timedelta

from bot.services.retry_delays import RetryDelays

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DELAYS = RetryDelays((2 * SECOND, 4 * SECOND, 30 * SECOND))


def test_each_failure_has_its_delay_and_the_last_one_repeats() -> None:
    waits = [DELAYS.next_attempt(NOW, failures) - NOW for failures in (1, 2, 3, 4, 50)]
    assert waits == [2 * SECOND, 4 * SECOND, 30 * SECOND, 30 * SECOND, 30 * SECOND]


def test_delays_are_used_up_when_the_last_one_has_been_waited_for() -> None:
    used_up = [DELAYS.are_used_up(failures) for failures in (1, 2, 3, 4)]
    assert used_up == [False, False, False, True]
