"""Which answers count, and the totals that follow from them.

The rule, which `/quiz rules` tells people:

- An answer to a question of the day counts at once.
- An answer in a game counts when the game has ended.
- A game in which FULL_SCORE_PLAYERS or more people answered counts in full, with the bonus
  for speed.
- A game with fewer people counts without the bonus. Of the answers that a person gave in these
  games on one local date, the first SOLO_ANSWERS_A_DAY count. They are taken in the order in which
  the games ended, and within a game in the order of its questions. So an answer that has counted
  always counts, and a total never has to be lowered.

`count_daily_answer`, `count_game` and `compare` in store/score.py apply this rule in SQL, because a
server may have a million answers.
"""

import asyncio

from bot.model.leaderboard import RebuildReport
from bot.store import score
from bot.store.database import Database

# A rebuild corrects this many totals in one transaction. The pause lets a running bot write: SQLite
# has no queue, and a connection that waits for the lock only tries again from time to time.
_TOTALS_AT_A_TIME = 500
_PAUSE_SECONDS = 0.1


async def rebuild_scores(database: Database) -> RebuildReport:
    """Compare each total with the answers, and correct wrong totals, even while a bot runs.

    A million answers take half a minute, but a write of the running bot fails after two seconds of
    waiting. So all totals are first compared in a snapshot, which blocks nothing. Then only the
    wrong totals are derived again, in short transactions. A right total stays right: the bot adds
    the points of each answer that counts during the rebuild.
    """
    async with database.snapshot() as connection:
        totals, answers = await score.compare(connection)
    different = 0
    async for keys in score.different_keys(database.reader, _TOTALS_AT_A_TIME):
        async with database.transaction() as writer:
            different += await score.repair(writer, keys)
        await asyncio.sleep(_PAUSE_SECONDS)
    return RebuildReport(totals, answers, different)
