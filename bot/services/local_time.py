"""Time zones and dates of servers."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.model import Language
from bot.store import server_zone
from bot.store.database import Database

# For servers that have not run `/daily set`. Most people who speak Korean live in Seoul's zone.
_USUAL_TIMEZONE: dict[Language, str] = {"ko": "Asia/Seoul", "en": "UTC"}


class LocalTime:
    """Each server's time zone, and the date that it has now."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def timezone(self, guild_id: int, language: Language) -> str:
        """Return the zone that `/daily set` was given last, also after `/daily off`.

        Without one, return the usual zone of the language that the server had at the first call.
        That zone stays when the language changes: weeks and the dates of answers must not move.
        """
        found = await server_zone.get(self._database.reader, guild_id)
        if found is None:
            async with self._database.transaction() as connection:
                await server_zone.put_first(connection, guild_id, _USUAL_TIMEZONE[language])
                found = await server_zone.get(connection, guild_id)
        assert found is not None, "it was just stored"
        return found

    async def today(self, guild_id: int, language: Language) -> date:
        return local_date(self._clock(), await self.timezone(guild_id, language))


def local_date(now: datetime, timezone: str) -> date:
    return now.astimezone(ZoneInfo(timezone)).date()
