"""Repeats erasures in the copies that restores kept beside a database. Removes other copies."""

from collections.abc import Sequence
from pathlib import Path

from bot.errors import StartError
from bot.store.data_owners import kept_by
from bot.store.database import Database, DatabaseError, open_database
from bot.store.erased_owner import ErasedOwner, add, among, finished, owners
from bot.store.erased_remains import clear_remains
from bot.store.erasure import erase_guild, erase_user
from bot.store.migration_copies import copies_of, files_named_after

_KEPT_BY_RESTORE = r"\.before-\d{4}-\d{2}-\d{2}T\d{6}Z(-\d+)?"


async def erase_in_copies(database: Path, erased: Sequence[ErasedOwner]) -> list[Path]:
    """Repeat erasures in the databases that restores kept. Remove other copies.

    The other copies are those that upgrades and killed restores left. An upgrade's copy is removed
    because its tables are an older version's. Returns the kept databases in which the erasure
    failed.
    """
    for copy in copies_of(database):
        copy.unlink(missing_ok=True)
    # A killed restore may have given the database a second name, a hard link to the same file.
    old_databases = [
        path
        for path in files_named_after(database, _KEPT_BY_RESTORE)
        if not path.samefile(database)
    ]
    return [copy for copy in old_databases if not await _erase_in(copy, erased)]


async def erase_later(database: Database, erased: Sequence[ErasedOwner]) -> int:
    """Repeat, in the older copy `database`, the erasures that are newer than the copy.

    Returns how many of the erased people and servers the copy still had. An erasure that the copy
    has noted isn't repeated: it is older than the copy, and any rows that the person or server has
    in the copy are newer than the erasure.
    """
    known = set(await finished(database.reader))
    later = [each for each in erased if each not in known]
    async with database.transaction() as connection:
        people = among(await owners(connection, "person"), "person", later)
        keeping = among(people, "person", [each for each in later if each.keeps_choices])
        for user_id in people:
            await erase_user(connection, user_id, kept_by(keeps_choices=user_id in keeping))
        servers = among(await owners(connection, "server"), "server", later)
        for guild_id in servers:
            await erase_guild(connection, guild_id)
        for each in later:
            await add(connection, each)
    await clear_remains(database, [*people, *servers])
    return len(people) + len(servers)


async def _erase_in(copy: Path, erased: Sequence[ErasedOwner]) -> bool:
    try:
        opened = await open_database(str(copy), keeps_copy=False)
    except StartError:
        return False
    try:
        await erase_later(opened, erased)
    except DatabaseError:
        return False
    finally:
        await opened.close()
    return True
