"""Totals, proved against the answers that they are derived from."""

import asyncio

from bot.model.leaderboard import Rebuilt
from bot.store import score
from bot.store.database import Database

# So many totals are mended at a time, with a pause in which the bot writes: what waits for the
# database asks for it now and then, and stands in no queue.
_PAGE = 500
_PAUSE = 0.1


async def rebuild_scores(database: Database) -> Rebuilt:
    """Every total anew from the answers, also while the bot is running.

    A million answers take half a minute, and the bot waits two seconds at most for its turn to
    write. So all are compared in a snapshot, which keeps nobody waiting, and only those that are
    wrong in it are derived again, from the answers of that moment, where nobody else writes. The
    others stay right, since what is counted meanwhile is counted onto both.
    """
    async with database.snapshot() as connection:
        totals, answers = await score.compare(connection)
    different = 0
    async for keys in score.different(database.reader, _PAGE):
        async with database.transaction() as writer:
            different += await score.mend(writer, keys)
        await asyncio.sleep(_PAUSE)
    return Rebuilt(totals, answers, different)
