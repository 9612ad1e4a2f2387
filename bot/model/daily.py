"""Daily posts: a server's settings, and the state of each date's post."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from bot.model import Key
from bot.model.leaderboard import Span, Standing
from bot.model.nonce import nonce
from bot.model.quiz import Question

# The reason why no post can be sent until an administrator changes something. "left": the server
# has removed Teapot.
Obstacle = Literal["channel_gone", "no_access", "left"]
# Why a server's posts are paused. "asked": on request.
Pause = Literal["asked"] | Obstacle
# The state of a date's post. "claimed": being sent, or to be retried.
PostState = Literal["claimed", "sent", "missed", "skipped"]
# Why a date was missed: Teapot was down, Discord was down, or there was an obstacle.
Miss = Literal["down", "discord"] | Obstacle


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a server gets its posts: `time` is local time in `timezone`, an IANA zone."""

    time: time
    timezone: str
    weekdays_only: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A server's local date, and the moment (UTC) from which its post is due."""

    local_date: date
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Daily:
    """One server's settings. `next` is None while its posts are paused."""

    guild_id: int
    channel_id: int
    role_id: int | None
    schedule: Schedule
    paused: Pause | None = None
    next: Due | None = None


@dataclass(frozen=True, slots=True)
class PauseNotice:
    """The notice to a server's administrators that its posts are paused.

    `since` is the moment of the pause, or of Teapot's return if the server had removed Teapot.
    """

    guild_id: int
    reason: Obstacle
    since: datetime

    @property
    def nonce(self) -> str:
        return nonce(self.guild_id, "paused", self.reason, self.since)


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """A decided post that the ledger (the table `daily_post`) doesn't have yet.

    `cycle` counts from 0: in each cycle, a server's posts show every code once
    (services/daily/deck.py).
    """

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
    """A claimed date in the ledger: its post must be sent. `attempts` counts failed attempts."""

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
        """Return the same nonce for every attempt at this server's date, so that Discord posts only
        one message.

        A fresh or restored database may choose another question for the date. The question is a
        part of the nonce, because Discord would otherwise return the earlier question's message.
        """
        return nonce(self.guild_id, str(self.due.local_date), str(self.key), self.question)


@dataclass(frozen=True, slots=True)
class SentQuestion:
    """The question of a sent post; `key` is the key of the question's entry."""

    local_date: date
    question_id: int
    key: Key


@dataclass(frozen=True, slots=True)
class PastPost:
    """The state of a date's post, for `/daily status`."""

    local_date: date
    state: PostState
    reason: Miss | None
    message_id: int | None
    channel_id: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """A closed question: how many people answered, and how many answered right."""

    question: Question
    answered: int
    right: int


@dataclass(frozen=True, slots=True)
class MonthPodium:
    """The people with the most quiz points in a past month."""

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
