"""Daily posts: one a day in each server that has set them up, never two.

A claim reserves a date until its post is recorded as sent or missed. Each minute's tick finds the
servers that are due and the unfinished claims, and hands both to `Attempts`.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.errors import UserError
from bot.log_events import PauseEvent, tell
from bot.model.daily import Daily, Due, PastPost, Pause, Post
from bot.services.daily.attempts import Attempts
from bot.services.daily.claims import Claims
from bot.services.daily.pause_notices import PauseNotices
from bot.services.daily.post_sender import PostSender
from bot.services.daily.schedule import next_due
from bot.services.failures import log_unexpected
from bot.services.quiz.closing import close_question
from bot.store import daily as settings
from bot.store import daily_post, server_zone
from bot.store.database import Connection, Database

# Discord answers within a second, and accepts fifty requests a second.
MAX_CONCURRENT_SENDS = 50
_DAY = timedelta(days=1)


class DailyPosts:
    """Configures and schedules every server's posts. `Attempts` sends them."""

    def __init__(
        self,
        database: Database,
        claims: Claims,
        sender: PostSender,
        clock: Callable[[], datetime],
        acquire: Callable[[], Awaitable[None]],
    ) -> None:
        self._database = database
        self._claims = claims
        self._clock = clock
        self._notices = PauseNotices(database, sender, clock, acquire)
        self._attempts = Attempts(database, claims, sender, self._notices, clock, acquire)

    async def get(self, guild_id: int) -> Daily | None:
        return await settings.get(self._database.reader, guild_id)

    async def configured(self, guild_id: int) -> Daily:
        """Return the server's settings. Raise UserError if it has none."""
        return _required(await self.get(guild_id))

    async def set(self, daily: Daily) -> Daily:
        """Store new settings, which apply from the next due date on.

        A date whose post was or may have been sent is not posted again. A missed date becomes due
        again if the new time on that date is still to come. A date that is due now, but has no
        claim yet, stays due.
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
        """Pause the server's posts and drop its claims.

        Returns False if the posts were paused already.
        """
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
        tell(PauseEvent(server=guild_id, reason="channel_gone"), logging.WARNING)
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
        """Skip the next due date. Return the skipped date, and the settings with the new `next`."""
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
        """Delete the server's settings, and close its open questions.

        Otherwise the questions would stay open, because the server gets no next post. The record of
        posted dates stays, so that no date is posted twice if daily posts are set up again.
        """
        await self.configured(guild_id)
        async with self._database.transaction() as connection:
            await daily_post.drop_claims(connection, guild_id, None)
            for question_id in await daily_post.open_questions(connection, guild_id):
                await close_question(connection, question_id, self._clock())
            await settings.remove(connection, guild_id)

    async def history(self, guild_id: int, limit: int = 5) -> list[PastPost]:
        """Return the server's last `PastPost`s, the newest first."""
        return await daily_post.last_posts(self._database.reader, guild_id, limit)

    async def is_posted(self, guild_id: int, day: date) -> bool:
        """Return whether a local date's post has been sent."""
        return await daily_post.is_sent(self._database.reader, guild_id, day)

    async def preview(self, guild_id: int) -> Post:
        """Return the next post as it looks now. Claims nothing."""
        return await self._claims.preview(await self.configured(guild_id))

    async def tick(self) -> None:
        """Send the posts that are due. An exception for one server is logged and affects no other
        server."""
        await self._each(
            self._attempts.repeat, daily_post.unfinished(self._database.reader, self._clock())
        )
        await self._each(self._attempts.begin, settings.due(self._database.reader, self._clock()))
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


def _required(daily: Daily | None) -> Daily:
    if daily is None:
        raise UserError("daily.off_already")
    return daily
