"""At most one post a local date, and one for each date on which Teapot was up in time."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.config import IN_MEMORY
from bot.model import Knowledge
from bot.model.daily import Daily, Schedule
from bot.services.daily.schedule import due_on, next_due
from bot.store.database import open_database
from tests.examples import examples
from tests.services.daily.daily_stand_in import Clock, RecordingSender, daily_posts

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ZONES = sorted(available_timezones())
times = st.times().map(lambda each: each.replace(second=0, microsecond=0))
schedules = st.builds(Schedule, times, st.sampled_from(ZONES), st.booleans())
# When the clocks change somewhere, and when not.
days = st.one_of(
    st.sampled_from(
        [
            date(2026, 3, 8), date(2026, 3, 28), date(2026, 3, 29), date(2026, 4, 5),
            date(2026, 9, 6), date(2026, 10, 4), date(2026, 10, 25), date(2026, 11, 1),
            date(2011, 12, 30), date(2018, 11, 4), date(2027, 2, 28),
        ]
    ),
    st.dates(date(2008, 1, 1), date(2037, 1, 1)),
)  # fmt: skip


def first_moment(schedule: Schedule, day: date) -> datetime | None:
    """Find the due moment by looking at the zone's clock each minute: when it first shows the date
    at that time or later, or a later date if it skips the rest of the day."""
    zone = ZoneInfo(schedule.timezone)
    if schedule.weekdays_only and day.weekday() in (5, 6):
        return None
    wanted = datetime.combine(day, schedule.time)
    moment = datetime.combine(day, time(), UTC) - timedelta(hours=16)
    was_there = False
    for _ in range(60 * 60):
        shown = moment.astimezone(zone).replace(tzinfo=None)
        was_there = was_there or shown.date() == day
        if shown >= wanted and (shown.date() == day or was_there):
            return moment
        if shown.date() > day:
            return None
        moment += MINUTE
    raise AssertionError("no such moment")


@settings(max_examples=examples(150))
@given(schedules, days)
@example(Schedule(time(2, 30), "Europe/Berlin"), date(2026, 3, 29))  # skipped
@example(Schedule(time(2, 30), "Europe/Berlin"), date(2026, 10, 25))  # twice
@example(Schedule(time(2, 15), "Australia/Lord_Howe"), date(2026, 10, 4))  # half an hour
@example(Schedule(time(0, 0), "America/Havana"), date(2026, 3, 8))  # midnight is skipped
@example(Schedule(time(23, 30), "America/Nuuk"), date(2026, 3, 28))  # and the day's last hour
@example(Schedule(time(9, 0), "Pacific/Apia"), date(2011, 12, 30))  # and a whole day
@example(Schedule(time(2, 0, fold=1), "America/Indiana/Indianapolis"), date(2026, 3, 8))
def test_a_time_is_due_when_the_wall_clock_first_shows_it(schedule: Schedule, day: date) -> None:
    assert due_on(schedule, day) == first_moment(schedule, day)


@given(schedules, days, st.integers(0, 24 * 60))
def test_the_next_is_the_first_after(schedule: Schedule, day: date, minutes: int) -> None:
    after = datetime.combine(day, time(), UTC) + minutes * MINUTE
    due = next_due(schedule, after)
    assert due.due_at > after
    assert due.due_at == due_on(schedule, due.local_date)
    between = (due.local_date - back * DAY for back in range(1, 4))
    assert all((earlier := due_on(schedule, each)) is None or earlier <= after for each in between)


@pytest.mark.slow
@settings(max_examples=examples(100))
@given(
    schedules,
    days,
    st.lists(st.integers(0, 6 * 24 * 60), min_size=1, max_size=30, unique=True),
    st.lists(st.integers(0, 7 * 60), max_size=10),
    schedules,
    st.one_of(st.none(), st.integers(0, 6 * 24 * 60)),
)
def test_each_date_is_posted_once_at_most_and_if_teapot_was_up_in_time(
    knowledge: Knowledge,
    schedule: Schedule,
    day: date,
    ups: list[int],
    lates: list[int],
    changed: Schedule,
    change_at: int | None,
) -> None:
    """A tick happens at the minutes in `ups`, and `lates` minutes after due moments. Even if the
    schedule changes on the way, no date is posted twice."""
    start = datetime.combine(day, time(), UTC) - 2 * DAY
    wanted = [day + n * DAY for n in range(-4, 8)]
    dues = {each: due for each in wanted if (due := first_moment(schedule, each))}
    in_order = sorted(dues.values())
    ticks = {start + minutes * MINUTE for minutes in ups}
    ticks |= {
        in_order[n % len(in_order)] + late * MINUTE for n, late in enumerate(lates) if in_order
    }
    happened = sorted(each for each in ticks if each > start)

    async def live() -> list[tuple[int, date]]:
        database = await open_database(IN_MEMORY)
        try:
            sender, clock = RecordingSender(), Clock(start)
            posts = daily_posts(database, knowledge, sender, clock)
            await posts.set(Daily(1, 2, None, schedule))
            changes = [] if change_at is None else [start + change_at * MINUTE]
            for now in happened:
                while changes and changes[0] <= now:
                    clock.now = changes.pop()
                    await posts.set(Daily(1, 2, None, changed))
                clock.now = now
                await posts.tick()
            # Whatever has happened, it goes on.
            daily = await posts.configured(1)
            later = next_due(daily.schedule, clock.now + 9 * DAY)
            clock.now = later.due_at
            await posts.tick()
            assert sender.posted.pop() == (1, later.local_date)
            return sender.posted
        finally:
            await database.close()

    posted = Counter(local_date for _, local_date in asyncio.run(live()))
    assert all(count == 1 for count in posted.values())
    if change_at is not None:
        return
    zone = ZoneInfo(schedule.timezone)
    for each, due in dues.items():
        up = [
            now
            for now in happened
            if due <= now <= due + timedelta(hours=6)
            and now.astimezone(zone).date() == due.astimezone(zone).date()
        ]
        assert posted[each] == (1 if up and due > start else 0), each
