"""What a server's date gets: its code, its question, and what else its post shows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.daily import Claim, Daily, Due, MonthPodium, Post
from bot.services.daily.deck import next_card
from bot.services.daily.schedule import in_time, next_due
from bot.services.lookup.lookup import Lookup
from bot.services.quiz.leaderboard import Leaderboards, span_of
from bot.services.quiz.questions import Questions
from bot.services.quiz.streak import Streaks
from bot.store import daily as store
from bot.store import quiz
from bot.store.database import Connection, Database

# Nobody else takes up a claim for so long; whoever holds it may be waiting for its turn.
LEASE = timedelta(minutes=1)
# Of a month that is over the best are shown, unless the next is so old before its first post.
PODIUM = 3
PODIUM_WAITS = timedelta(days=7)
_DAY = timedelta(days=1)


class Claims:
    """Draws and claims dates in the ledger, and makes what is posted for them."""

    def __init__(self, database: Database, lookup: Lookup, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._lookup = lookup
        self._questions = Questions(lookup.knowledge)
        self._leaderboards = Leaderboards(database, Streaks(database))
        self._clock = clock

    async def claim(self, guild_id: int) -> Claim | None:
        """The date that is due, claimed; those that it is too late for are written off."""
        async with self._database.transaction() as connection:
            now = self._clock()
            daily = await store.get(connection, guild_id)
            if daily is None or daily.next is None or daily.next.due_at > now:
                return None
            due, claim = daily.next, None
            recorded = await store.dates(connection, guild_id, due.local_date - 2 * _DAY)
            while due.due_at <= now:
                if due.local_date not in recorded:
                    if in_time(due, daily.schedule.timezone, now):
                        claim, cycle = await self.draw(connection, daily, due, now)
                        claim = await self._record(connection, claim, cycle)
                    else:
                        await store.settle_unposted(connection, daily, due, "down")
                    recorded.add(due.local_date)
                due = next_due(daily.schedule, due.due_at, recorded)
            await store.put(connection, replace(daily, next=due))
        return claim

    async def draw(
        self, connection: Connection, daily: Daily, due: Due, now: datetime
    ) -> tuple[Claim, int]:
        """A claim with the code and the question for that date, and the deck's cycle; not written
        yet, so that the question has no id."""
        cycle, shown = await store.shown(connection, daily.guild_id)
        day, guild_id, entries = due.local_date, daily.guild_id, self._lookup.knowledge.entries
        cycle, key = next_card(entries, guild_id, cycle, shown, day)
        last = await store.last_question(connection, guild_id, day)
        asked = (await quiz.question(connection, last))[0].key if last else None
        question = self._questions.of_the_day(key, asked, f"{guild_id}:{day}")
        claim = Claim(
            guild_id, due, daily.schedule.timezone, daily.channel_id, daily.role_id, key, 0,
            question, now,
        )  # fmt: skip
        return claim, cycle

    async def _record(self, connection: Connection, claim: Claim, cycle: int) -> Claim:
        """Claims the date. The question before is closed with it: its result is being posted."""
        last = await store.last_question(connection, claim.guild_id, claim.due.local_date)
        if last is not None:
            await quiz.close(connection, last, claim.claimed_at)
        question_id = await quiz.add_question(
            connection, claim.guild_id, claim.question,
            self._questions.topics(claim.question.subject), claim.claimed_at,
        )  # fmt: skip
        claim = replace(claim, question_id=question_id)
        await store.claim(connection, claim, cycle, claim.claimed_at + LEASE)
        return claim

    async def post(self, claim: Claim) -> Post:
        reader = self._database.reader
        last = await store.last_question(reader, claim.guild_id, claim.due.local_date)
        result = await quiz.result(reader, last) if last else None
        return Post(claim, result, await self._podium(claim))

    async def _podium(self, claim: Claim) -> MonthPodium | None:
        """The month before's, with the first post of a month: the ledger posts that date once."""
        day = claim.due.local_date
        reader, first = self._database.reader, day.replace(day=1)
        if day - first >= PODIUM_WAITS or await store.is_posted(
            reader, claim.guild_id, first, before=day
        ):
            return None
        month = span_of("month", first - _DAY)
        places = await self._leaderboards.podium(claim.guild_id, month, PODIUM)
        best = [each for each in places if each.points > 0]
        return MonthPodium(month, tuple(best)) if best else None
