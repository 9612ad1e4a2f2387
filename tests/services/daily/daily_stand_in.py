"""A stand-in for Discord that keeps posts in a list, for the rules of daily posts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.model import Knowledge
from bot.model.daily import Claim, Obstacle, PauseNotice, Post
from bot.services.daily.claims import Claims
from bot.services.daily.post_sender import PostSender
from bot.services.daily.posts import DailyPosts
from bot.services.quiz.leaderboard import Leaderboards
from bot.services.quiz.questions import Questions
from bot.services.quiz.streak import Streaks
from bot.store.database import Database


@dataclass
class RecordingSender:
    """Takes everything."""

    posted: list[tuple[int, date]] = field(default_factory=list)
    told: list[tuple[int, Obstacle]] = field(default_factory=list)

    async def send(self, claim: Claim, post: Post) -> int:
        self.posted.append((claim.guild_id, claim.due.local_date))
        return len(self.posted)

    async def find(self, claim: Claim) -> int | None:
        posted = (claim.guild_id, claim.due.local_date)
        return self.posted.index(posted) + 1 if posted in self.posted else None

    async def tell(self, notice: PauseNotice, *, is_late: bool) -> None:
        self.told.append((notice.guild_id, notice.reason))


@dataclass
class Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


async def at_once() -> None:
    """A rate limiter's `acquire` that returns at once."""


def daily_posts(
    database: Database,
    knowledge: Knowledge,
    sender: PostSender,
    clock: Callable[[], datetime],
    acquire: Callable[[], Awaitable[None]] = at_once,
) -> DailyPosts:
    """Build the service as the client does."""
    leaderboards = Leaderboards(database, Streaks(database))
    claims = Claims(database, knowledge.entries, Questions(knowledge), leaderboards, clock)
    return DailyPosts(database, claims, sender, clock, acquire)
