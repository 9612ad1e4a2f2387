"""The rules of the quiz, all of them: `/quiz rules` says them, the services apply them."""

from datetime import timedelta
from typing import Literal

Level = Literal[1, 2, 3]
# What a right answer is worth; a wrong one is worth nothing.
POINTS: dict[Level, int] = {1: 10, 2: 20, 3: 30}
# In a live game, a right answer at once is worth so much of that on top, and less by the
# second.
SPEED_BONUS_SHARE = 0.5
# A game counts in full with so many people answering; with fewer, what an answer is worth by level,
# for so many of somebody's questions a day.
FULL_SCORE_PLAYERS = 2
SOLO_ANSWERS_A_DAY = 10
# Practice: until a question comes again after a wrong answer, and after each right one in a row.
PRACTICE_INTERVALS = tuple(timedelta(days=days) for days in (1, 3, 7, 21))


def bonus(worth: int, remaining: float) -> int:
    """For a right answer in a live game, of which `remaining` (0 to 1) of the time was left."""
    return round(worth * SPEED_BONUS_SHARE * min(max(remaining, 0.0), 1.0))
