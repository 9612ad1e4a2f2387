"""A person's results in a server's quiz, and the codes they are best and weakest at."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.model.stats import MIN_ANSWERS, PlayerStats, Tally
from bot.services.quiz.leaderboard import Leaderboards, span_of
from bot.services.quiz.streak import Streaks
from bot.store import stats as store
from bot.store.database import Database

# Each limit applies to classes and to codes separately.
MAX_BEST = MAX_WEAKEST = 3


class Stats:
    def __init__(self, database: Database, leaderboards: Leaderboards, streaks: Streaks) -> None:
        self._database = database
        self._leaderboards = leaderboards
        self._streaks = streaks

    async def of(self, guild_id: int, user_id: int, *, is_own: bool) -> PlayerStats:
        """Return a person's results. Every answer counts, even one that adds nothing to the score.

        The best and weakest codes are included only if people ask for their own results (`is_own`).
        """
        reader = self._database.reader
        codes = await store.codes(reader, guild_id, user_id)
        best, weakest = best_and_weakest(codes) if is_own else ((), ())
        return PlayerStats(
            games=await store.games(reader, guild_id, user_id),
            answered=sum(each.answered for each in codes),
            right=sum(each.right for each in codes),
            longest=await store.longest_run(reader, guild_id, user_id),
            days=(await self._streaks.of(guild_id, [user_id]))[user_id],
            standing=await self._leaderboards.standing(guild_id, span_of("all", date.min), user_id),
            best=best,
            weakest=weakest,
        )


def best_and_weakest(codes: Sequence[Tally]) -> tuple[tuple[Tally, ...], tuple[Tally, ...]]:
    """Return the classes and codes that a person is best at, and those they are weakest at.

    A tally counts the answers about a class or a code. Classes come before codes. The classes are
    sorted by accuracy and divided into two halves, and so are the codes. Each of the first MAX_BEST
    tallies of the better half is best if at least half of its answers were right. Of all other
    tallies with a wrong answer, the last MAX_WEAKEST are weakest. A tally of fewer than MIN_ANSWERS
    answers is on no list.

    If all answers about a class are about one of its codes, the class and the code may come out on
    different lists. The code is then on no list.
    """
    best, weakest = _split(_ranked(_classes(codes)))
    best_codes, weakest_codes = _split(_ranked(codes))
    return (
        (*best, *(code for code in best_codes if not _is_all_of(weakest, code))),
        (*weakest, *(code for code in weakest_codes if not _is_all_of(best, code))),
    )


def _split(ranked: Sequence[Tally]) -> tuple[list[Tally], list[Tally]]:
    better = ranked[: min(MAX_BEST, (len(ranked) + 1) // 2)]
    best = [each for each in better if each.accuracy >= 1 / 2]
    rest = [each for each in ranked[::-1] if each not in best and each.right < each.answered]
    return best, rest[:MAX_WEAKEST]


def _is_all_of(classes: Iterable[Tally], code: Tally) -> bool:
    """Return whether all answers of one of the classes are about this code."""
    return any((each.code, each.answered) == (code.code // 100, code.answered) for each in classes)


def _classes(codes: Iterable[Tally]) -> list[Tally]:
    classes: dict[int, Tally] = {}
    for each in codes:
        digit = each.code // 100
        so_far = classes.get(digit, Tally(digit, 0, 0, is_class=True))
        classes[digit] = Tally(
            digit, so_far.answered + each.answered, so_far.right + each.right, is_class=True
        )
    return list(classes.values())


def _ranked(tallies: Iterable[Tally]) -> list[Tally]:
    known = (each for each in tallies if each.answered >= MIN_ANSWERS)
    return sorted(known, key=lambda each: (-each.accuracy, -each.answered, each.code))
