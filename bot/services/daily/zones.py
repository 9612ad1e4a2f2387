"""Finds time zones by the names that people use for them."""

import functools
import re
import zoneinfo
from collections.abc import Iterator

from bot.errors import UserError
from bot.model.zones import ZoneNames, folded_zone
from bot.services.lookup.query_limits import MAX_QUERY_CHARACTERS

MAX_CHOICES = 25  # of Discord's autocomplete
_OFFSET = re.compile(r"(?:utc|gmt)?(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?00)?")


class Zones:
    """The zones of the IANA database, by its names and by the names that people use."""

    def __init__(self, known: ZoneNames) -> None:
        self._offered_first = known.offered_first
        self._zone_of = {
            folded_zone(name): zone for zone, names in known.names.items() for name in names
        }
        self._places = {zone: place for place, zone in enumerate(known.names)}

    def find(self, text: str) -> str:
        """Return the zone with exactly this name, offset or city. Names that people use take
        precedence over the database's. Raise UserError if no zone fits."""
        typed = folded_zone(text[:MAX_QUERY_CHARACTERS])
        zone = (
            self._zone_of.get(typed)
            or _database_names().get(typed)
            or _offset(typed)
            or _cities().get(typed)
        )
        if zone is None:
            raise UserError("daily.timezone")
        return zone

    def suggest(self, text: str) -> list[str]:
        """Return at most MAX_CHOICES zones, the likeliest first. A zone fits if one of its names
        equals `text`, begins with `text`, or contains `text`."""
        typed = folded_zone(text[:MAX_QUERY_CHARACTERS])
        if not typed:
            return list(self._offered_first)
        ranks: dict[str, int] = {}
        for name, zone in self._names():
            rank = _rank(typed, name)
            if rank is not None:
                ranks[zone] = min(rank, ranks.get(zone, rank))
        if (at := _offset(typed)) is not None:
            ranks[at] = 0
        unnamed = len(self._places)
        return sorted(ranks, key=lambda zone: (ranks[zone], self._places.get(zone, unnamed), zone))[
            :MAX_CHOICES
        ]

    def _names(self) -> Iterator[tuple[str, str]]:
        """Yield every name with its zone: the names that people use, then the database's. Leaves
        out a database name that people use for another zone (EST)."""
        yield from self._zone_of.items()
        for name, zone in _database_names().items():
            if name not in self._zone_of:
                yield name, zone


def _rank(typed: str, name: str) -> int | None:
    """Return how well a name fits: 0 is the best rank. Return None if the name doesn't fit."""
    if name == typed:
        return 0
    if name.startswith(typed):
        return 1
    if "/" in name and name.rpartition("/")[2].startswith(typed):
        return 2
    return 3 if typed in name else None


def _offset(typed: str) -> str | None:
    """Return the zone of a whole-hour offset: "utc+9", "gmt+09:00", "-5".

    The database's names have the opposite sign (POSIX): its Etc/GMT-9 is nine hours ahead of UTC.
    """
    match = _OFFSET.fullmatch(typed)
    if match is None:
        return None
    sign = "-" if match["sign"] == "+" else "+"
    return _database_names().get(f"etc/gmt{sign}{int(match['hours'])}")


@functools.cache
def _database_names() -> dict[str, str]:
    """Return the database's zones by their folded names. Reads the whole database once."""
    # These files are in a system's folder of zones, but name no zone.
    not_zones = ("Factory", "localtime")
    return {
        folded_zone(name): name
        for name in sorted(zoneinfo.available_timezones())
        if name not in not_zones
    }


@functools.cache
def _cities() -> dict[str, str]:
    return {
        name.rpartition("/")[2]: zone for name, zone in _database_names().items() if "/" in name
    }
