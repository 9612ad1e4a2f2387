"""Days in a row, as a team at work counts them."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

FORGIVEN_EVERY = timedelta(days=7)


def streak(answered: Collection[date], posted: Iterable[date]) -> int:
    """How many of a server's questions somebody has answered in a row, right or wrong.

    `posted` are the dates that had a question, the newest first: a day without one (a weekend, a
    holiday that was skipped, a day when Teapot was down) breaks nothing. The newest may still be
    open, so it breaks nothing either. A missed day is forgiven where no other was within a week.
    """
    days = 0
    missed: date | None = None
    for place, day in enumerate(posted):
        if day in answered:
            days += 1
        elif place > 0:
            if missed is not None and missed - day < FORGIVEN_EVERY:
                break
            missed = day
    return days
