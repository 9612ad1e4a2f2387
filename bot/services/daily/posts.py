"""Daily posts: one a day in each server that has set them up, never two.

A date is claimed in the ledger, then its post is sent, then the date is marked as sent. If the
process is killed in between, the next process finds the claim. `send_once` decides by the claim's
age how to send the post only once.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.errors import ErasedError, UserError
from bot.events import DAILY_POST, Value, tell
from bot.model.daily import Claim, Daily, Due, Miss, Obstacle, PastPost, Pause, Post
from bot.services.daily.ledger import Ledger
from bot.services.daily.pause_notices import PauseNotices
from bot.services.daily.post_sender import PostSender
from bot.services.daily.schedule import next_due
from bot.services.daily.send_once import is_first_attempt, is_late, must_search
from bot.services.failures import CannotPostError, DeletedError, log_unexpected
from bot.services.quiz.closing import close_question
from bot.services.retry import DAILY_POST_RETRY_DELAYS
from bot.store import daily as settings
from bot.store import daily_post, server_zone
from bot.store.database import Connection, Database

# Discord answers within a second, and takes fifty requests a second.
MAX_CONCURRENT_SENDS = 50
SEND_TIMEOUT_SECONDS = 60.0
_DAY = timedelta(days=1)


class DailyPosts:
    """Configures, schedules and sends every server's posts.

    Each request to Discord first awaits `acquire`.
    """

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        sender: PostSender,
        clock: Callable[[], datetime],
        acquire: Callable[[], Awaitable[None]],
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._sender = sender
        self._clock = clock
        self._acquire = acquire
        self._notices = PauseNotices(database, sender, clock, acquire)

    async def get(self, guild_id: int) -> Daily | None:
        return await settings.get(self._database.reader, guild_id)

    async def configured(self, guild_id: int) -> Daily:
        """Return the server's settings. Raise UserError if it has none."""
        return _required(await self.get(guild_id))

    async def set(self, daily: Daily) -> Daily:
        """Store new settings, which apply from the next due date on.

        A date whose post was or may have been sent is not posted again. A missed date becomes due
        again if the new time on that date is still to come. A due date without a claim stays due.
        """
        async with self._database.transaction() as connection:
            return await self._set(connection, daily)

    async def resume(self, guild_id: int) -> Daily:
        async with self._database.transaction() as connection:
            return await self._set(connection, _required(await settings.get(connection, guild_id)))

    async def _set(self, connection: Connection, daily: Daily) -> Daily:
        now = self._clock()
        before = await settings.get(connection, daily.guild_id)
        guild_id, since = daily.guild_id, now.date() - 2 * _DAY
        recorded = await daily_post.dates(connection, guild_id, since)
        unsent = await daily_post.unsent(connection, guild_id, since)
        due = next_due(daily.schedule, now, recorded - unsent)
        owed = before.next if before is not None else None
        if owed is not None and owed.due_at <= now and owed.local_date < due.local_date:
            due = owed
        if due.local_date in unsent:
            await daily_post.remove_unsent(connection, guild_id, due.local_date)
        daily = replace(daily, paused=None, next=due)
        await settings.put(connection, daily)
        await server_zone.put(connection, daily.guild_id, daily.schedule.timezone)
        return daily

    async def pause(self, guild_id: int, reason: Pause) -> bool:
        """Pause the server's posts and drop its claims. Return False if they were paused before."""
        async with self._database.transaction() as connection:
            await daily_post.drop_claims(
                connection, guild_id, None if reason == "asked" else reason
            )
            return await settings.pause(connection, guild_id, reason)

    async def pause_for_deleted(self, guild_id: int, channel_id: int) -> None:
        """Pause the server's posts if they go to the deleted channel, and tell the server.

        A claim stays: its post is still sent if the server soon chooses another channel.
        """
        async with self._database.transaction() as connection:
            daily = await settings.get(connection, guild_id)
            if daily is None or daily.channel_id != channel_id or daily.paused is not None:
                return
            await settings.pause(connection, guild_id, "channel_gone", self._clock())
        tell("daily posts paused", logging.WARNING, server=guild_id, reason="channel_gone")
        await self._notices.tell(guild_id)

    async def note_return(self, connection: Connection, guild_id: int) -> None:
        await settings.note_return(connection, guild_id, self._clock())

    async def tell_of_return(self, guild_id: int) -> None:
        """Send the server's unsent pause notice, if there is one.

        Call this when the server has invited Teapot again.
        """
        await self._notices.tell(guild_id)

    async def channels(self) -> list[tuple[int, int]]:
        """Return (server, channel) for each server whose posts aren't paused."""
        return await settings.channels(self._database.reader)

    async def skip(self, guild_id: int) -> tuple[Due, Daily]:
        """Skip the next due date. Return it, and the settings with the date after it as `next`."""
        async with self._database.transaction() as connection:
            daily = _required(await settings.get(connection, guild_id))
            if daily.next is None:
                raise UserError("daily.paused_already")
            skipped = daily.next
            await daily_post.record_unposted(connection, daily, skipped, None)
            recorded = await daily_post.dates(connection, guild_id, skipped.local_date - _DAY)
            following = next_due(daily.schedule, skipped.due_at, recorded)
            daily = replace(daily, next=following)
            await settings.put(connection, daily)
        return skipped, daily

    async def off(self, guild_id: int) -> None:
        """Delete the server's settings, and close its open questions: no later post closes them.

        The ledger stays: a date is not posted again even if daily posts are set up again.
        """
        await self.configured(guild_id)
        async with self._database.transaction() as connection:
            await daily_post.drop_claims(connection, guild_id, None)
            for question_id in await daily_post.open_questions(connection, guild_id):
                await close_question(connection, question_id, self._clock())
            await settings.remove(connection, guild_id)

    async def history(self, guild_id: int, limit: int = 5) -> list[PastPost]:
        """Return the last dates, the newest first."""
        return await daily_post.last_posts(self._database.reader, guild_id, limit)

    async def is_posted(self, guild_id: int, day: date) -> bool:
        """Return whether a local date's post has been sent."""
        return await daily_post.is_sent(self._database.reader, guild_id, day)

    async def preview(self, guild_id: int) -> Post:
        """Return the next post as it looks now. Claims nothing."""
        return await self._ledger.preview(await self.configured(guild_id))

    async def tick(self) -> None:
        """Send the posts that are due. An exception for one server is logged and affects no other
        server."""
        await self._each(self._finish, daily_post.unfinished(self._database.reader, self._clock()))
        await self._each(self._begin, settings.due(self._database.reader, self._clock()))
        await self._notices.tick()

    async def _each(
        self, handle: Callable[[Any], Coroutine[Any, Any, None]], found: AsyncIterator[Any]
    ) -> None:
        """Handle each found item, at most MAX_CONCURRENT_SENDS at once, while reading the rest."""
        places = asyncio.Semaphore(MAX_CONCURRENT_SENDS)

        async def alone(one: Any) -> None:
            try:
                await handle(one)
            except Exception as error:
                log_unexpected(f"daily post of {one}", error)
            finally:
                places.release()

        async with asyncio.TaskGroup() as tasks:
            try:
                async for one in found:
                    await places.acquire()
                    tasks.create_task(alone(one))
            except Exception as error:  # caught inside the group, so that begun tasks finish
                log_unexpected("the tick of the daily posts", error)

    async def _begin(self, guild_id: int) -> None:
        claim = await self._ledger.claim(guild_id)
        if claim is not None:
            await self._send(claim)

    async def _finish(self, found: tuple[int, date]) -> None:
        claim = await daily_post.claimed(self._database.reader, *found)
        if claim is not None:
            await self._send(claim)

    async def _send(self, claim: Claim) -> None:
        """Make one attempt, and record its result: sent, missed, or to be retried."""
        try:
            async with asyncio.timeout(SEND_TIMEOUT_SECONDS):
                message_id = await self._sent(claim)
        except CannotPostError as error:
            await self._give_up(claim, error.reason)
        except ErasedError:
            pass  # The ledger no longer has the claim.
        except DeletedError:
            await self._mark_sent(claim, None)
        except Exception as error:
            error_id = log_unexpected(
                f"daily post of {claim.guild_id} on {claim.due.local_date}", error
            )
            again = DAILY_POST_RETRY_DELAYS.next_attempt(self._clock(), claim.attempts + 1)
            _tell(claim, "retried", attempt=claim.attempts + 1, error=error_id)
            async with self._database.transaction() as connection:
                await daily_post.mark_failed(connection, claim, again)
        else:
            if message_id is not None:
                return await self._mark_sent(claim, message_id)
            reason: Miss = "discord" if claim.attempts else "down"
            async with self._database.transaction() as connection:
                await daily_post.mark_missed(connection, claim, reason, is_unsent=True)
            _tell(claim, "missed", reason=reason)

    async def _mark_sent(self, claim: Claim, message_id: int | None) -> None:
        async with self._database.transaction() as connection:
            await daily_post.mark_sent(connection, claim, message_id)
        tell(DAILY_POST, logging.DEBUG, server=claim.guild_id, result="sent")

    async def _sent(self, claim: Claim) -> int | None:
        """Find or send the post. Return its message's id, or None if it is too late to send."""
        daily = await settings.get(self._database.reader, claim.guild_id)
        is_moved = daily is not None and daily.channel_id != claim.channel_id
        post = await self._ledger.post(claim)
        await self._acquire()  # after the reads, so that the request follows this wait at once
        now = self._clock()
        if must_search(claim, now, is_moved=is_moved):
            found = await self._find(claim, is_moved=is_moved)
            if found is not None or is_late(claim, now):
                return found
            if is_moved:
                claim = await self._move(claim)
            await self._acquire()
        return await self._sender.send(claim, post)

    async def _find(self, claim: Claim, *, is_moved: bool) -> int | None:
        try:
            return await self._sender.find(claim)
        except CannotPostError as error:
            if is_moved and error.reason == "channel_gone":
                return None  # the channel's messages are gone with it
            raise

    async def _move(self, claim: Claim) -> Claim:
        """Move the claim to the server's current channel and role.

        Call it only if the old channel has no message of the post.
        """
        async with self._database.transaction() as connection:
            daily = await settings.get(connection, claim.guild_id)
            if daily is not None:
                claim = replace(claim, channel_id=daily.channel_id, role_id=daily.role_id)
                await daily_post.move(connection, claim)
        return claim

    async def _give_up(self, claim: Claim, reason: Obstacle) -> None:
        """Record the post as missed, and pause the server's posts.

        The posts go on if the server has chosen another channel in the meantime: the obstacle is in
        the old channel.
        """
        async with self._database.transaction() as connection:
            tried = await daily_post.claimed(connection, claim.guild_id, claim.due.local_date)
            claim = tried or claim  # this attempt may have moved the claim
            is_unsent = reason == "channel_gone" or is_first_attempt(claim, self._clock())
            await daily_post.mark_missed(connection, claim, reason, is_unsent=is_unsent)
            daily = await settings.get(connection, claim.guild_id)
            is_here = daily is not None and daily.channel_id == claim.channel_id
            untold_since = None if reason == "left" else self._clock()
            is_new = is_here and await settings.pause(
                connection, claim.guild_id, reason, untold_since
            )
        if tried is not None:  # otherwise another attempt has sent the post
            _tell(claim, "missed", reason=reason)
        if daily is not None and is_here:
            tell("daily posts paused", logging.WARNING, server=claim.guild_id, reason=reason)
        if is_new:
            await self._notices.tell(claim.guild_id)


def _tell(claim: Claim, result: str, **fields: Value) -> None:
    """Log a missed or retried post as a warning."""
    day = claim.due.local_date.isoformat()
    tell(DAILY_POST, logging.WARNING, server=claim.guild_id, date=day, result=result, **fields)


def _required(daily: Daily | None) -> Daily:
    if daily is None:
        raise UserError("daily.off_already")
    return daily
