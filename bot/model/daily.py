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
class DraftClaim:
    """A post that is decided but not in the ledger yet. `cycle` is the deck's."""

    guild_id: int
    due: Due
    timezone: str
    channel_id: int
    role_id: int | None
    cycle: int
    key: Key
    question: Question


@dataclass(frozen=True, slots=True)
class Claim:
    """A date that the ledger has as claimed: its post must be sent. `attempts` counts the failed
    ones."""

    guild_id: int
    due: Due
    timezone: str
    channel_id: int
    role_id: int | None
    key: Key
    question: Question
    claimed_at: datetime
    attempts: int = 0

    @property
    def nonce(self) -> str:
        """Identify this server's date in every attempt, so that Discord posts it once. Discord
        takes 25 characters at most."""
        return f"{self.guild_id:x}-{self.due.local_date:%Y%m%d}"


@dataclass(frozen=True, slots=True)
class SentQuestion:
    """The question of a post that was sent; `key` is the entry that it is about."""

    local_date: date
    question_id: int
    key: Key


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
    """What a post shows: a code, its question, the previous question's result, and the top three of
    the previous month."""

    local_date: date
    key: Key
    question: Question
    result: Result | None
    podium: MonthPodium | None = None
