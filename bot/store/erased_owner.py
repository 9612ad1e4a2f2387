"""The people and servers that were erased, as salted hashes.

A restore erases these people and servers from the restored backup, too. A running bot finds here
what another process erased.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.store import state
from bot.store.data_owners import OWNED, OWNERS, Scope
from bot.store.database import Connection, seconds

_COLUMNS = "scope, salt, hash, erased_at, keeps_choices"
NOTED = f"SELECT {_COLUMNS} FROM erased_owner ORDER BY id"
_NUMBERED = f"SELECT id, {_COLUMNS} FROM erased_owner"
_LAST_SALT = "SELECT salt FROM erased_owner ORDER BY id DESC LIMIT 1"
_SALT_BYTES = 16
_LAST = "last_erasure"


class ErasedOwner(NamedTuple):
    """The note of an erasure, with a salted hash of the person's or server's ID.

    `erased_at` is in seconds of UTC since 1970. `keeps_choices` is 1 if the erasure kept a person's
    choices, else 0. A person can choose to be hidden from others, and to have no answers stored.
    """

    scope: Scope
    salt: bytes
    hash: bytes
    erased_at: int
    keeps_choices: int


async def note(
    connection: Connection,
    scope: Scope,
    owner_id: int,
    now: datetime,
    *,
    keeps_choices: bool = False,
    is_unfinished: bool = False,
) -> int:
    """Note an erasure, in its transaction, and return the note's number.

    If an erasure has several parts, the transaction of the first part makes an unfinished note. The
    transaction of the last part removes that note and makes another.
    """
    salt = await _salt(connection)
    hashed = _hash(salt, scope, owner_id)
    erased = ErasedOwner(scope, salt, hashed, seconds(now), int(keeps_choices))
    return await _add(connection, [erased], is_unfinished=is_unfinished)


async def note_all(
    connection: Connection, owners: Iterable[tuple[Scope, int]], now: datetime
) -> None:
    salt, at = await _salt(connection), seconds(now)
    await _add(
        connection,
        [ErasedOwner(scope, salt, _hash(salt, scope, id_), at, 0) for scope, id_ in owners],
    )


async def _salt(connection: Connection) -> bytes:
    # All notes share a salt, so that a restore hashes each ID once.
    async with connection.execute(_LAST_SALT) as cursor:
        row = await cursor.fetchone()
    return secrets.token_bytes(_SALT_BYTES) if row is None else bytes(row[0])


async def has_older(connection: Connection, before: datetime) -> bool:
    ((oldest,),) = await connection.execute_fetchall("SELECT min(erased_at) FROM erased_owner")
    return oldest is not None and oldest < seconds(before)


async def forget(connection: Connection, before: datetime) -> None:
    """Forget the erasures that are older than every backup that is still kept."""
    await connection.execute("DELETE FROM erased_owner WHERE erased_at < ?", (seconds(before),))


async def add(connection: Connection, erased: ErasedOwner) -> None:
    await _add(connection, [erased])


async def _add(
    connection: Connection, erased: Sequence[ErasedOwner], *, is_unfinished: bool = False
) -> int:
    """Add notes, and return the number of the last one."""
    # `state` keeps the last number. The table's highest number is no substitute: the numbers would
    # begin again once all rows are forgotten, and a running bot would miss the next erasure.
    last = await newest(connection)
    await connection.executemany(
        f"INSERT INTO erased_owner (id, {_COLUMNS}, is_unfinished) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(last + place, *each, int(is_unfinished)) for place, each in enumerate(erased, 1)],
    )
    await state.put(connection, _LAST, str(last + len(erased)))
    return last + len(erased)


async def remove(connection: Connection, number: int) -> bool:
    """Remove the note with a number. Return False if no note has the number."""
    cursor = await connection.execute("DELETE FROM erased_owner WHERE id = ?", (number,))
    return cursor.rowcount > 0


async def noted(connection: Connection) -> list[ErasedOwner]:
    """Return all erasures, unfinished ones too, in the order of their numbers."""
    async with connection.execute(NOTED) as cursor:
        return [ErasedOwner(*row) async for row in cursor]


async def finished(connection: Connection) -> list[ErasedOwner]:
    """Return the erasures whose last part is done."""
    return [*(await _numbered(connection, "NOT is_unfinished")).values()]


async def unfinished(connection: Connection) -> dict[int, ErasedOwner]:
    """Return the erasures whose last part isn't done, by their numbers."""
    return await _numbered(connection, "is_unfinished")


async def newest(connection: Connection) -> int:
    """Return the number of the last erasure, 0 if there was none."""
    return int(await state.get(connection, _LAST) or 0)


async def last_and_uncleared(connection: Connection) -> tuple[int, list[ErasedOwner]]:
    """Return the finished erasures that may have left traces in files, and their highest number.

    The number comes first. It is 0 if there are no such erasures.
    """
    found = await _numbered(connection, "NOT is_cleared AND NOT is_unfinished")
    return max(found, default=0), list(found.values())


async def noted_between(connection: Connection, after: int, last: int) -> dict[int, ErasedOwner]:
    """Return the erasures with a number above `after` and up to `last`, by their numbers."""
    return await _numbered(connection, "id > ? AND id <= ?", after, last)


async def _numbered(connection: Connection, where: str, *values: int) -> dict[int, ErasedOwner]:
    rows = await connection.execute_fetchall(f"{_NUMBERED} WHERE {where}", values)
    return {number: ErasedOwner(*row) for number, *row in rows}


async def set_cleared(connection: Connection, last: int) -> None:
    """Record that the files have no traces of the erasures up to the number `last`."""
    await connection.execute("UPDATE erased_owner SET is_cleared = 1 WHERE id <= ?", (last,))


async def set_all_uncleared(connection: Connection) -> None:
    await connection.execute("UPDATE erased_owner SET is_cleared = 0")


async def forget_repeated(connection: Connection) -> None:
    """Forget all but the last erasure of each person and server.

    The last one suffices: a backup that is older than one of the erasures is older than the last.
    """
    await connection.execute(
        "DELETE FROM erased_owner WHERE id NOT IN"
        " (SELECT max(id) FROM erased_owner GROUP BY scope, hash)"
    )


def among(ids: Iterable[int], scope: Scope, erased: Sequence[ErasedOwner]) -> list[int]:
    """Return the erased IDs among `ids`."""
    of_scope = [each for each in erased if each.scope == scope]
    hashes = {each.hash for each in of_scope}
    salts = {each.salt for each in of_scope}
    return [
        owner_id
        for owner_id in ids
        if any(_hash(salt, scope, owner_id) in hashes for salt in salts)
    ]


def ids_of(erased: Sequence[ErasedOwner], known: Iterable[int]) -> list[int] | None:
    """Return the known IDs that were erased, or None if `known` lacks an erased ID."""
    kinds = {(each.salt, each.scope) for each in erased}
    ids = {_hash(*kind, owner_id): owner_id for owner_id in known for kind in kinds}
    if any(each.hash not in ids for each in erased):
        return None
    return sorted({ids[each.hash] for each in erased})


async def owners(connection: Connection, scope: Scope) -> list[int]:
    """Return the IDs of all people or servers that have a row."""
    ids: set[int] = set()
    for table in OWNED:
        for column in table.named(*OWNERS[scope]):
            async with connection.execute(f"SELECT DISTINCT {column} FROM {table.name}") as cursor:
                ids.update([row[0] async for row in cursor if row[0]])
    return sorted(ids)


def _hash(salt: bytes, scope: Scope, owner_id: int) -> bytes:
    return hashlib.sha256(salt + f"{scope}:{owner_id}".encode()).digest()
