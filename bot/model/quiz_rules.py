"""The numbers of the quiz's rules: points, bonus, a game's questions."""

from typing import Literal

Level = Literal[1, 2, 3]
# The points of a right answer.
POINTS: dict[Level, int] = {1: 10, 2: 20, 3: 30}
# The highest bonus in a live game, as a share of the question's points. A right answer gets it at
# the question's first moment. The bonus then falls steadily, to 0 at the deadline.
SPEED_BONUS_SHARE = 0.5
# In a game with fewer people than FULL_SCORE_PLAYERS, the bonus doesn't count, and only a person's
# first SOLO_ANSWERS_A_DAY answers of the day count.
FULL_SCORE_PLAYERS = 2
SOLO_ANSWERS_A_DAY = 10
# How many questions a live game has, and for how many seconds each is open.
MIN_QUESTIONS, DEFAULT_QUESTIONS, MAX_QUESTIONS = 3, 10, 20
MIN_SECONDS, DEFAULT_SECONDS, MAX_SECONDS = 10, 20, 60


def points(level: Level, *, is_right: bool) -> int:
    """Return the points of an answer to a question of this level, without the bonus."""
    return POINTS[level] if is_right else 0


def bonus(worth: int, remaining: float) -> int:
    """Return the bonus for a right answer.

    `remaining` is how much of the question's time is left: 1 at the start, 0 at the deadline.
    """
    return round(worth * SPEED_BONUS_SHARE * min(max(remaining, 0.0), 1.0))
