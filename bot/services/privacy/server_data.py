"""A server's data: exported and erased as a whole."""

import asyncio
from datetime import datetime

from bot.model.privacy import KeptOfServer, ServerExport
from bot.services.privacy.erasures import Erasures
from bot.services.privacy.readable_export import readable
from bot.store import departure
from bot.store.database import Connection, Database
from bot.store.erasure import count_guild, export_guild


class ServerData:
    """Exports and erases servers."""

    def __init__(self, database: Database, erasures: Erasures) -> None:
        self._database = database
        self._erasures = erasures

    async def kept(self, guild_id: int) -> KeptOfServer:
        counts = await count_guild(self._database.reader, guild_id)
        return KeptOfServer(counts["daily_post"], counts["game"], counts["answer"])

    async def export(self, guild_id: int) -> ServerExport:
        """Return a server's rows, except rows about people, which are only counted."""
        found = await export_guild(self._database.reader, guild_id)
        rows = await asyncio.to_thread(readable, found.rows)
        return ServerExport(rows, sum(found.rows_about_people.values()))

    async def erase(self, guild_id: int) -> int:
        """Erase a server, and return the number of rows.

        The server's games stop without a podium.
        """
        return await self._erasures.server(guild_id)

    async def erase_departed(self, guild_id: int, left_until: datetime) -> None:
        """Erase a server that removed Teapot at `left_until` or before, unless Teapot is back."""

        async def is_back(connection: Connection) -> bool:
            return guild_id not in await departure.left_until(connection, left_until)

        await self._erasures.server(guild_id, unless=is_back)
