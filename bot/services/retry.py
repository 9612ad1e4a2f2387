"""When an attempt that failed is made again."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class RetryDelays:
    """The delays after the first, second, … failed attempt. The last one repeats."""

    delays: tuple[timedelta, ...]

    def next_attempt(self, now: datetime, failures: int) -> datetime:
        """Return when to try again after `failures` failed attempts, of which the last is now."""
        return now + self.delays[min(failures, len(self.delays)) - 1]

    def are_used_up(self, failures: int) -> bool:
        """Return whether every delay has been waited for once."""
        return failures > len(self.delays)


# A daily post is tried until its date is too late: the last delay repeats.
DAILY_POST_RETRY_DELAYS = RetryDelays(
    tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15, 30))
)
# A game ends when its delays are used up: players wait for the next question.
GAME_RETRY_DELAYS = RetryDelays(
    tuple(timedelta(seconds=seconds) for seconds in (2, 4, 8, 16, 30, 60))
)
