"""When nothing disturbed the process: what it must have done by then."""

import itertools
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


class Calm:
    """Remembers what went wrong, when, and in which server. None: in all of them."""

    def __init__(self) -> None:
        self._moments: dict[int | None, list[float]] = defaultdict(list)
        self._outages: list[tuple[float, float]] = []

    def disturbed(self, now: float, guild_id: int | None) -> None:
        self._moments[guild_id].append(now)

    def is_out(self, now: float, seconds: float) -> None:
        self._outages.append((now, now + seconds))
        self._moments[None] += [now, now + seconds]

    def stretch(self, guild_id: int | None, start: float, end: float) -> float:
        """Return the longest time within these limits in which nothing went wrong."""
        moments = [
            each
            for known in (None, guild_id)
            for each in self._moments[known]
            if start < each < end
        ]
        edges = [start, *sorted(moments), end]
        return max(
            (
                after - before
                for before, after in itertools.pairwise(edges)
                if not any(out < after and before < back for out, back in self._outages)
            ),
            default=0.0,
        )

    def is_same(self, guild_id: int, start: float, end: float) -> bool:
        """Return whether nothing was changed in the server itself."""
        return not any(start <= each <= end for each in self._moments[guild_id])

    def has_been(self, guild_id: int, now: float, seconds: float) -> bool:
        """Return whether the last seconds were calm."""
        return self.stretch(guild_id, now - seconds, now) >= seconds


@lru_cache(maxsize=10_000)
def due_at(day: date, at: str, timezone: str) -> datetime:
    """Return when a zone's clocks first show a time of a date, or are first past it.

    Tries each minute in turn, so that it shares no idea with the schedule that it checks.
    """
    wanted = datetime.combine(day, time.fromisoformat(at))
    zone = ZoneInfo(timezone)
    offsets = [wanted.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)]
    earliest = min(wanted - offset for offset in offsets if offset is not None)
    moment = earliest.replace(tzinfo=UTC) - timedelta(hours=2)
    while moment.astimezone(zone).replace(tzinfo=None) < wanted:
        moment += timedelta(minutes=1)
    return moment
