"""Leaderboards of a server: spans of time, rows and pages."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.model.quiz import Topic

Period = Literal["week", "month", "all"]
PERIODS: tuple[Period, ...] = ("week", "month", "all")
# A board's page counts a streak up to this many questions of the day, because counting a year of
# questions takes longer than making the rest of the page.
LONG_STREAK = 60


@dataclass(frozen=True, slots=True)
class Span:
    """A week or a month of a server's calendar, or all time; `first` is its first day."""

    period: Period
    first: date


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's row.

    People with the same points share a `rank`. `change` is the number of ranks climbed since the
    span before, None if the person isn't on the board of that span. `streak` is the number of
    questions of the day answered in a row; if it is LONG_STREAK or more, the true number may be
    higher.
    """

    rank: int
    user_id: int
    points: int
    answered: int
    right: int
    change: int | None = None
    streak: int = 0


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """Page number `page` (counted from 1) of `pages`.

    `around` has the person who asks and their neighbours; it is empty if that person is on the page
    or hidden. `people` is the number of people on the whole board. `has_before` says whether
    anyone is on the board of the span before.
    """

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
    """What a rebuild did: it derived the stored totals again from the answers.

    A total is a person's points over a span. `totals` is the number of totals, `answers` is the
    number of answers, and `different` is the number of totals that had been stored wrongly.
    """

    totals: int
    answers: int
    different: int
