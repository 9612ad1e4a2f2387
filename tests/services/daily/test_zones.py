"""Time zones by the names that people have for them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.model import Knowledge
from bot.services.daily.zones import MAX_CHOICES, Zones


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("KST", "Asia/Seoul"), ("Seoul", "Asia/Seoul"), ("서울", "Asia/Seoul"),
        ("한국", "Asia/Seoul"), ("asia/seoul", "Asia/Seoul"), ("PST", "America/Los_Angeles"),
        ("pdt", "America/Los_Angeles"), ("EST", "America/New_York"), ("CET", "Europe/Berlin"),
        ("new york", "America/New_York"), ("San Francisco", "America/Los_Angeles"),
        ("utc", "UTC"), ("GMT", "UTC"), ("도쿄", "Asia/Tokyo"),
        ("미국 서부", "America/Los_Angeles"), ("NYC", "America/New_York"),
        ("LA", "America/Los_Angeles"), ("Eastern Time", "America/New_York"),
        ("PT", "America/Los_Angeles"), ("싱가폴", "Asia/Singapore"), ("뉴델리", "Asia/Kolkata"),
        ("Cuba", "Cuba"), ("Eire", "Eire"), ("EST5EDT", "EST5EDT"),
        ("Reykjavik", "Atlantic/Reykjavik"), ("nairobi", "Africa/Nairobi"),
    ],
)  # fmt: skip
def test_a_zone_is_found_by_its_names_and_offered_first(
    zones: Zones, typed: str, zone: str
) -> None:
    assert zones.find(typed) == zone
    assert zones.suggest(typed)[0] == zone


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("UTC+9", 9), ("GMT+9", 9), ("+9", 9), ("UTC+09:00", 9), ("gmt -5", -5), ("UTC-05", -5)],
)
def test_an_offset_is_meant_as_people_write_it(zones: Zones, typed: str, hours: int) -> None:
    """The database has it the other way round: its Etc/GMT+9 is nine hours behind."""
    for zone in (zones.find(typed), zones.suggest(typed)[0]):
        assert datetime(2026, 7, 1, tzinfo=ZoneInfo(zone)).utcoffset() == timedelta(hours=hours)


def test_before_anything_is_typed_the_likeliest_are_offered(
    zones: Zones, knowledge: Knowledge
) -> None:
    assert zones.suggest("") == list(knowledge.zones.offered_first)


def test_every_zone_of_the_database_with_a_place_is_taken_as_it_is(zones: Zones) -> None:
    for zone in available_timezones():
        if "/" in zone:
            assert zones.find(zone) == zone


@given(st.one_of(st.text(max_size=200), st.text("gmtuc+-0159/", max_size=6)))
def test_what_is_offered_can_be_chosen(zones: Zones, typed: str) -> None:
    offered = zones.suggest(typed)
    assert len(offered) <= MAX_CHOICES
    for zone in offered:
        assert zones.find(zone) == zone
        ZoneInfo(zone)


@pytest.mark.parametrize(
    "typed",
    ["", "Mars/Olympus", "../../etc/passwd", "Factory", "localtime", "UTC+99", "\0", "x" * 5000],
)
def test_what_is_no_zone_is_refused(zones: Zones, typed: str) -> None:
    with pytest.raises(UserError):
        zones.find(typed)
