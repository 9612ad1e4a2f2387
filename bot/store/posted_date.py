"""Keeps the dates on which an erased server had a post: Teapot must not post on them again.

A row is a salted hash of server and date, and tells neither by itself.
"""

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import blake2b
from secrets import token_hex

from bot.store import state
from bot.store.database import Connection, seconds

_SALT = "posted_date_salt"


async def keep(connection: Connection, guild_id: int, since: date, until: datetime) -> None:
    """Keep each date from `since` on, if the date's post was sent or may have been sent.

    The dates are kept until `until`.
    """
    async with connection.execute(
        "SELECT local_date FROM daily_post WHERE guild_id = ? AND local_date >= ?"
        " AND state IN ('claimed', 'sent')",
        (guild_id, since.isoformat()),
    ) as cursor:
        days = [date.fromisoformat(day) async for (day,) in cursor]
    if not days:
        return
    salt = await state.get(connection, _SALT)
    if salt is None:
        salt = token_hex(16)
        await state.put(connection, _SALT, salt)
    await connection.executemany(
        "INSERT OR REPLACE INTO posted_date (hash, kept_until) VALUES (?, ?)",
        [(_hash(salt, guild_id, day), seconds(until)) for day in days],
    )


async def of(connection: Connection, guild_id: int, days: Iterable[date]) -> set[date]:
    """Return those of `days` that were kept."""
    salt = await state.get(connection, _SALT)
    if salt is None:
        return set()
    by_hash = {_hash(salt, guild_id, day): day for day in days}
    marks = ", ".join("?" for _ in by_hash)
    async with connection.execute(
        f"SELECT hash FROM posted_date WHERE hash IN ({marks})", tuple(by_hash)
    ) as cursor:
        return {by_hash[found] async for (found,) in cursor}


def _hash(salt: str, guild_id: int, day: date) -> bytes:
    return blake2b(f"{guild_id}:{day}".encode(), key=salt.encode(), digest_size=16).digest()
