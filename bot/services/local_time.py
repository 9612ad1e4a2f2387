"""Time zones and dates of servers."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.model import Language
from bot.store import daily
from bot.store.database import Database

# For servers that have not run `/daily set`. Most people who speak Korean live in Seoul's zone.
_USUAL_TIMEZONE: dict[Language, str] = {"ko": "Asia/Seoul", "en": "UTC"}


class LocalTime:
    """Each server's time zone, and the date that it has now."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def timezone(self, guild_id: int, language: Language) -> str:
        """Return the zone given to `/daily set`, else the usual one of the server's language."""
        setting = await daily.get(self._database.reader, guild_id)
        return setting.schedule.timezone if setting else _USUAL_TIMEZONE[language]

    async def today(self, guild_id: int, language: Language) -> date:
        return local_date(self._clock(), await self.timezone(guild_id, language))


def local_date(now: datetime, timezone: str) -> date:
    return now.astimezone(ZoneInfo(timezone)).date()
