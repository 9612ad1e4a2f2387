"""Tells the administrators of servers that their daily posts are paused.

The transaction that pauses the posts also stores the notice, so the next process sends the notice
if this process is killed first.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.services.daily.post_sender import PostSender
from bot.services.daily.send_once import NONCE_LIFETIME
from bot.services.failures import CannotPostError, log_unexpected
from bot.services.retry_delays import DAILY_POST_RETRY_DELAYS, FailedAttempts
from bot.store import daily as settings
from bot.store.database import Database

# An older notice is not retried: by then, the administrators have noticed the missing posts, and
# `/daily status` says why.
MAX_AGE = timedelta(days=1)
TIMEOUT_SECONDS = 60.0


class PauseNotices:
    """Sends one notice for each pause.

    Awaits `acquire`, the rate limit of requests to Discord, before each notice.
    """

    def __init__(
        self,
        database: Database,
        sender: PostSender,
        clock: Callable[[], datetime],
        acquire: Callable[[], Awaitable[None]],
    ) -> None:
        self._database = database
        self._sender = sender
        self._clock = clock
        self._acquire = acquire
        self._failed = FailedAttempts(DAILY_POST_RETRY_DELAYS)

    async def tick(self) -> None:
        """Retry the unsent notices that are due. Never raises."""
        now = self._clock()
        try:
            untold = await settings.untold(self._database.reader, now - MAX_AGE)
        except Exception as error:
            log_unexpected("the notices of paused posts", error)
            return
        self._failed.keep(untold)
        for guild_id in untold:
            if self._failed.is_due(guild_id, now):
                await self.tell(guild_id)

    async def tell(self, guild_id: int) -> None:
        """Send a server's unsent pause notice, if there is one. Never raises."""
        if await self._tell(guild_id):
            self._failed.discard(guild_id)
        else:
            self._failed.add(guild_id, self._clock())

    async def _tell(self, guild_id: int) -> bool:
        """Send the notice. Return False if it must be retried."""
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                notice = await settings.notice(self._database.reader, guild_id)
                if notice is None:
                    return True
                try:
                    await self._acquire()
                    is_late = self._clock() - notice.since > NONCE_LIFETIME
                    await self._sender.tell(notice, is_late=is_late)
                except CannotPostError as error:
                    if error.reason == "left":  # the notice is sent when Teapot is invited again
                        return False
                async with self._database.transaction() as connection:
                    await settings.mark_told(connection, notice)
        except Exception as error:
            log_unexpected(f"the notice of paused posts in {guild_id}", error)
            return False
        return True
