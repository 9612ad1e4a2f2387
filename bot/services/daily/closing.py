"""Finds the question that a daily post closes. Pure.

The question is that of the last post before the daily post's date.
"""

from collections.abc import Sequence
from datetime import date

from bot.model.daily import SentQuestion


def closed_by(sent: Sequence[SentQuestion], day: date) -> int | None:
    """Return the ID of the question that the post of `day` closes; None if no post came before."""
    last = last_before(sent, day)
    return last.question_id if last else None


def last_before(sent: Sequence[SentQuestion], day: date) -> SentQuestion | None:
    before = [each for each in sent if each.local_date < day]
    return max(before, key=lambda each: each.local_date, default=None)
