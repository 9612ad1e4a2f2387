"""When a server's post is due: its local time as a UTC moment, across changes of the clocks."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model.daily import Due, Schedule

# A post is missed if it is later than this, or if its local date is over.
MAX_LATENESS = timedelta(hours=6)
_DAY = timedelta(days=1)
_SATURDAY = 5


def due_on(schedule: Schedule, day: date) -> datetime | None:
    """Return the moment (UTC) at which the post of `day` is due.

    Return None if the zone skips the date. Also return None on a weekend if the schedule is for
    weekdays only. A post whose time the clocks skip is due at the first moment after the gap. A
    post whose time occurs twice is due at the first occurrence.
    """
    if schedule.weekdays_only and day.weekday() >= _SATURDAY:
        return None
    zone = ZoneInfo(schedule.timezone)
    if _moment(zone, day, time(0)).astimezone(zone).date() != day:
        return None
    return _moment(zone, day, schedule.time)


def next_due(schedule: Schedule, after: datetime, without: Collection[date] = ()) -> Due:
    """Return the first due date after `after`. Leaves out the dates in `without`."""
    # Begin a day early: if the clocks skip a post's time, the post may be due on the next date.
    day = after.astimezone(ZoneInfo(schedule.timezone)).date() - _DAY
    while True:
        due_at = due_on(schedule, day)
        if due_at is not None and due_at > after and day not in without:
            return Due(day, due_at)
        day += _DAY


def in_time(due: Due, timezone: str, now: datetime) -> bool:
    """Return whether the post can still be sent: at most MAX_LATENESS late, and on the local date
    on which it was due."""
    zone = ZoneInfo(timezone)
    same_day = now.astimezone(zone).date() == due.due_at.astimezone(zone).date()
    return due.due_at <= now <= due.due_at + MAX_LATENESS and same_day


def _moment(zone: ZoneInfo, day: date, wall: time) -> datetime:
    """Return the first moment at which the zone's clocks show or have passed this date and time."""
    shown = datetime.combine(day, wall).replace(fold=0)  # the first occurrence, if there are two
    moment = shown.replace(tzinfo=zone).astimezone(UTC)
    if _wall(moment, zone) == shown:
        return moment
    # The clocks skip this time. The UTC offset from before the gap (fold=0) converts `shown` to a
    # UTC time after the gap. The offset from after the gap (fold=1) converts `shown` to a UTC time
    # before the gap (PEP 495). A binary search between the two UTC times finds the gap.
    early = shown.replace(tzinfo=zone, fold=1).astimezone(UTC)
    seconds = int((moment - early).total_seconds())
    low, high = 0, seconds
    while low < high:
        middle = (low + high) // 2
        if _wall(early + timedelta(seconds=middle), zone) >= shown:
            high = middle
        else:
            low = middle + 1
    return early + timedelta(seconds=low)


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
