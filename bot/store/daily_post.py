"""Reads and writes the ledger of daily posts: what became of each date of a server."""

import json
from collections.abc import AsyncIterator, Collection, Sequence
from datetime import date, datetime, timedelta

from bot.model import Key
from bot.model.daily import Claim, Daily, DraftClaim, Due, Miss, PastPost, SentQuestion
from bot.store import posted_date
from bot.store.database import Connection, moment, seconds
from bot.store.quiz import decode

_PAGE = 200
# The function `dates` looks for posts that were sent before the server's data was erased. It checks
# this many dates, from `since` on. Later dates are in the future.
_ERASED_DAYS = 7


async def unfinished(connection: Connection, now: datetime) -> AsyncIterator[tuple[int, date]]:
    """Yield the server and date of each claimed post whose lease or retry delay is over.

    Reads in pages.

    During the lease, only the process that claimed the post sends it.
    """
    last = (-1, -1)
    while True:
        rows = await connection.execute_fetchall(
            "SELECT retry_at, guild_id, local_date FROM daily_post"
            " WHERE state = 'claimed' AND retry_at <= ? AND (retry_at, guild_id) > (?, ?)"
            " ORDER BY retry_at, guild_id LIMIT ?",
            (seconds(now), *last, _PAGE),
        )
        page = [(int(at), int(guild_id), day) for at, guild_id, day in rows]
        for retry_at, guild_id, day in page:
            last = (retry_at, guild_id)
            yield guild_id, date.fromisoformat(day)
        if len(page) < _PAGE:
            return


async def dates(connection: Connection, guild_id: int, since: date) -> set[date]:
    """Return the dates from `since` on that the ledger has, or that were posted and then erased."""
    async with connection.execute(
        "SELECT local_date FROM daily_post WHERE guild_id = ? AND local_date >= ?",
        (guild_id, since.isoformat()),
    ) as cursor:
        recorded = {date.fromisoformat(day) async for (day,) in cursor}
    days = (since + timedelta(days=ahead) for ahead in range(_ERASED_DAYS))
    return recorded | await posted_date.of(connection, guild_id, days)


async def posts(
    connection: Connection, guild_id: int, before: date | None, limit: int
) -> list[tuple[date, int]]:
    """Return (date, question id) of posts before a date, the newest first."""
    rows = await connection.execute_fetchall(
        "SELECT local_date, question_id FROM daily_post"
        " WHERE guild_id = ? AND local_date < ? AND state IN ('claimed', 'sent')"
        " ORDER BY local_date DESC LIMIT ?",
        (guild_id, "9999-12-31" if before is None else before.isoformat(), limit),
    )
    return [(date.fromisoformat(day), question_id) for day, question_id in rows]


async def missed(
    connection: Connection, posts: Sequence[tuple[date, int]], user_ids: Collection[int]
) -> list[tuple[int, date]]:
    """Return (user id, date) for each of these posts that a user did not answer."""
    days = {question_id: day for day, question_id in posts}
    rows = await connection.execute_fetchall(
        "SELECT person.value, post.value FROM json_each(?) AS person"
        " CROSS JOIN json_each(?) AS post WHERE NOT EXISTS (SELECT 1 FROM answer"
        " WHERE question_id = post.value AND user_id = person.value)",
        (json.dumps(list(user_ids)), json.dumps(list(days))),
    )
    return [(user_id, days[question_id]) for user_id, question_id in rows]


async def shown(connection: Connection, guild_id: int) -> tuple[int, set[Key]]:
    """Return the server's current cycle (from 0) and the codes that its posts have shown in it.

    A cycle is a round of daily posts in which each code is shown once.
    """
    async with connection.execute(
        "WITH every AS (SELECT cycle, code, vendor FROM daily_post"
        " WHERE guild_id = :guild AND state IN ('claimed', 'sent')"
        " UNION ALL SELECT cycle, code, vendor FROM dealt WHERE guild_id = :guild)"
        " SELECT cycle, code, vendor FROM every WHERE cycle = (SELECT max(cycle) FROM every)",
        {"guild": guild_id},
    ) as cursor:
        rows = list(await cursor.fetchall())
    return (rows[0][0] if rows else 0), {Key(code, vendor) for _, code, vendor in rows}


async def sent_questions(connection: Connection, guild_id: int, day: date) -> list[SentQuestion]:
    """Return the last question sent before `day`, and each question sent since, oldest first."""
    async with connection.execute(
        "SELECT local_date, question_id, document"
        " FROM daily_post JOIN question ON question.id = question_id"
        " WHERE daily_post.guild_id = :guild AND state = 'sent' AND local_date >= coalesce("
        "(SELECT local_date FROM daily_post"
        " WHERE guild_id = :guild AND state = 'sent' AND local_date < :day"
        " ORDER BY local_date DESC LIMIT 1), :day)"
        " ORDER BY local_date",
        {"guild": guild_id, "day": day.isoformat()},
    ) as cursor:
        return [
            SentQuestion(date.fromisoformat(sent_on), question_id, decode(document).key)
            async for sent_on, question_id, document in cursor
        ]


async def claim(
    connection: Connection,
    draft: DraftClaim,
    question_id: int,
    claimed_at: datetime,
    retry_at: datetime,
) -> None:
    """Record a date as claimed. Raise sqlite3.IntegrityError if the ledger has that date."""
    await connection.execute(
        "INSERT INTO daily_post (guild_id, local_date, state, timezone, due_at, channel_id,"
        " role_id, cycle, code, vendor, question_id, claimed_at, retry_at)"
        " VALUES (?, ?, 'claimed', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            draft.guild_id,
            draft.due.local_date.isoformat(),
            draft.timezone,
            seconds(draft.due.due_at),
            draft.channel_id,
            draft.role_id,
            draft.cycle,
            draft.key.code,
            draft.key.vendor,
            question_id,
            seconds(claimed_at),
            seconds(retry_at),
        ),
    )


async def claimed(connection: Connection, guild_id: int, day: date) -> Claim | None:
    """Return the claim on a date, None if the date is not in the state "claimed"."""
    async with connection.execute(
        "SELECT due_at, timezone, channel_id, role_id, code, vendor, document, claimed_at, attempts"
        " FROM daily_post JOIN question ON question.id = question_id"
        " WHERE daily_post.guild_id = ? AND local_date = ? AND state = 'claimed'",
        (guild_id, day.isoformat()),
    ) as cursor:
        row = await cursor.fetchone()
    if row is None:
        return None
    due_at, timezone, channel_id, role_id, code, vendor, document, at, attempts = row
    return Claim(
        guild_id,
        Due(day, moment(due_at)),
        timezone,
        channel_id,
        role_id,
        Key(code, vendor),
        decode(document),
        moment(at),
        attempts,
    )


async def record_unposted(
    connection: Connection, daily: Daily, due: Due, reason: Miss | None
) -> None:
    """Record a date without an attempt: missed for `reason`, or skipped on request if `reason` is
    None. Does nothing if the ledger has the date."""
    await connection.execute(
        "INSERT INTO daily_post (guild_id, local_date, state, reason, timezone, due_at, channel_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            daily.guild_id,
            due.local_date.isoformat(),
            "missed" if reason else "skipped",
            reason,
            daily.schedule.timezone,
            seconds(due.due_at),
            daily.channel_id,
        ),
    )


async def mark_sent(connection: Connection, claim: Claim, message_id: int | None) -> None:
    """Record the post as sent, even if the claim was dropped in the meantime. `message_id` is None
    if the message was deleted."""
    await connection.execute(
        "UPDATE daily_post SET state = 'sent', message_id = ?, retry_at = NULL"
        " WHERE guild_id = ? AND local_date = ?",
        (message_id, claim.guild_id, claim.due.local_date.isoformat()),
    )


async def mark_missed(
    connection: Connection, claim: Claim, reason: Miss, *, is_unsent: bool
) -> None:
    """Record the post as missed. Does nothing if another attempt has sent it.

    If `is_unsent`, no attempt can have sent the post, and `claimed_at` becomes NULL.
    """
    await connection.execute(
        "UPDATE daily_post SET state = 'missed', reason = ?, retry_at = NULL,"
        " claimed_at = iif(?, NULL, claimed_at)"
        " WHERE guild_id = ? AND local_date = ? AND state = 'claimed'",
        (reason, is_unsent, claim.guild_id, claim.due.local_date.isoformat()),
    )


async def unsent(connection: Connection, guild_id: int, since: date) -> set[date]:
    """Return the missed dates, from `since` on, whose posts were certainly not sent."""
    async with connection.execute(
        "SELECT local_date FROM daily_post WHERE guild_id = ? AND local_date >= ?"
        " AND state = 'missed' AND claimed_at IS NULL",
        (guild_id, since.isoformat()),
    ) as cursor:
        return {date.fromisoformat(day) async for (day,) in cursor}


async def remove_unsent(connection: Connection, guild_id: int, day: date) -> None:
    """Delete a missed date for which no post was sent, and its question, which no one saw."""
    async with connection.execute(
        "DELETE FROM daily_post WHERE guild_id = ? AND local_date = ?"
        " AND state = 'missed' AND claimed_at IS NULL RETURNING question_id",
        (guild_id, day.isoformat()),
    ) as cursor:
        questions = await cursor.fetchall()
    await connection.executemany("DELETE FROM question WHERE id = ?", questions)


async def mark_failed(connection: Connection, claim: Claim, retry_at: datetime) -> None:
    """Count a failed attempt, and schedule the next one."""
    await connection.execute(
        "UPDATE daily_post SET attempts = attempts + 1, retry_at = ?"
        " WHERE guild_id = ? AND local_date = ? AND state = 'claimed'",
        (seconds(retry_at), claim.guild_id, claim.due.local_date.isoformat()),
    )


async def move(connection: Connection, claim: Claim) -> None:
    """Store the claim's new channel and role."""
    await connection.execute(
        "UPDATE daily_post SET channel_id = ?, role_id = ?"
        " WHERE guild_id = ? AND local_date = ? AND state = 'claimed'",
        (claim.channel_id, claim.role_id, claim.guild_id, claim.due.local_date.isoformat()),
    )


async def drop_claims(connection: Connection, guild_id: int, reason: Miss | None) -> None:
    """Record the server's claimed posts as missed for `reason`, or as skipped on request if
    `reason` is None. No new attempt is made to send them."""
    await connection.execute(
        "UPDATE daily_post SET state = ?, reason = ?, retry_at = NULL"
        " WHERE guild_id = ? AND state = 'claimed'",
        ("missed" if reason else "skipped", reason, guild_id),
    )


async def last_posts(connection: Connection, guild_id: int, limit: int) -> list[PastPost]:
    """Return the ledger's newest dates, the newest first."""
    async with connection.execute(
        "SELECT local_date, state, reason, message_id, channel_id FROM daily_post"
        " WHERE guild_id = ? ORDER BY local_date DESC LIMIT ?",
        (guild_id, limit),
    ) as cursor:
        return [PastPost(date.fromisoformat(day), *rest) async for day, *rest in cursor]


async def is_sent(connection: Connection, guild_id: int, day: date) -> bool:
    """Return whether a date's post was sent.

    A sent post counts even if the server's data has been erased since.
    """
    if await posted_date.of(connection, guild_id, [day]):
        return True
    async with connection.execute(
        "SELECT 1 FROM daily_post WHERE guild_id = ? AND local_date = ? AND state = 'sent'",
        (guild_id, day.isoformat()),
    ) as cursor:
        return await cursor.fetchone() is not None


async def open_questions(connection: Connection, guild_id: int) -> list[int]:
    """Return the ids of the server's questions of the day that are not closed."""
    rows = await connection.execute_fetchall(
        "SELECT question_id FROM daily_post JOIN question ON question.id = question_id"
        " WHERE daily_post.guild_id = ? AND closed_at IS NULL",
        (guild_id,),
    )
    return [question_id for (question_id,) in rows]


async def question_on(connection: Connection, guild_id: int, day: date) -> int | None:
    """Return the id of the question of that date's post, whether or not the post was sent."""
    async with connection.execute(
        "SELECT question_id FROM daily_post"
        " WHERE guild_id = ? AND local_date = ? AND question_id IS NOT NULL",
        (guild_id, day.isoformat()),
    ) as cursor:
        row = await cursor.fetchone()
    return None if row is None else int(row[0])
