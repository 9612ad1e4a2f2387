"""A person's results in a server's quiz."""

from dataclasses import dataclass

from bot.model.leaderboard import Standing

# With fewer answers, a code or a class says nothing about what a person knows.
MIN_ANSWERS = 3


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of answers about a code or a class; a class's `code` is its digit."""

    code: int
    answered: int
    right: int
    is_class: bool = False

    @property
    def accuracy(self) -> float:
        return self.right / self.answered


@dataclass(frozen=True, slots=True)
class PlayerStats:
    """A person's results.

    `standing` is the person's row on the all-time leaderboard. It is None if the person is hidden
    or has no stored total of points.
    `longest` is the longest run of right answers. `days` is the current streak of questions of the
    day.
    """

    games: int
    answered: int
    right: int
    longest: int
    days: int
    standing: Standing | None
    best: tuple[Tally, ...]
    weakest: tuple[Tally, ...]
