"""Deletes unused rows, a limited number at a time, so that other writes don't wait long.

model/retention.py says how long rows are kept.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime

from bot.model.retention import LedgerDate
from bot.store.database import Connection, seconds

_IS_UNANSWERED = "NOT EXISTS (SELECT 1 FROM answer WHERE question_id = daily_post.question_id)"


async def has_asked(connection: Connection, before: datetime) -> bool:
    return await _exists(connection, "asked WHERE asked_at < ?", seconds(before))


async def has_exercises(connection: Connection, before: date) -> bool:
    return await _exists(connection, "practice WHERE due_on < ?", before.isoformat())


async def has_posted_dates(connection: Connection, now: datetime) -> bool:
    return await _exists(connection, "posted_date WHERE kept_until <= ?", seconds(now))


async def delete_asked(connection: Connection, before: datetime, limit: int) -> None:
    """Delete up to `limit` rows of the table `asked` that are older than `before`.

    A row says when a game last asked about a subject in a channel.
    """
    await connection.execute(
        "DELETE FROM asked WHERE (channel_id, subject) IN"
        " (SELECT channel_id, subject FROM asked WHERE asked_at < ? LIMIT ?)",
        (seconds(before), limit),
    )


async def delete_exercises(connection: Connection, before: date, limit: int) -> None:
    """Delete exercises that became due before a date."""
    await connection.execute(
        "DELETE FROM practice WHERE (user_id, subject) IN"
        " (SELECT user_id, subject FROM practice WHERE due_on < ? LIMIT ?)",
        (before.isoformat(), limit),
    )


async def delete_posted_dates(connection: Connection, now: datetime, limit: int) -> None:
    await connection.execute(
        "DELETE FROM posted_date WHERE hash IN"
        " (SELECT hash FROM posted_date WHERE kept_until <= ? LIMIT ?)",
        (seconds(now), limit),
    )


async def next_server(connection: Connection, after: int) -> int | None:
    """Return the id of the next server with a ledger: the lowest such id that is above `after`.

    The ledgers are in the table `daily_post`. Returns None if there is no such server.
    """
    ((guild_id,),) = await connection.execute_fetchall(
        "SELECT min(guild_id) FROM daily_post WHERE guild_id > ?", (after,)
    )
    return None if guild_id is None else int(guild_id)


async def ledger(connection: Connection, guild_id: int) -> list[LedgerDate]:
    """Return all dates of a server's ledger, the oldest first."""
    async with connection.execute(
        f"SELECT local_date, state, NOT {_IS_UNANSWERED} FROM daily_post"
        " WHERE guild_id = ? ORDER BY local_date",
        (guild_id,),
    ) as cursor:
        return [
            LedgerDate(date.fromisoformat(day), state, bool(is_answered))
            async for day, state, is_answered in cursor
        ]


async def delete_dates(connection: Connection, guild_id: int, days: Sequence[date]) -> None:
    """Delete dates of a server's ledger, and their questions.

    A date stays if its question has been answered since the caller chose `days`.

    A cycle is a round of daily posts that shows each code once. The table `dealt` gets the codes of
    the current cycle's deleted posts, so that the cycle doesn't show these codes again.
    """
    which = {"guild": guild_id, "days": json.dumps([day.isoformat() for day in days])}
    await connection.execute(
        "INSERT INTO dealt (guild_id, cycle, code, vendor) SELECT guild_id, cycle, code, vendor"
        " FROM daily_post WHERE guild_id = :guild AND state = 'sent'"
        f" AND local_date IN (SELECT value FROM json_each(:days)) AND {_IS_UNANSWERED}"
        " ON CONFLICT DO NOTHING",
        which,
    )
    async with connection.execute(
        "DELETE FROM daily_post WHERE guild_id = :guild"
        f" AND local_date IN (SELECT value FROM json_each(:days)) AND {_IS_UNANSWERED}"
        " RETURNING question_id",
        which,
    ) as cursor:
        questions = [question_id async for (question_id,) in cursor]
    await connection.execute(
        "DELETE FROM question WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([each for each in questions if each is not None]),),
    )
    await connection.execute(
        "DELETE FROM dealt WHERE guild_id = :guild AND cycle < (SELECT max(cycle) FROM ("
        "SELECT cycle FROM dealt WHERE guild_id = :guild UNION ALL SELECT cycle FROM daily_post"
        " WHERE guild_id = :guild AND state IN ('claimed', 'sent')))",
        which,
    )


async def _exists(connection: Connection, rows: str, value: int | str) -> bool:
    query = f"SELECT EXISTS (SELECT 1 FROM {rows})"
    ((found,),) = await connection.execute_fetchall(query, (value,))
    return bool(found)
