"""How often a person may use a command, a button or a form.

discord.py's own cooldowns count only commands. These cooldowns also count buttons, menus, forms
and autocompletes.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

# A window counts one person's uses of one command, button or form. This many windows take about
# 8 MB. Beyond this number, each new window replaces the oldest.
MAX_WINDOWS = 20_000


@dataclass(frozen=True, slots=True)
class Limit:
    """Allows `uses` uses in a window. The window begins with the first use and lasts `within`."""

    uses: int
    within: timedelta


# COSTLY is keyed by a command's name, or by the kind of a button, menu or form. USUAL limits
# everything that isn't in COSTLY.
USUAL = Limit(20, timedelta(seconds=20))
COSTLY: Mapping[str, Limit] = {
    # Discord's client asks while a person types, some three times a second.
    "http autocomplete": Limit(60, timedelta(seconds=20)),
    "daily set autocomplete": Limit(60, timedelta(seconds=20)),
    # Reading a text may block the event loop for some 20 ms, and files have to be fetched.
    "explain": Limit(6, timedelta(seconds=30)),
    "Explain status codes": Limit(6, timedelta(seconds=30)),
    "explain form": Limit(6, timedelta(seconds=30)),
    # An export reads all rows of a server.
    "server-data": Limit(6, timedelta(minutes=1)),
    # The command and its buttons.
    "leaderboard": Limit(15, timedelta(seconds=30)),
    # A game goes on in the channel for minutes.
    "quiz start": Limit(6, timedelta(minutes=5)),
}


@dataclass(slots=True)
class _Window:
    began: datetime
    ends: datetime
    uses: int = 0

    def is_open(self, now: datetime) -> bool:
        # A clock that was set back must not prolong the wait.
        return self.began <= now < self.ends


class Cooldowns:
    """Counts the uses by person and kind, in memory only."""

    def __init__(
        self,
        usual: Limit = USUAL,
        costly: Mapping[str, Limit] = COSTLY,
        max_windows: int = MAX_WINDOWS,
    ) -> None:
        self._usual = usual
        self._costly = costly
        self._max_windows = max_windows
        self._windows: OrderedDict[tuple[int, str], _Window] = OrderedDict()

    def use(self, user_id: int, kind: str, now: datetime) -> datetime | None:
        """Count a use and return None, or return the window's end if the window has no use left."""
        limit, key = self._costly.get(kind, self._usual), (user_id, kind)
        window = self._windows.get(key)
        if window is None or not window.is_open(now):
            self._windows.pop(key, None)
            window = self._windows[key] = _Window(now, now + limit.within)
            if len(self._windows) > self._max_windows:
                self._windows.popitem(last=False)
        if window.uses >= limit.uses:
            return window.ends
        window.uses += 1
        return None

    def forget_old(self, now: datetime) -> None:
        """Forget the windows that have ended."""
        ended = [key for key, each in self._windows.items() if not each.is_open(now)]
        for key in ended:
            del self._windows[key]
