"""The order of codes in daily posts: a deck of all codes, shuffled for each server and cycle.

A cycle is one pass through the deck.
"""

import random
from collections.abc import Collection, Iterable
from datetime import date

from bot.model import Entry, Key

TEAPOT = Key(418)  # RFC 2324 was published on April 1st, 1998


def next_card(
    entries: Iterable[Entry], guild_id: int, cycle: int, shown: Collection[Key], day: date
) -> tuple[int, Key]:
    """Return the cycle (from 0) and the key of the post for `day`.

    `shown` are the codes that `cycle` has shown so far. A cycle shows every code once. The
    exception is 418, which every post of April 1st shows.
    """
    deck = [key for key in shuffled(entries, guild_id, cycle) if key not in shown]
    if not deck:
        cycle += 1
        deck = shuffled(entries, guild_id, cycle)
    if (day.month, day.day) == (4, 1):
        return cycle, TEAPOT
    return cycle, deck[0]


def shuffled(entries: Iterable[Entry], guild_id: int, cycle: int) -> list[Key]:
    """Return all keys in the order of a cycle. Deterministic.

    The first cycle shows registered codes before vendors' codes, and frequent codes first in both
    groups. Codes of equal frequency are shuffled.
    """
    known = sorted(entries, key=lambda entry: entry.key)
    random.Random(f"{guild_id}:{cycle}").shuffle(known)
    if cycle == 0:
        known.sort(key=lambda entry: (bool(entry.vendor), -entry.frequency))
    return [entry.key for entry in known]
