"""Deletes rows that have no more use, a few each minute."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import pairwise

from bot.model.retention import (
    ASKED_IN_CHANNEL,
    BACKUP,
    EXERCISE,
    UNANSWERED_QUESTION,
    LedgerDate,
)
from bot.services.failures import log_unexpected
from bot.services.privacy.departures import Departures
from bot.services.quiz.streak import FORGIVEN_EVERY
from bot.store import erased_owner
from bot.store import retention as store
from bot.store.database import Database

# The limit of one statement, so that other writes wait only for milliseconds. The table
# `erased_owner` notes who was erased. Its rows are few, so they are deleted without a limit.
ROWS_AT_A_TIME = 500
SERVERS_AT_A_TIME = 100


def unused_dates(ledger: Sequence[LedgerDate], before: date) -> list[date]:
    """Return the dates whose rows can be deleted. All of them are earlier than `before`.

    `ledger` lists the dates of a server's daily posts, sent or not, oldest first. An unanswered
    question has a use while a streak (a person's answers in a row) may reach across it.
    """
    asked = [each for each in ledger if each.state in ("claimed", "sent")]
    first = min((each.local_date for each in asked if each.is_answered), default=date.max)
    counted_from = max(first, _streaks_end(asked))
    return [
        each.local_date
        for each in ledger
        if each.local_date < before
        and not each.is_answered
        and each.state != "claimed"
        and (each.state != "sent" or each.local_date < counted_from)
    ]


def _streaks_end(asked: Sequence[LedgerDate]) -> date:
    """Return the newest date that ends every streak, or `date.min` if there is none.

    The question of this date has no answer. Another question without an answer follows less than
    FORGIVEN_EVERY later. A streak forgives only one missed date in FORGIVEN_EVERY.
    """
    # The newest question breaks no streak, see services/quiz/streak.py.
    missed = [each.local_date for each in asked[:-1] if not each.is_answered]
    ends = (day for day, later in pairwise(missed) if later - day < FORGIVEN_EVERY)
    return max(ends, default=date.min)


class Retention:
    """Deletes old rows.

    Each server's ledger is checked once a day: up to SERVERS_AT_A_TIME ledgers a minute, until all
    are checked.
    """

    def __init__(
        self, database: Database, departures: Departures, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._departures = departures
        self._clock = clock
        self._last_server = 0
        self._done_on: date | None = None

    async def sweep(self, may_be_in: Callable[[int], bool]) -> None:
        """Erase the servers that are due, and delete some of the other old rows. Never raises."""
        await self._departures.erase_due(may_be_in)
        try:
            await self._sweep(self._clock())
        except Exception as error:
            log_unexpected("the deletion of old rows", error)

    async def _sweep(self, now: datetime) -> None:
        # Read first: a transaction waits for other writes, and mostly there is nothing to delete.
        reader = self._database.reader
        if await store.has_asked(reader, before := now - ASKED_IN_CHANNEL):
            async with self._database.transaction() as connection:
                await store.delete_asked(connection, before, ROWS_AT_A_TIME)
        if await store.has_exercises(reader, due_before := (now - EXERCISE).date()):
            async with self._database.transaction() as connection:
                await store.delete_exercises(connection, due_before, ROWS_AT_A_TIME)
        if await store.has_posted_dates(reader, now):
            async with self._database.transaction() as connection:
                await store.delete_posted_dates(connection, now, ROWS_AT_A_TIME)
        if await erased_owner.has_older(reader, now - BACKUP):
            async with self._database.transaction() as connection:
                await erased_owner.forget(connection, now - BACKUP)
        for _ in range(SERVERS_AT_A_TIME):
            if self._done_on == now.date():
                return
            await self._sweep_next_ledger(now)

    async def _sweep_next_ledger(self, now: datetime) -> None:
        reader = self._database.reader
        guild_id = await store.next_server(reader, self._last_server)
        if guild_id is None:
            self._last_server, self._done_on = 0, now.date()
            return
        days = unused_dates(
            await store.ledger(reader, guild_id), (now - UNANSWERED_QUESTION).date()
        )
        if days:
            async with self._database.transaction() as connection:
                await store.delete_dates(connection, guild_id, days[:ROWS_AT_A_TIME])
        if len(days) <= ROWS_AT_A_TIME:
            self._last_server = guild_id
