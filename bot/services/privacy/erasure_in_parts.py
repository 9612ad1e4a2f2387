"""Erases in parts, because other writes wait while a part is erased.

Most people and servers are erased in one part, and so in one transaction. The first part of a
larger erasure notes the erasure as unfinished. If the process is killed before the last part, the
bot finishes the erasure later, at the latest at its next start.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.model.retention import POSTED_DATE
from bot.store import erased_owner, game, posted_date, state
from bot.store.data_owners import Scope, kept_by
from bot.store.database import Connection, Database
from bot.store.erasure import Part, erase_any, erase_guild, erase_user

# Other writes wait while a part is erased. On a busy machine, the longest waits are 0.1 to 0.25 s.
# Most of these come when SQLite checkpoints the WAL.
ROWS_AT_A_TIME = 500
# Most people have fewer rows, so they are erased in one part. Between parts, other writes would
# delay the reply.
PERSON_ROWS_AT_A_TIME = 2_000
# Lets another process write between two parts: SQLite has no queue of waiting writers.
PAUSE_SECONDS = 0.02
# A date that began this long ago is over in every time zone.
_OVER = timedelta(days=2)
# The key in the table `state` while everything is being erased.
_ERASING_ALL = "erasing_all"


class Owner(NamedTuple):
    """A person or a server to erase.

    If `keeps_choices`, the person's privacy choices stay: to be hidden from others, and to have no
    answers stored.
    """

    scope: Scope
    id: int
    keeps_choices: bool = False


class Done(NamedTuple):
    """The count of erased rows, and the number of the note on the erasure, 0 if there is no note.

    The note is a row of the table `erased_owner`.
    """

    rows: int
    note_number: int


async def erase(
    database: Database,
    owner: Owner,
    now: datetime,
    *,
    unless: Callable[[Connection], Awaitable[bool]] | None = None,
    on_first: Callable[[], None] = lambda: None,
) -> Done | None:
    """Erase a person or a server everywhere.

    Returns None and erases nothing if `unless` is true in the first transaction. Calls `on_first`
    after the first of several parts. Adds a note only if a row was erased. Otherwise each press of
    the erase button would add a note, and a person may press the button as often as they like.
    """
    async with database.transaction() as connection:
        if unless is not None and await unless(connection):
            return None
        part = await _erase(connection, owner, now)
        note_number = 0
        if part.rows:
            note_number = await _note(connection, owner, now, is_unfinished=not part.is_last)
        if not part.is_last and owner.scope == "server":
            await game.postpone_all(connection, owner.id)
    if part.is_last:
        return Done(part.rows, note_number)
    on_first()
    return await _erase_rest(database, owner, now, Done(part.rows, note_number))


async def finish(database: Database, now: datetime) -> None:
    """Finish the erasures that killed processes have begun."""
    reader = database.reader
    if await state.get(reader, _ERASING_ALL) is not None:
        await erase_all(database, now)
    for number, erased in (await erased_owner.unfinished(reader)).items():
        scope, keeps_choices = erased.scope, bool(erased.keeps_choices)
        ids = await erased_owner.owners(reader, scope)
        for owner_id in erased_owner.among(ids, scope, [erased]):
            owner = Owner(scope, owner_id, keeps_choices)
            await _erase_rest(database, owner, now, Done(0, number))
        # An owner without rows is not in `ids`, so the loop does not reach the owner. In that case,
        # replace the unfinished note by a finished note.
        async with database.transaction() as connection:
            if await erased_owner.remove(connection, number):
                await erased_owner.add(connection, erased)


async def erase_all(database: Database, now: datetime) -> int:
    """Erase all people and servers, and return the number of rows."""
    rows, noted = 0, set[tuple[Scope, int]]()
    while True:
        async with database.transaction() as connection:
            part, owners = await erase_any(connection, ROWS_AT_A_TIME)
            await erased_owner.note_all(connection, owners - noted, now)
            if part.is_last:
                await state.remove(connection, _ERASING_ALL)
                # Between two parts, a bot may have removed the traces of erased rows from the
                # database's files (store/erased_remains.py). The later parts leave new traces.
                await erased_owner.set_all_uncleared(connection)
            else:
                await state.put(connection, _ERASING_ALL, "1")
                await game.postpone_all(connection)
        rows += part.rows
        if part.is_last:
            return rows
        noted |= owners
        await asyncio.sleep(PAUSE_SECONDS)


async def _erase_rest(database: Database, owner: Owner, now: datetime, begun: Done) -> Done:
    rows = begun.rows
    while True:
        await asyncio.sleep(PAUSE_SECONDS)
        async with database.transaction() as connection:
            part = await _erase(connection, owner, now)
            if part.is_last:
                await erased_owner.remove(connection, begun.note_number)
                note_number = await _note(connection, owner, now)
        rows += part.rows
        if part.is_last:
            return Done(rows, note_number)


async def _erase(connection: Connection, owner: Owner, now: datetime) -> Part:
    if owner.scope == "person":
        kept_tables = kept_by(keeps_choices=owner.keeps_choices)
        return await erase_user(connection, owner.id, kept_tables, PERSON_ROWS_AT_A_TIME)
    # A date stays as a hash until it is over in every time zone. So no date is posted twice if the
    # server sets daily posts up again.
    await posted_date.keep(connection, owner.id, (now - _OVER).date(), now + POSTED_DATE)
    return await erase_guild(connection, owner.id, ROWS_AT_A_TIME)


async def _note(
    connection: Connection, owner: Owner, now: datetime, *, is_unfinished: bool = False
) -> int:
    return await erased_owner.note(
        connection,
        owner.scope,
        owner.id,
        now,
        keeps_choices=owner.keeps_choices,
        is_unfinished=is_unfinished,
    )
