"""Which code is a server's next: a deck of all of them, shuffled for each server and cycle."""

import random
from collections.abc import Collection, Iterable
from datetime import date

from bot.model import Entry, Key

TEAPOT = Key(418)  # RFC 2324 is of April 1st, 1998


def next_card(
    entries: Iterable[Entry], guild_id: int, cycle: int, shown: Collection[Key], day: date
) -> tuple[int, Key]:
    """The cycle (from 0) and key of the post for `day`, where `shown` are those of `cycle` so far.

    No code comes again until every one was shown, but that April 1st is always 418's.
    """
    deck = [key for key in shuffled(entries, guild_id, cycle) if key not in shown]
    if not deck:
        cycle += 1
        deck = shuffled(entries, guild_id, cycle)
    if (day.month, day.day) == (4, 1):
        return cycle, TEAPOT
    return cycle, deck[0]


def shuffled(entries: Iterable[Entry], guild_id: int, cycle: int) -> list[Key]:
    """Deterministic. The first cycle goes from what people meet daily to what they hardly meet, a
    vendor's after the registry's; each group is shuffled in itself."""
    known = sorted(entries, key=lambda entry: entry.key)
    random.Random(f"{guild_id}:{cycle}").shuffle(known)
    if cycle == 0:
        known.sort(key=lambda entry: (bool(entry.vendor), -entry.frequency))
    return [entry.key for entry in known]
