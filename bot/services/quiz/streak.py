"""Days in a row, as a team at work counts them."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from bot.store import daily
from bot.store.database import Connection

FORGIVEN_EVERY = timedelta(days=7)
# Posts that are read at first, and how many times as many each time after: few streaks are long.
_PAGE, _GROWTH = 16, 4


def streak(missed: Collection[date], posted: Iterable[date]) -> tuple[int, bool]:
    """How many of a server's questions somebody has answered in a row, right or wrong, and whether
    a missed one ended the row.

    `posted` are the dates that had a question, the newest first: a day without one (a weekend, a
    holiday that was skipped, a day when Teapot was down) breaks nothing. The newest may still be
    open, so it breaks nothing either. A missed day is forgiven where no other was within a week.
    """
    days = 0
    last: date | None = None
    for place, day in enumerate(posted):
        if day not in missed:
            days += 1
        elif place > 0:
            if last is not None and last - day < FORGIVEN_EVERY:
                return days, True
            last = day
    return days, False


async def streaks(
    connection: Connection,
    guild_id: int,
    user_ids: Collection[int],
    *,
    enough: int | None = None,
) -> dict[int, int]:
    """Each person's; the ledger is read as far back as the longest of them goes, or as it takes to
    see that it has `enough` days: one that has may be longer than said."""
    found: dict[int, int] = {}
    posted: list[date] = []
    missed: dict[int, set[date]] = {user_id: set() for user_id in user_ids}
    going, size = set(user_ids), _PAGE
    while going:
        page = await daily.posts(connection, guild_id, posted[-1] if posted else None, size)
        posted += [day for day, _ in page]
        for user_id, day in await daily.missed(connection, page, going):
            missed[user_id].add(day)
        for user_id in list(going):
            found[user_id], is_broken = streak(missed[user_id], posted)
            is_enough = enough is not None and found[user_id] >= enough
            if is_broken or is_enough or len(page) < size:
                going.remove(user_id)
        size *= _GROWTH
    return found
