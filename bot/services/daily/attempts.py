"""The attempts to send a day's post: claim the date, send the post, and mark the date as sent.

If a process is killed in between, the next process finds the claim. The killed process may have
sent the post already. The module `send_once` says when an attempt must search for that message
before it sends the post.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime

from bot.errors import ErasedError
from bot.log_events import DailyPostEvent, PauseEvent, tell
from bot.model.daily import Claim, Miss, Obstacle
from bot.services.daily.claims import Claims, tell_missed
from bot.services.daily.pause_notices import PauseNotices
from bot.services.daily.post_sender import PostSender
from bot.services.daily.send_once import is_first_attempt, is_late, must_search
from bot.services.failures import CannotPostError, DeletedError, log_unexpected
from bot.services.retry_delays import DAILY_POST_RETRY_DELAYS
from bot.store import daily as settings
from bot.store import daily_post
from bot.store.database import Database

SEND_TIMEOUT_SECONDS = 60.0


class Attempts:
    """Begins and repeats the attempts to send a server's post, and records their results.

    `acquire` waits for the rate limit, and is awaited before each request to Discord.
    """

    def __init__(
        self,
        database: Database,
        claims: Claims,
        sender: PostSender,
        notices: PauseNotices,
        clock: Callable[[], datetime],
        acquire: Callable[[], Awaitable[None]],
    ) -> None:
        self._database = database
        self._claims = claims
        self._sender = sender
        self._notices = notices
        self._clock = clock
        self._acquire = acquire

    async def begin(self, guild_id: int) -> None:
        """Claim the date of the server's due post, and send the post if the claim succeeds."""
        claim = await self._claims.claim(guild_id)
        if claim is not None:
            await self._send(claim)

    async def repeat(self, found: tuple[int, date]) -> None:
        """Attempt the post of a (server, date) again if the date is still claimed."""
        claim = await daily_post.claimed(self._database.reader, *found)
        if claim is not None:
            await self._send(claim)

    async def _send(self, claim: Claim) -> None:
        """Make one attempt, and record its result: sent, missed, or to be retried."""
        try:
            async with asyncio.timeout(SEND_TIMEOUT_SECONDS):
                message_id = await self._find_or_send(claim)
        except CannotPostError as error:
            await self._give_up(claim, error.reason)
        except ErasedError:
            pass  # The server was erased, and its claim with it.
        except DeletedError:
            await self._mark_sent(claim, None)
        except Exception as error:
            error_id = log_unexpected(
                f"daily post of {claim.guild_id} on {claim.due.local_date}", error
            )
            again = DAILY_POST_RETRY_DELAYS.next_attempt(self._clock(), claim.attempts + 1)
            tell(
                DailyPostEvent(
                    server=claim.guild_id,
                    date=claim.due.local_date.isoformat(),
                    result="retried",
                    attempt=claim.attempts + 1,
                    error=error_id,
                ),
                logging.WARNING,
            )
            async with self._database.transaction() as connection:
                await daily_post.mark_failed(connection, claim, again)
        else:
            if message_id is not None:
                return await self._mark_sent(claim, message_id)
            reason: Miss = "discord" if claim.attempts else "down"
            async with self._database.transaction() as connection:
                await daily_post.mark_missed(connection, claim, reason, is_unsent=True)
            tell_missed(claim.guild_id, claim.due, reason)

    async def _mark_sent(self, claim: Claim, message_id: int | None) -> None:
        async with self._database.transaction() as connection:
            await daily_post.mark_sent(connection, claim, message_id)
        tell(DailyPostEvent(server=claim.guild_id, result="sent"), logging.DEBUG)

    async def _find_or_send(self, claim: Claim) -> int | None:
        """Find or send the post. Return its message's id, or None if it is too late to send."""
        daily = await settings.get(self._database.reader, claim.guild_id)
        is_moved = daily is not None and daily.channel_id != claim.channel_id
        post = await self._claims.post(claim)
        # The wait for the rate limit comes after the reads, so that the request follows it at once.
        await self._acquire()
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
        if tried is not None:  # otherwise the claim has ended meanwhile: sent, missed or skipped
            tell_missed(claim.guild_id, claim.due, reason)
        if daily is not None and is_here:
            tell(PauseEvent(server=claim.guild_id, reason=reason), logging.WARNING)
        if is_new:
            await self._notices.tell(claim.guild_id)
