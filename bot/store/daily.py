"""Each server's settings for daily posts, and when its next post is due."""

from collections.abc import AsyncIterator
from datetime import date, datetime, time

from bot.model.daily import Daily, Due, Pause, PauseNotice, Schedule
from bot.store.database import Connection, moment, seconds

_PAGE = 200


async def get(connection: Connection, guild_id: int) -> Daily | None:
    async with connection.execute(
        "SELECT channel_id, role_id, time, timezone, weekdays_only, paused, next_date, next_due_at"
        " FROM daily WHERE guild_id = ?",
        (guild_id,),
    ) as cursor:
        row = await cursor.fetchone()
    if row is None:
        return None
    channel_id, role_id, wall, timezone, weekdays_only, paused, next_date, next_due_at = row
    due = Due(date.fromisoformat(next_date), moment(next_due_at)) if next_date else None
    schedule = Schedule(time.fromisoformat(wall), timezone, bool(weekdays_only))
    return Daily(guild_id, channel_id, role_id, schedule, paused, due)


async def put(connection: Connection, daily: Daily) -> None:
    """Replace the server's settings. Drop a pending notice to its administrators."""
    schedule, due = daily.schedule, daily.next
    await connection.execute(
        "INSERT OR REPLACE INTO daily (guild_id, channel_id, role_id, time, timezone,"
        " weekdays_only, paused, next_date, next_due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            daily.guild_id,
            daily.channel_id,
            daily.role_id,
            schedule.time.isoformat("minutes"),
            schedule.timezone,
            schedule.weekdays_only,
            daily.paused,
            due.local_date.isoformat() if due else None,
            seconds(due.due_at) if due else None,
        ),
    )


async def remove(connection: Connection, guild_id: int) -> None:
    """Delete the settings. The ledger (`daily_post`) stays, so that no date gets two posts."""
    await connection.execute("DELETE FROM daily WHERE guild_id = ?", (guild_id,))


async def pause(
    connection: Connection, guild_id: int, reason: Pause, untold_since: datetime | None = None
) -> bool:
    """Pause the server's posts. Return False if they are paused already, or there are no settings.

    Pass the current time as `untold_since` if the administrators must get a notice of the pause.
    """
    cursor = await connection.execute(
        "UPDATE daily SET paused = ?, next_date = NULL, next_due_at = NULL, untold_since = ?"
        " WHERE guild_id = ? AND paused IS NULL",
        (reason, None if untold_since is None else seconds(untold_since), guild_id),
    )
    return cursor.rowcount > 0


async def note_return(connection: Connection, guild_id: int, now: datetime) -> None:
    """Schedule the notice of a pause for a server that has invited Teapot again.

    Does nothing for a pause that the administrators asked for.
    """
    await connection.execute(
        "UPDATE daily SET untold_since = ? WHERE guild_id = ? AND paused <> 'asked'",
        (seconds(now), guild_id),
    )


async def notice(connection: Connection, guild_id: int) -> PauseNotice | None:
    """Return the unsent notice that the server's posts are paused, None if there is none."""
    async with connection.execute(
        "SELECT paused, untold_since FROM daily"
        " WHERE guild_id = ? AND paused IS NOT NULL AND untold_since IS NOT NULL",
        (guild_id,),
    ) as cursor:
        row = await cursor.fetchone()
    return None if row is None else PauseNotice(guild_id, row[0], moment(row[1]))


async def untold(connection: Connection, since: datetime) -> list[int]:
    """Return the servers with an unsent notice that dates from `since` or later."""
    rows = await connection.execute_fetchall(
        "SELECT guild_id FROM daily WHERE untold_since >= ?", (seconds(since),)
    )
    return [guild_id for (guild_id,) in rows]


async def mark_told(connection: Connection, told: PauseNotice) -> None:
    await connection.execute(
        "UPDATE daily SET untold_since = NULL WHERE guild_id = ? AND untold_since = ?",
        (told.guild_id, seconds(told.since)),
    )


async def channels(connection: Connection) -> list[tuple[int, int]]:
    """Return (server, channel) for each server whose posts aren't paused."""
    rows = await connection.execute_fetchall(
        "SELECT guild_id, channel_id FROM daily WHERE paused IS NULL"
    )
    return [(guild_id, channel_id) for guild_id, channel_id in rows]


async def due(connection: Connection, now: datetime) -> AsyncIterator[int]:
    """Yield the servers whose next post is due, the longest due first. Reads in pages."""
    last = (-1, -1)
    while True:
        rows = await connection.execute_fetchall(
            "SELECT next_due_at, guild_id FROM daily"
            " WHERE next_due_at <= ? AND (next_due_at, guild_id) > (?, ?)"
            " ORDER BY next_due_at, guild_id LIMIT ?",
            (seconds(now), *last, _PAGE),
        )
        page = [(int(due_at), int(guild_id)) for due_at, guild_id in rows]
        for last in page:
            yield last[1]
        if len(page) < _PAGE:
            return
