"""The people and servers that were erased, as salted hashes.

A restore erases them again from the backup. A running bot finds here what another process erased.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.store import state
from bot.store.data_owners import OWNED, Kind, Scope
from bot.store.database import Connection, seconds

NOTED = "SELECT scope, salt, hash, erased_at, keeps_choices FROM erased_owner ORDER BY id"
_NUMBERED = "SELECT id, scope, salt, hash, erased_at, keeps_choices FROM erased_owner"
_LAST_SALT = "SELECT salt FROM erased_owner ORDER BY id DESC LIMIT 1"
_SALT_BYTES = 16
_LAST = "last_erasure"
_KINDS = {"person": (Kind.PERSON, Kind.NAMED), "server": (Kind.SERVER,)}


class ErasedOwner(NamedTuple):
    """`erased_at` is in seconds of UTC since 1970.

    `keeps_choices` is 1 if a person has stayed hidden or unrecorded, else 0.
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
) -> None:
    """Note an erasure in its transaction."""
    # All notes share a salt, so that a restore hashes each ID once.
    async with connection.execute(_LAST_SALT) as cursor:
        row = await cursor.fetchone()
    salt = secrets.token_bytes(_SALT_BYTES) if row is None else row[0]
    hashed = _hash(salt, scope, owner_id)
    await add(connection, ErasedOwner(scope, salt, hashed, seconds(now), int(keeps_choices)))


async def has_older(connection: Connection, before: datetime) -> bool:
    ((oldest,),) = await connection.execute_fetchall("SELECT min(erased_at) FROM erased_owner")
    return oldest is not None and oldest < seconds(before)


async def forget(connection: Connection, before: datetime) -> None:
    """Forget the erasures that every backup knows."""
    await connection.execute("DELETE FROM erased_owner WHERE erased_at < ?", (seconds(before),))


async def add(connection: Connection, erased: ErasedOwner) -> None:
    # The last number is in `state`: if it were the highest row's, the numbers would begin again
    # once all rows are forgotten, and a running bot would miss the next erasure.
    number = await newest(connection) + 1
    await state.put(connection, _LAST, str(number))
    await connection.execute(
        "INSERT INTO erased_owner (id, scope, salt, hash, erased_at, keeps_choices)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (number, *erased),
    )


async def noted(connection: Connection) -> list[ErasedOwner]:
    """Return the erasures in their order."""
    async with connection.execute(NOTED) as cursor:
        return [ErasedOwner(*row) async for row in cursor]


async def newest(connection: Connection) -> int:
    """Return the number of the last erasure, 0 if there was none."""
    return int(await state.get(connection, _LAST) or 0)


async def uncleared(connection: Connection) -> tuple[int, list[ErasedOwner]]:
    """Return the erasures that may have left something, and the number of the last one."""
    found = await _numbered(connection, "NOT is_cleared")
    return max(found, default=0), list(found.values())


async def noted_between(connection: Connection, after: int, last: int) -> dict[int, ErasedOwner]:
    """Return the erasures with a number above `after` and up to `last`, by their numbers."""
    return await _numbered(connection, "id > ? AND id <= ?", after, last)


async def _numbered(connection: Connection, where: str, *values: int) -> dict[int, ErasedOwner]:
    rows = await connection.execute_fetchall(f"{_NUMBERED} WHERE {where}", values)
    return {number: ErasedOwner(*row) for number, *row in rows}


async def set_cleared(connection: Connection, last: int) -> None:
    """Note that nothing of the erasures up to the number `last` is left in the files."""
    await connection.execute("UPDATE erased_owner SET is_cleared = 1 WHERE id <= ?", (last,))


async def forget_repeated(connection: Connection) -> None:
    """Forget all but the last erasure of each person and server.

    Each backup from before an earlier one is from before the last one, too.
    """
    await connection.execute(
        "DELETE FROM erased_owner WHERE id NOT IN"
        " (SELECT max(id) FROM erased_owner GROUP BY scope, hash)"
    )


def among(ids: Iterable[int], scope: Scope, erased: Sequence[ErasedOwner]) -> list[int]:
    """Return the erased ones of the IDs."""
    of_scope = [each for each in erased if each.scope == scope]
    hashes = {each.hash for each in of_scope}
    salts = {each.salt for each in of_scope}
    return [
        owner_id
        for owner_id in ids
        if any(_hash(salt, scope, owner_id) in hashes for salt in salts)
    ]


def ids_of(erased: Sequence[ErasedOwner], known: Iterable[int]) -> list[int] | None:
    """Return the known IDs that the erasures are of. None if one of them is of another ID."""
    kinds = {(each.salt, each.scope) for each in erased}
    ids = {_hash(*kind, owner_id): owner_id for owner_id in known for kind in kinds}
    if any(each.hash not in ids for each in erased):
        return None
    return sorted({ids[each.hash] for each in erased})


async def owners(connection: Connection, scope: Scope) -> list[int]:
    """Return the IDs of all people or servers that have a row."""
    ids: set[int] = set()
    for table in OWNED:
        for column in table.named(*_KINDS[scope]):
            async with connection.execute(f"SELECT DISTINCT {column} FROM {table.name}") as cursor:
                ids.update([row[0] async for row in cursor if row[0]])
    return sorted(ids)


def _hash(salt: bytes, scope: Scope, owner_id: int) -> bytes:
    return hashlib.sha256(salt + f"{scope}:{owner_id}".encode()).digest()
