"""A stand-in for Discord that keeps posts in a list, for the rules of daily posts."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.model.daily import Claim, Daily, Obstacle, Post


@dataclass
class Channels:
    """Takes everything."""

    posted: list[tuple[int, date]] = field(default_factory=list)
    told: list[tuple[int, Obstacle]] = field(default_factory=list)

    async def send(self, post: Post) -> int:
        self.posted.append((post.claim.guild_id, post.claim.due.local_date))
        return len(self.posted)

    async def find(self, claim: Claim) -> int | None:
        posted = (claim.guild_id, claim.due.local_date)
        return self.posted.index(posted) + 1 if posted in self.posted else None

    async def tell(self, daily: Daily, reason: Obstacle) -> None:
        self.told.append((daily.guild_id, reason))


@dataclass
class Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


async def at_once() -> None:
    """A pace that keeps nobody waiting."""
