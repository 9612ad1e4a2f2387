"""Servers that remove Teapot: their data are erased after the time REMOVED_SERVER."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime

from bot.log_events import ServerDataEvent, tell
from bot.model.retention import REMOVED_SERVER
from bot.services.daily.posts import DailyPosts
from bot.services.failures import log_unexpected
from bot.services.privacy.server_data import ServerData
from bot.services.quiz.games import Games
from bot.store import departure
from bot.store.database import Database


def to_erase(
    left: Mapping[int, datetime], now: datetime, may_be_in: Callable[[int], bool]
) -> list[int]:
    """Return the servers that are due for erasure, the longest gone first.

    `may_be_in` is true if Teapot is or may be in the server: the server may have invited Teapot
    again while Teapot was off.
    """
    return [
        guild_id
        for guild_id, left_at in sorted(left.items(), key=lambda each: each[1])
        if now - left_at >= REMOVED_SERVER and not may_be_in(guild_id)
    ]


class Departures:
    """Notes departures and returns, including those while Teapot was off."""

    def __init__(
        self,
        database: Database,
        daily: DailyPosts,
        games: Games,
        server_data: ServerData,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._daily = daily
        self._games = games
        self._server_data = server_data
        self._clock = clock

    async def left(self, guild_id: int) -> None:
        """Record the time at which a server removed Teapot. Pause its posts, and end its games."""
        # The note comes first. If `pause` fails, the posts are paused when the next post is due. If
        # `end_all` fails, each game ends at its next step.
        async with self._database.transaction() as connection:
            is_new = await departure.note(connection, guild_id, self._clock())
        if is_new:
            tell(ServerDataEvent(server=guild_id, result="left"))
        await self._daily.pause(guild_id, "left")
        await self._games.end_all(guild_id)

    async def returned(self, guild_id: int) -> None:
        """Keep the data of a server that invited Teapot again. Its posts stay paused, and the
        server is told so once."""
        async with self._database.transaction() as connection:
            was_gone = await departure.remove(connection, guild_id)
            if was_gone:
                await self._daily.note_return(connection, guild_id)
        if was_gone:
            tell(ServerDataEvent(server=guild_id, result="returned"))
            await self._daily.tell_of_return(guild_id)

    async def compare(
        self,
        servers: Collection[int],
        is_of_shard: Callable[[int], bool],
        has_channel: Callable[[int, int], bool],
    ) -> None:
        """Notice departures, returns and channel deletions that came without an event, for example
        while Teapot was off. Never raises, and a failure for one server affects no other.

        `servers` are the shard's servers that Teapot is in when the shard is ready. `is_of_shard`
        tells whether a server belongs to the shard. `has_channel` tells whether a server has or may
        have a channel.
        """
        reader = self._database.reader
        try:
            known = await departure.servers_with_data(reader)
            gone = set(await departure.left_until(reader, self._clock()))
            channels = await self._daily.channels()
        except Exception as error:
            log_unexpected("the comparison of servers", error)
            return
        for guild_id in known - gone:
            if is_of_shard(guild_id) and guild_id not in servers:
                await self._alone(self.left(guild_id), guild_id)
        for guild_id in gone.intersection(servers):
            await self._alone(self.returned(guild_id), guild_id)
        for guild_id, channel_id in channels:
            if guild_id in servers and not has_channel(guild_id, channel_id):
                await self._alone(self._daily.pause_for_deleted(guild_id, channel_id), guild_id)

    async def erase_due(self, may_be_in: Callable[[int], bool]) -> None:
        """Erase servers that removed Teapot at least REMOVED_SERVER ago. Never raises."""
        try:
            now = self._clock()
            last = now - REMOVED_SERVER
            left = await departure.left_until(self._database.reader, last)
        except Exception as error:
            log_unexpected("the erasure of servers", error)
            return
        for guild_id in to_erase(left, now, may_be_in):
            await self._alone(self._server_data.erase_departed(guild_id, last), guild_id)

    async def _alone(self, step: Awaitable[None], guild_id: int) -> None:
        """Await a step for one server. Its failure is logged and affects no other server."""
        try:
            await step
        except Exception as error:
            log_unexpected(f"the departure of {guild_id}", error)
