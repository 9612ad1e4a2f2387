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
    """Each server's time zone and current local date."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def timezone(self, guild_id: int, language: Language) -> str:
        """Return the zone of the server's last `/daily set`, even after `/daily off`.

        A server without such a zone gets the usual zone of its language at the first call. That
        zone stays when the language changes: the server's days, and the leaderboard's weeks, must
        not begin at another time.
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
