"""Which code is next."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Key
from bot.services.daily.deck import next_card, shuffled
from bot.services.lookup.lookup import Lookup
from tests.examples import examples

APRIL_1 = date(2027, 4, 1)


def draw(lookup: Lookup, guild_id: int, first: date, count: int) -> list[tuple[int, Key]]:
    """Draw cards for consecutive days, as the class Claims would. Return their cycles and keys."""
    drawn: list[tuple[int, Key]] = []
    for n in range(count):
        cycle = max((cycle for cycle, _ in drawn), default=0)
        shown = {key for each, key in drawn if each == cycle}
        drawn.append(
            next_card(lookup.knowledge.entries, guild_id, cycle, shown, first + timedelta(days=n))
        )
    return drawn


@pytest.mark.slow
@settings(max_examples=examples(20))
@given(st.integers(1, 2**63 - 1))
def test_no_code_comes_again_before_every_one_was_shown(lookup: Lookup, guild_id: int) -> None:
    count = len(lookup.knowledge.entries)
    drawn = draw(lookup, guild_id, date(2026, 5, 1), 2 * count)
    for cycle in (0, 1):
        keys = [key for each, key in drawn if each == cycle]
        assert len(keys) == len(set(keys)) == count
    assert drawn == draw(lookup, guild_id, date(2026, 5, 1), 2 * count)


def test_common_codes_come_before_vendors_own_in_the_first_cycle(lookup: Lookup) -> None:
    keys = shuffled(lookup.knowledge.entries, 1, 0)
    vendors = [bool(key.vendor) for key in keys]
    assert vendors == sorted(vendors)
    frequencies = [entry.frequency for key in keys[:20] if (entry := lookup.entry(key))]
    assert min(frequencies) >= 4


def test_servers_differ_and_so_do_cycles(lookup: Lookup) -> None:
    orders = {
        tuple(shuffled(lookup.knowledge.entries, *each))
        for each in ((1, 0), (2, 0), (1, 1), (1, 2))
    }
    assert len(orders) == 4


def test_april_the_first_is_the_teapots(lookup: Lookup) -> None:
    drawn = draw(lookup, 7, APRIL_1 - timedelta(days=3), 300)
    assert drawn[3][1] == Key(418)
    first_cycle = [key for cycle, key in drawn if cycle == 0]
    assert set(first_cycle) == {entry.key for entry in lookup.knowledge.entries}
