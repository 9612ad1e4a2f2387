"""Which clock a server goes by."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.model import Language
from bot.store import daily
from bot.store.database import Connection

# Where a server has not said. Most who speak Korean live by Seoul's clock.
_USUAL: dict[Language, str] = {"ko": "Asia/Seoul", "en": "UTC"}


async def timezone(connection: Connection, guild_id: int, language: Language) -> str:
    """What `/daily set` was told, else what is usual for the server's language."""
    wished = await daily.get(connection, guild_id)
    return wished.schedule.timezone if wished else _USUAL[language]


def local_date(now: datetime, timezone: str) -> date:
    return now.astimezone(ZoneInfo(timezone)).date()
