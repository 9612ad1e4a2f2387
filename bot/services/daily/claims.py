"""Reads the facts that `plan` needs, and writes the plan to the ledger.

The ledger is the table `daily_post`. It keeps the state of each server's post for each local date:
claimed, sent, missed or skipped.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.log_events import DailyPostEvent, tell
from bot.model import Entry
from bot.model.daily import Claim, Daily, DraftClaim, Due, Miss, MonthPodium, Post
from bot.services.daily.closing import last_before
from bot.services.daily.plan import DayFacts, DayPlan, draft_claim, plan, podium_month
from bot.services.daily.schedule import next_due
from bot.services.daily.send_once import CLAIM_LEASE
from bot.services.quiz.closing import close_question
from bot.services.quiz.leaderboard import Leaderboards, span_of
from bot.services.quiz.questions import Questions
from bot.store import daily as settings
from bot.store import daily_post, quiz
from bot.store.database import Connection, Database

PODIUM_PLACES = 3
_DAY = timedelta(days=1)


class Claims:
    """Claims dates for servers, and composes their posts."""

    def __init__(
        self,
        database: Database,
        entries: Sequence[Entry],
        questions: Questions,
        leaderboards: Leaderboards,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._entries = entries
        self._questions = questions
        self._leaderboards = leaderboards
        self._clock = clock

    async def claim(self, guild_id: int) -> Claim | None:
        """Claim the date of the server's due post. Return None if there is no post to send.

        A claim reserves the date's post for this process. If it is too late to send a date's post,
        the date is recorded as missed.
        """
        async with self._database.transaction() as connection:
            now = self._clock()
            daily = await settings.get(connection, guild_id)
            if daily is None or daily.next is None or daily.next.due_at > now:
                return None
            facts = await _read_facts(connection, daily, daily.next)
            decided = plan(facts, now, self._entries, self._questions)
            await self._write(connection, daily, decided, now)
            claim = None
            if decided.draft is not None:
                day = decided.draft.due.local_date
                claim = await daily_post.claimed(connection, guild_id, day)
        for due in decided.missed:
            tell_missed(guild_id, due, "down")
        return claim

    async def preview(self, daily: Daily) -> Post:
        """Return the server's next post as it looks now. Claims nothing."""
        due = daily.next or next_due(daily.schedule, self._clock())
        facts = await _read_facts(self._database.reader, daily, due)
        return await self.post(draft_claim(facts, due, self._entries, self._questions))

    async def post(self, claim: Claim | DraftClaim) -> Post:
        """Return the content of a claim's post."""
        reader, guild_id, day = self._database.reader, claim.guild_id, claim.due.local_date
        last = last_before(await daily_post.sent_questions(reader, guild_id, day), day)
        result = await quiz.result(reader, last.question_id) if last else None
        best = await self._podium(guild_id, podium_month(day, last))
        return Post(day, claim.key, claim.question, result, best)

    async def _write(
        self, connection: Connection, daily: Daily, decided: DayPlan, now: datetime
    ) -> None:
        for due in decided.missed:
            await daily_post.record_unposted(connection, daily, due, "down")
        if decided.closes is not None:  # the post shows the closed question's result
            await close_question(connection, decided.closes, now)
        if (draft := decided.draft) is not None:
            topics = self._questions.topics(draft.question.subject)
            question_id = await quiz.add_question(
                connection, draft.guild_id, draft.question, topics, now
            )
            await daily_post.claim(connection, draft, question_id, now, now + CLAIM_LEASE)
        await settings.put(connection, replace(daily, next=decided.next))

    async def _podium(self, guild_id: int, last_day: date | None) -> MonthPodium | None:
        """Return the top three of the month that ends on `last_day`, each with at least one point.

        Returns None if no person has a point, or if `last_day` is None.
        """
        if last_day is None:
            return None
        month = span_of("month", last_day)
        ranked = await self._leaderboards.podium(guild_id, month, PODIUM_PLACES)
        best = tuple(each for each in ranked if each.points > 0)
        return MonthPodium(month, best) if best else None


async def _read_facts(connection: Connection, daily: Daily, due: Due) -> DayFacts:
    guild_id, day = daily.guild_id, due.local_date
    cycle, shown = await daily_post.shown(connection, guild_id)
    return DayFacts(
        daily,
        due,
        # Read the recorded dates from two days before `day` on. `day` may be a date in the server's
        # previous time zone. In the new zone, the next due date can be up to two days before `day`.
        await daily_post.dates(connection, guild_id, day - 2 * _DAY),
        cycle,
        shown,
        await daily_post.sent_questions(connection, guild_id, day),
    )


def tell_missed(guild_id: int, due: Due, reason: Miss) -> None:
    """Log a missed post as a warning."""
    day = due.local_date.isoformat()
    missed = DailyPostEvent(server=guild_id, date=day, result="missed", reason=reason)
    tell(missed, logging.WARNING)
