"""Who has how many points in a server."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.model.quiz import Topic

Period = Literal["week", "month", "all"]
PERIODS: tuple[Period, ...] = ("week", "month", "all")
# A longer one is not counted out for a page of people: a year's takes longer than all the rest.
LONG_STREAK = 60


@dataclass(frozen=True, slots=True)
class Span:
    """A week or a month of a server's calendar, or all time; `first` is its first day."""

    period: Period
    first: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody's row. `rank` is shared where the points are the same; `change` says how many ranks
    they have climbed since the span before, None where they had none in it. `streak` counts the
    questions of the day that they answered in a row; from LONG_STREAK on there may be more."""

    rank: int
    user_id: int
    points: int
    answered: int
    right: int
    change: int | None = None
    streak: int = 0


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """A page of `standings`, from 1 to `pages`; `around` are the one who asks and their neighbours,
    where they are not on the page, and not hidden. `people` have answered anything."""

    span: Span
    topic: Topic
    page: int
    pages: int
    people: int
    standings: tuple[Standing, ...]
    around: tuple[Standing, ...]
    has_before: bool
    is_asker_hidden: bool = False


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """`totals` were derived from `answers`; `different` of them had been stored wrongly."""

    totals: int
    answers: int
    different: int
