"""Plans a server's due dates.

This module reads and writes nothing. The class `Claims` reads the facts and writes the plan.

A claim reserves a date for one post until the post is recorded as sent or missed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.model import Entry, Key
from bot.model.daily import Daily, DraftClaim, Due, SentQuestion
from bot.services.daily.closing import closed_by, last_before
from bot.services.daily.deck import next_card
from bot.services.daily.schedule import in_time, next_due
from bot.services.quiz.questions import Questions

# A post shows last month's top three only in the first days of a month, while they are news.
PODIUM_WINDOW = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What the store knows of a server whose post is due.

    `due` is the earliest date to decide on. `recorded` are the nearby dates that the table
    `daily_post` already has. `shown` are the codes that posts have shown in `cycle`, the server's
    current pass through all codes. `sent_questions` has the last question dated before `due`, and
    all questions dated on `due` or later.
    """

    daily: Daily
    due: Due
    recorded: Collection[date] = ()
    cycle: int = 0
    shown: Collection[Key] = ()
    sent_questions: Sequence[SentQuestion] = ()


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What to write: the dates to record as missed, the post to claim, the question that this post
    closes, and the next due date."""

    missed: tuple[Due, ...]
    draft: DraftClaim | None
    closes: int | None
    next: Due


def plan(facts: DayFacts, now: datetime, entries: Sequence[Entry], questions: Questions) -> DayPlan:
    """Return the plan for the dates that are due by `now`, up to the first that gets a post.

    A date is recorded as missed if its post would be too late, and is skipped if it is recorded
    already. A later call decides on the dates after the date that gets a post.
    """
    schedule, due = facts.daily.schedule, facts.due
    done, missed = set(facts.recorded), list[Due]()
    draft, closes = None, None
    while draft is None and due.due_at <= now:
        if due.local_date not in done:
            if in_time(due, schedule.timezone, now):
                draft = draft_claim(facts, due, entries, questions)
                closes = closed_by(facts.sent_questions, due.local_date)
            else:
                missed.append(due)
            done.add(due.local_date)
        due = next_due(schedule, due.due_at, done)
    return DayPlan(tuple(missed), draft, closes, due)


def draft_claim(
    facts: DayFacts, due: Due, entries: Sequence[Entry], questions: Questions
) -> DraftClaim:
    """Return the claim to store for a date, with the code and the question of its post.

    The function is deterministic, so a preview shows what will be posted.
    """
    daily, day = facts.daily, due.local_date
    cycle, key = next_card(entries, daily.guild_id, facts.cycle, facts.shown, day)
    last = last_before(facts.sent_questions, day)
    question = questions.of_the_day(key, last.key if last else None, f"{daily.guild_id}:{day}")
    return DraftClaim(
        daily.guild_id,
        due,
        daily.schedule.timezone,
        daily.channel_id,
        daily.role_id,
        cycle,
        key,
        question,
    )


def podium_month(day: date, last: SentQuestion | None) -> date | None:
    """Return the previous month's last day if the post of `day` shows that month's top three.

    Returns None otherwise. Only a month's first post shows a top three, and only within
    PODIUM_WINDOW of the month's start. `last` is the previous post's question.
    """
    first = day.replace(day=1)
    if day - first >= PODIUM_WINDOW or (last is not None and last.local_date >= first):
        return None
    return first - _DAY
