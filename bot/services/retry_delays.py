"""When failed attempts are retried."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class RetryDelays:
    """The delays after the first, second, … failed attempt. The last one repeats."""

    delays: tuple[timedelta, ...]

    def next_attempt(self, now: datetime, failures: int) -> datetime:
        """Return when to try again after `failures` failed attempts, the last of them now."""
        return now + self.delays[min(failures, len(self.delays)) - 1]

    def are_used_up(self, failures: int) -> bool:
        """Return whether every delay has been waited for once."""
        return failures > len(self.delays)


# A daily post is retried until it is too late to send the post: the last delay repeats.
DAILY_POST_RETRY_DELAYS = RetryDelays(
    tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15, 30))
)
# An unclosed card is the message of the last question of a game that Teapot couldn't continue. The
# card's buttons look open, but no press counts. The delays are short, because people see these
# buttons until the card is closed.
UNCLOSED_CARD_RETRY_DELAYS = RetryDelays(tuple(timedelta(minutes=minutes) for minutes in (1, 2, 3)))
# A game ends when these delays are used up, because players wait for the next question.
GAME_RETRY_DELAYS = RetryDelays(
    tuple(timedelta(seconds=seconds) for seconds in (2, 4, 8, 16, 30, 60))
)


class FailedAttempts:
    """Counts failures by id, and says when each id is retried. The counts are only in memory, so
    the next process retries everything at once."""

    def __init__(self, delays: RetryDelays) -> None:
        self._delays = delays
        # By id: the failures, and when to try again.
        self._failed: dict[int, tuple[int, datetime]] = {}

    def keep(self, pending: Collection[int]) -> None:
        """Forget the failures of ids that are not in `pending`."""
        self._failed = {each: self._failed[each] for each in pending if each in self._failed}

    def is_due(self, identity: int, now: datetime) -> bool:
        return identity not in self._failed or self._failed[identity][1] <= now

    def add(self, identity: int, now: datetime) -> None:
        """Count a failure."""
        failures = self._failed[identity][0] + 1 if identity in self._failed else 1
        self._failed[identity] = failures, self._delays.next_attempt(now, failures)

    def discard(self, identity: int) -> None:
        """Forget the failures of an id, after a success."""
        self._failed.pop(identity, None)
