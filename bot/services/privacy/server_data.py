"""A server's data: exported and erased as a whole."""

from datetime import datetime

from bot.services.privacy.erasures import Erasures
from bot.store import departure
from bot.store.database import Connection, Database
from bot.store.erasure import GuildExport, export_guild


class ServerData:
    """Exports and erases servers."""

    def __init__(self, database: Database, erasures: Erasures) -> None:
        self._database = database
        self._erasures = erasures

    async def export(self, guild_id: int) -> GuildExport:
        return await export_guild(self._database.reader, guild_id)

    async def erase(self, guild_id: int) -> None:
        """Erase a server. Its games stop without a podium."""
        await self._erasures.server(guild_id)

    async def erase_departed(self, guild_id: int, left_until: datetime) -> None:
        """Erase a server that Teapot was removed from by a moment, unless it is back."""

        async def is_back(connection: Connection) -> bool:
            return guild_id not in await departure.left_until(connection, left_until)

        await self._erasures.server(guild_id, unless=is_back)
