"""Brings a database to the newest version with the numbered scripts of `migrations/`."""

import sqlite3
from pathlib import Path

import aiosqlite

from bot.config import shipped
from bot.errors import StartError
from bot.store.migration_copies import copy_before_migration


def newest_version() -> int:
    """Return the version that this code's migrations lead to."""
    return len(numbered(shipped("migrations")))


def numbered(folder: Path) -> list[Path]:
    """Return the scripts in order. Raises StartError if a number is missing or used twice."""
    scripts = sorted(folder.glob("*.sql"))
    numbers = [script.name.split("_")[0] for script in scripts]
    if not scripts or numbers != [f"{number:04}" for number in range(1, len(scripts) + 1)]:
        raise StartError(f"The migrations are not numbered 0001, 0002, …: {', '.join(numbers)}.")
    return scripts


async def migrate(
    connection: aiosqlite.Connection, path: str, scripts: list[Path], *, keeps_copy: bool
) -> None:
    """Run the scripts that the database lacks.

    Foreign keys are off, because the rebuild of a parent table would delete its children. Each
    script contains its own transaction, because executescript() commits a transaction that is open.
    """
    version = await _version(connection)
    if version > len(scripts):
        raise StartError(
            f"The database {path} has version {version}, from a newer Teapot; "
            f"this one knows versions up to {len(scripts)}."
        )
    if version == 0 and await _has_tables(connection):
        raise StartError(
            f"The database {path} belongs to something else: its tables are not Teapot's."
        )
    if 0 < version < len(scripts) and keeps_copy:
        await copy_before_migration(connection, path, version)
    await connection.execute("PRAGMA foreign_keys = OFF")
    for number, script in enumerate(scripts[version:], version + 1):
        try:
            await connection.executescript(script.read_text(encoding="utf-8"))
        except sqlite3.Error:
            await connection.rollback()
            # Another process may have run the same script at this moment.
            if await _version(connection) < number:
                raise
    await _check_references(connection, path, len(scripts))


async def _check_references(connection: aiosqlite.Connection, path: str, version: int) -> None:
    """Raise StartError if a row refers to a missing row.

    application_id is the version at which the last check passed. That version is not checked again,
    because a check of a million answers is slow. Every start checks until a check passes.
    """
    if await _pragma(connection, "application_id") == version:
        return
    async with connection.execute("PRAGMA foreign_key_check") as cursor:
        broken = list(await cursor.fetchall())
    if broken:
        raise StartError(f"The database {path} has {len(broken)} references to missing rows.")
    await connection.execute(f"PRAGMA application_id = {version}")


async def _has_tables(connection: aiosqlite.Connection) -> bool:
    """Return whether the database has tables, but version 0.

    One statement reads both, because another process may be running the first script.
    """
    async with connection.execute(
        "SELECT (SELECT count(*) FROM sqlite_schema) > 0"
        " AND (SELECT user_version FROM pragma_user_version) = 0"
    ) as cursor:
        row = await cursor.fetchone()
    return row is not None and bool(row[0])


async def _version(connection: aiosqlite.Connection) -> int:
    return await _pragma(connection, "user_version")


async def _pragma(connection: aiosqlite.Connection, name: str) -> int:
    ((number,),) = await connection.execute_fetchall(f"PRAGMA {name}")
    return int(number)
