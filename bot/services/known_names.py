"""The display names of servers' members, in memory only and for minutes."""

from collections import OrderedDict
from collections.abc import Collection
from datetime import datetime, timedelta

# Long enough for a game and the leaderboard after it. If a member's name changes, the old name is
# shown for at most this long.
NAME_LIFETIME = timedelta(minutes=15)
MAX_NAMES = 50_000  # about 10 MB


class KnownNames:
    """Keeps each noted name for NAME_LIFETIME.

    The name None means that the person has left the server. A name that was noted in one server is
    unknown in every other.
    """

    def __init__(self, max_names: int = MAX_NAMES) -> None:
        self._max_names = max_names
        # By server and person, the oldest first.
        self._names: OrderedDict[tuple[int, int], tuple[datetime, str | None]] = OrderedDict()

    def note(self, guild_id: int, user_id: int, name: str | None, now: datetime) -> None:
        key = guild_id, user_id
        self._names[key] = now, name
        self._names.move_to_end(key)
        if len(self._names) > self._max_names:
            self._names.popitem(last=False)

    def of(self, guild_id: int, user_ids: Collection[int], now: datetime) -> dict[int, str | None]:
        """Return the known names by user ID."""
        names = {}
        for user_id in user_ids:
            at, name = self._names.get((guild_id, user_id), (None, None))
            if at is not None and _is_fresh(at, now):
                names[user_id] = name
        return names

    def forget_server(self, guild_id: int) -> None:
        for key in [key for key in self._names if key[0] == guild_id]:
            del self._names[key]

    def forget_person(self, user_id: int) -> None:
        for key in [key for key in self._names if key[1] == user_id]:
            del self._names[key]

    def forget_old(self, now: datetime) -> None:
        while self._names:
            key, (at, _) = next(iter(self._names.items()))
            if _is_fresh(at, now):
                break
            del self._names[key]


def _is_fresh(at: datetime, now: datetime) -> bool:
    # A clock that was set back must not keep a name for longer.
    return timedelta() <= now - at < NAME_LIFETIME
