"""What somebody has done in a server's quiz, and what they are best and weakest at."""

from collections.abc import Iterable
from datetime import date

from bot.model.stats import ENOUGH, Stats, Tally
from bot.services.quiz.leaderboard import span_of, standing
from bot.services.quiz.streak import streaks
from bot.store import stats as store
from bot.store.database import Connection


async def stats(connection: Connection, guild_id: int, user_id: int) -> Stats:
    """Of every answer, whether it counted or not."""
    codes = await store.codes(connection, guild_id, user_id)
    by_class: dict[int, Tally] = {}
    for tally in codes:
        digit = tally.code // 100
        so_far = by_class.get(digit, Tally(digit, 0, 0))
        by_class[digit] = Tally(digit, so_far.answered + tally.answered, so_far.right + tally.right)
    return Stats(
        games=await store.games(connection, guild_id, user_id),
        answered=sum(each.answered for each in codes),
        right=sum(each.right for each in codes),
        longest=await store.longest_row(connection, guild_id, user_id),
        days=(await streaks(connection, guild_id, [user_id]))[user_id],
        standing=await standing(connection, guild_id, span_of("all", date.min), user_id),
        codes=_best_first(codes),
        classes=_best_first(by_class.values()),
    )


def _best_first(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    known = (each for each in tallies if each.answered >= ENOUGH)
    return tuple(sorted(known, key=lambda each: (-each.accuracy, -each.answered, each.code)))
