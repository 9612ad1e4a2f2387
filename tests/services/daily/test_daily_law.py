"""No date is posted twice, whatever Discord does and whatever is asked for in between."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.config import IN_MEMORY
from bot.errors import UserError
from bot.model import Knowledge
from bot.model.daily import Claim, Daily, Obstacle, PauseNotice, Post, Schedule
from bot.services.failures import CannotPostError
from bot.store.database import open_database
from tests.examples import examples
from tests.services.daily.daily_stand_in import Clock, daily_posts

DUE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
# How long the stand-in knows a nonce, whatever the channel; Discord says "a few minutes".
KNOWN = timedelta(minutes=3)
# lost: it does not get there. deaf: it gets there, and the answer does not come back.
Fault = Literal["lost", "deaf", "gone", "forbidden"]
# A tick so many minutes later, or what somebody asks for.
Step = int | Literal["move", "earlier", "later", "pause", "resume", "skip", "off"]
OBSTACLES: dict[str, Obstacle] = {"gone": "channel_gone", "forbidden": "no_access"}
ASKED: tuple[Step, ...] = ("move", "earlier", "later", "pause", "resume", "skip", "off")


@dataclass
class FaultySender:
    """Discord, on a bad day."""

    clock: Clock
    faults: list[Fault | None]
    messages: list[tuple[datetime, int, str]] = field(default_factory=list)
    deleted: set[int] = field(default_factory=set)

    async def send(self, claim: Claim, post: Post) -> int:
        fault = self._fault(claim)
        known = (
            number
            for number, (moment, _, nonce) in enumerate(self.messages)
            if nonce == claim.nonce and self.clock.now - moment <= KNOWN
        )
        number = next(known, len(self.messages))
        if number == len(self.messages):
            self.messages.append((self.clock.now, claim.channel_id, claim.nonce))
        if fault == "deaf":
            raise TimeoutError
        return number

    async def find(self, claim: Claim) -> int | None:
        self._fault(claim)
        there = (
            number
            for number, (_, channel_id, nonce) in enumerate(self.messages)
            if (channel_id, nonce) == (claim.channel_id, claim.nonce)
        )
        return next(there, None)

    async def tell(self, notice: PauseNotice, *, is_late: bool) -> None:
        pass

    def _fault(self, claim: Claim) -> Fault | None:
        fault = self.faults.pop() if self.faults else None
        if fault == "gone":
            self.deleted.add(claim.channel_id)
        if claim.channel_id in self.deleted:
            raise CannotPostError("channel_gone")
        if fault == "forbidden":
            raise CannotPostError("no_access")
        if fault == "lost":
            raise OSError
        return fault

    def seen(self) -> Counter[str]:
        """What people see: with a deleted channel its messages go."""
        return Counter(
            nonce for _, channel_id, nonce in self.messages if channel_id not in self.deleted
        )


@pytest.mark.slow
@settings(max_examples=examples(140))
@given(
    st.lists(st.sampled_from((None, "lost", "deaf", "deaf", "gone", "forbidden")), max_size=20),
    st.lists(
        st.one_of(st.integers(0, 12), st.integers(0, 400), st.sampled_from(ASKED)), max_size=40
    ),
)
@example(["deaf"], [0, "move", 0, 5, "move", 5])
@example(["deaf", "deaf"], [0, 1, "move", 1, "off", "resume", "later", 30])
@example(["deaf", "forbidden"], [0, "move", 5])
@example(["deaf"], [0, "off", "later", 400, 400])
@example(["lost", "deaf"], [0, "pause", "resume", "earlier", 1, 5])
def test_no_date_is_posted_twice_whatever_happens(
    knowledge: Knowledge, faults: list[Fault | None], steps: list[Step]
) -> None:
    async def live() -> Counter[str]:
        database = await open_database(IN_MEMORY)
        try:
            clock = Clock(DUE - MINUTE)
            sender = FaultySender(clock, faults[::-1])
            posts = daily_posts(database, knowledge, sender, clock)
            wish = Daily(1, 2, None, Schedule(time(9), "UTC"))
            await posts.set(wish)
            clock.now = DUE
            for step in steps:
                try:
                    match step:
                        case int():
                            clock.now += step * MINUTE
                            await posts.tick()
                        case "move":
                            wish = Daily(1, wish.channel_id + 1, None, wish.schedule)
                            await posts.set(wish)
                        case "earlier" | "later":
                            wall = time(8) if step == "earlier" else time(22)
                            wish = Daily(1, wish.channel_id, None, Schedule(wall, "UTC"))
                            await posts.set(wish)
                        case "pause":
                            await posts.pause(1, "asked")
                        case "resume":
                            await posts.resume(1)
                        case "skip":
                            await posts.skip(1)
                        case "off":
                            await posts.off(1)
                except UserError:
                    pass  # nothing was set, or it was paused
            return sender.seen()
        finally:
            await database.close()

    assert all(count == 1 for count in asyncio.run(live()).values())
