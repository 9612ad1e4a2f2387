"""What somebody has done in a server's quiz."""

from dataclasses import dataclass

from bot.model.leaderboard import Standing

# With fewer answers a code or a class says nothing of anybody.
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers on a code or a class, and how many of them were right."""

    code: int
    answered: int
    right: int

    @property
    def accuracy(self) -> float:
        return self.right / self.answered


@dataclass(frozen=True, slots=True)
class Stats:
    """`standing` is of all time, None for somebody who is hidden or has no points that count;
    `longest` is their longest row of right answers, `days` that of questions of the day until now.
    `codes` and `classes` are those with enough answers to tell, the best first."""

    games: int
    answered: int
    right: int
    longest: int
    days: int
    standing: Standing | None
    codes: tuple[Tally, ...]
    classes: tuple[Tally, ...]
