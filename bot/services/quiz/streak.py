"""Streaks: how many questions of the day a person has answered in a row."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from bot.store import daily_post
from bot.store.database import Database

FORGIVEN_EVERY = timedelta(days=7)
# The size of the first page of posts, and how many times larger each next page is. Most streaks end
# in the first page.
_FIRST_PAGE, _GROWTH = 16, 4


def streak(missed: Collection[date], posted: Iterable[date]) -> tuple[int, bool]:
    """Return the number of questions that a person has answered in a row, right or wrong, and
    whether a missed question ended the row.

    `posted` are the dates with a question, newest first. A day without a question (a weekend, a
    skipped holiday, a day when Teapot was down) doesn't end a row. The newest question counts only
    if it was answered, because it may still be open. A missed day is forgiven unless another day,
    less than a week later, was missed too.
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


class Streaks:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(
        self, guild_id: int, user_ids: Collection[int], *, enough: int | None = None
    ) -> dict[int, int]:
        """Return each person's streak in a server.

        Stops reading once every streak has ended or has reached `enough` days. So the true streak
        may be longer if the returned number is `enough` or more.
        """
        found: dict[int, int] = {}
        posted: list[date] = []
        missed: dict[int, set[date]] = {user_id: set() for user_id in user_ids}
        going, size = set(user_ids), _FIRST_PAGE
        while going:
            oldest = posted[-1] if posted else None
            page = await daily_post.posts(self._database.reader, guild_id, oldest, size)
            posted += [day for day, _ in page]
            for user_id, day in await daily_post.missed(self._database.reader, page, going):
                missed[user_id].add(day)
            for user_id in list(going):
                found[user_id], is_broken = streak(missed[user_id], posted)
                is_enough = enough is not None and found[user_id] >= enough
                if is_broken or is_enough or len(page) < size:
                    going.remove(user_id)
            size *= _GROWTH
        return found
