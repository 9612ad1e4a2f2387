"""A server's data: exported and erased as a whole."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.events import SERVER_DATA, tell
from bot.model.retention import POSTED_DATE
from bot.services.language import Languages
from bot.services.quiz.games import Games
from bot.store import departure, posted_date
from bot.store.database import Connection, Database
from bot.store.erasure import GuildExport, erase_guild, export_guild

# A date that began this long ago is over in every time zone.
_OVER = timedelta(days=2)


async def erase_server(connection: Connection, guild_id: int, now: datetime) -> int:
    """Erase everything of a server, and return the number of rows. Call it in a transaction.

    The dates that may still be posted today stay as hashes: if the server sets daily posts up
    again, none is posted twice.
    """
    await posted_date.keep(connection, guild_id, (now - _OVER).date(), now + POSTED_DATE)
    return await erase_guild(connection, guild_id)


class ServerData:
    """Erases also what the process keeps of a server in memory."""

    def __init__(
        self,
        database: Database,
        games: Games,
        languages: Languages,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._games = games
        self._languages = languages
        self._clock = clock

    async def export(self, guild_id: int) -> GuildExport:
        return await export_guild(self._database.reader, guild_id)

    async def erase(self, guild_id: int) -> None:
        """Erase a server. Its games stop without a podium."""
        async with self._database.transaction() as connection:
            erased = await erase_server(connection, guild_id, self._clock())
        self._forget(guild_id, erased)

    async def erase_departed(self, guild_id: int, left_until: datetime) -> None:
        """Erase a server that Teapot was removed from by a moment, unless it is back."""
        async with self._database.transaction() as connection:
            if guild_id not in await departure.left_until(connection, left_until):
                return
            erased = await erase_server(connection, guild_id, self._clock())
        self._forget(guild_id, erased)

    def _forget(self, guild_id: int, erased: int) -> None:
        # Nothing is awaited between the commit and this.
        self._games.forget_server(guild_id)
        self._languages.forget("guild", guild_id)
        tell(SERVER_DATA, server=guild_id, result="erased", rows=erased)
