"""Runs `teapot export` and `teapot erase` on the database, even while the bot uses it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.cards.data_file import data_file
from bot.errors import UserError
from bot.services.privacy.erasure_in_parts import Owner, erase, erase_all
from bot.services.privacy.erasures import Cleared, clear_traces
from bot.services.privacy.readable_export import readable
from bot.store.database import Database, open_database
from bot.store.erasure import export_user
from bot.texts import Voice

T = TypeVar("T")


def export_text(database: str, user_id: int, voice: Voice) -> str | None:
    """Return the stored data of a person as JSON, or None if there are none."""
    _check(database)
    rows = asyncio.run(_with(database, lambda opened: export_user(opened.reader, user_id)))
    if not any(rows.values()):
        return None
    return data_file(readable(rows), user_id, datetime.now(UTC), voice).decode()


def erase_lines(
    database: str, user_id: int | None, guild_id: int | None, voice: Voice
) -> list[str]:
    """Erase a person, a server, or everything if neither is given. Return the lines to print."""
    _check(database)
    if user_id is not None:
        owner = Owner("person", user_id)
    elif guild_id is not None:
        owner = Owner("server", guild_id)
    else:
        owner = None
    count, cleared = asyncio.run(_with(database, partial(_erase, owner=owner)))
    lines = [voice.say("erase.done" if count else "erase.nothing", count=count)]
    if not cleared.is_done:
        lines.append(voice.say("erase.busy"))
    lines += [voice.say("erase.unreadable", file=str(file)) for file in cleared.unreadable]
    return lines


async def _erase(database: Database, *, owner: Owner | None) -> tuple[int, Cleared]:
    now = datetime.now(UTC)
    if owner is None:
        return await erase_all(database, now), await clear_traces(database)
    done = await erase(database, owner, now)
    rows = 0 if done is None else done.rows
    return rows, await clear_traces(database, [owner.id])


async def _with(database: str, use: Callable[[Database], Awaitable[T]]) -> T:
    opened = await open_database(database)
    try:
        return await use(opened)
    finally:
        await opened.close()


def _check(database: str) -> None:
    if not Path(database).is_file():
        raise UserError("copies.no_database", database=database)
