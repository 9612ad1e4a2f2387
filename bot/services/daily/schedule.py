"""When a server's post is due: a time on the wall, made a moment of UTC, whatever the clocks do."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model.daily import Due, Schedule

# A date's post is made up for so long, and on the same local date.
LATE = timedelta(hours=6)
_DAY = timedelta(days=1)
_SATURDAY = 5


def due_on(schedule: Schedule, day: date) -> datetime | None:
    """The moment (UTC) of that date, or None where there is to be no post: at a weekend, or on a
    date that the zone leaves out.

    A time that the clocks skip is due at the first moment after; one that comes twice, the first
    time.
    """
    if schedule.weekdays_only and day.weekday() >= _SATURDAY:
        return None
    zone = ZoneInfo(schedule.timezone)
    if _moment(zone, day, time(0)).astimezone(zone).date() != day:
        return None
    return _moment(zone, day, schedule.time)


def next_due(schedule: Schedule, after: datetime, without: Collection[date] = ()) -> Due:
    """The first due moment later than `after` on a date that is none of `without`."""
    # A zone's clocks may be a day and a half from UTC's, after all that was decreed.
    day = after.astimezone(ZoneInfo(schedule.timezone)).date() - _DAY
    while True:
        due_at = due_on(schedule, day)
        if due_at is not None and due_at > after and day not in without:
            return Due(day, due_at)
        day += _DAY


def in_time(due: Due, timezone: str, now: datetime) -> bool:
    """The date can still be posted: at most LATE, and before its day is over."""
    zone = ZoneInfo(timezone)
    same_day = now.astimezone(zone).date() == due.due_at.astimezone(zone).date()
    return due.due_at <= now <= due.due_at + LATE and same_day


def _moment(zone: ZoneInfo, day: date, wall: time) -> datetime:
    """When that zone's clocks first show that date and time, or are first past them."""
    shown = datetime.combine(day, wall).replace(fold=0)  # of the two there may be, the first
    moment = shown.replace(tzinfo=zone).astimezone(UTC)
    if _wall(moment, zone) == shown:
        return moment
    # The clocks skip it. Read with the offset from before the gap, it lies behind the gap's end;
    # with the one from after, before it (PEP 495). Only within a gap do the two bracket a jump.
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
