"""The code of the day: a server's wish, and what became of each date."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from bot.model import Key
from bot.model.leaderboard import Span, Standing
from bot.model.quiz import Question

# What keeps a post from being sent until somebody mends it: "left" is a server without Teapot.
Obstacle = Literal["channel_gone", "no_access", "left"]
# Why a server's posts rest.
Pause = Literal["asked"] | Obstacle
# What became of a date. "claimed": being sent, or to be sent again.
PostState = Literal["claimed", "sent", "missed", "skipped"]
# Why a date was missed: Teapot was down, Discord was, or something is in the way.
Miss = Literal["down", "discord"] | Obstacle


@dataclass(frozen=True, slots=True)
class Schedule:
    """`time` is of the wall clock in `timezone`, a name of the IANA database."""

    time: time
    timezone: str
    weekdays_only: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A date on a server's calendar, and the moment (UTC) from which its post is due."""

    local_date: date
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Daily:
    """One server's wish. `next` is None while paused."""

    guild_id: int
    channel_id: int
    role_id: int | None
    schedule: Schedule
    paused: Pause | None = None
    next: Due | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A post that is to be sent, and where. `attempts` counts those that failed."""

    guild_id: int
    due: Due
    timezone: str
    channel_id: int
    role_id: int | None
    key: Key
    question_id: int
    question: Question
    claimed_at: datetime
    attempts: int = 0

    @property
    def nonce(self) -> str:
        """The same for each attempt at this server's date: Discord then posts it once. It takes 25
        characters at most."""
        return f"{self.guild_id:x}-{self.due.local_date:%Y%m%d}"


@dataclass(frozen=True, slots=True)
class PastPost:
    """What became of a date, for `/daily status`."""

    local_date: date
    state: PostState
    reason: Miss | None
    message_id: int | None
    channel_id: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """How a question that is closed was answered."""

    question: Question
    answered: int
    right: int


@dataclass(frozen=True, slots=True)
class MonthPodium:
    """The best of a month that is over; its points are those of the quiz."""

    month: Span
    best: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """What a post shows; `result` is of the question before, `podium` of the month before."""

    claim: Claim
    result: Result | None
    podium: MonthPodium | None = None
