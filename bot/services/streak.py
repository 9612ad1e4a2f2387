"""Days in a row, as a team at work counts them."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from bot.store import daily
from bot.store.database import Connection

FORGIVEN_EVERY = timedelta(days=7)
# Posts that are read at a time: few streaks are longer.
_PAGE = 64


def streak(answered: Collection[date], posted: Iterable[date]) -> int:
    """How many of a server's questions somebody has answered in a row, right or wrong.

    `posted` are the dates that had a question, the newest first: a day without one (a weekend, a
    holiday that was skipped, a day when Teapot was down) breaks nothing. The newest may still be
    open, so it breaks nothing either. A missed day is forgiven where no other was within a week.
    """
    return _count(answered, posted)[0]


async def streaks(
    connection: Connection, guild_id: int, user_ids: Collection[int]
) -> dict[int, int]:
    """Each person's; the ledger is read as far back as the longest of them goes."""
    found: dict[int, int] = {}
    posted: list[date] = []
    answered: dict[int, set[date]] = {user_id: set() for user_id in user_ids}
    going = set(user_ids)
    while going:
        page = await daily.posts(connection, guild_id, posted[-1] if posted else None, _PAGE)
        posted += [day for day, _ in page]
        for user_id, day in await daily.answered(connection, page, going):
            answered[user_id].add(day)
        for user_id in list(going):
            found[user_id], is_broken = _count(answered[user_id], posted)
            if is_broken or len(page) < _PAGE:
                going.remove(user_id)
    return found


def _count(answered: Collection[date], posted: Iterable[date]) -> tuple[int, bool]:
    """The days, and whether a missed one ended the row."""
    days = 0
    missed: date | None = None
    for place, day in enumerate(posted):
        if day in answered:
            days += 1
        elif place > 0:
            if missed is not None and missed - day < FORGIVEN_EVERY:
                return days, True
            missed = day
    return days, False
