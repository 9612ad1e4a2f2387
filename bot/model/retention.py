"""How long Teapot keeps data that has no use any more. The texts and docs name these limits."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.model.daily import PostState

# A server's data after Teapot's removal. Nothing is lost if Teapot is back within this time.
REMOVED_SERVER = timedelta(days=30)
# A question of the day without an answer, and its date in the ledger (the table `daily_post`).
UNANSWERED_QUESTION = timedelta(days=90)
# A row of the table `asked`, which says when a channel's games last asked about a subject. The
# limit counts from that question.
ASKED_IN_CHANNEL = timedelta(days=365)
# An exercise in practice, after the date on which it was due.
EXERCISE = timedelta(days=365)
# Backups, if the operator deletes them as docs/operating.md says. Teapot keeps a note of each
# erasure for as long, so a restore erases again what the backup still has.
BACKUP = timedelta(days=30)
# The hash that keeps an erased server from getting a second daily post for a date. A date is over
# everywhere after two days, so three days are enough.
POSTED_DATE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class LedgerDate:
    """A date of a server's ledger. `is_answered` says whether the date's question has an answer."""

    local_date: date
    state: PostState
    is_answered: bool
