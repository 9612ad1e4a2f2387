"""Reads a database's data_hash, the hash of its data files, without opening it as the bot does."""

import sqlite3
from contextlib import closing
from pathlib import Path


def stored_hash(path: str) -> str | None:
    """Return the hash of a database file's data, or None if the hash can't be read.

    Reads the file without its WAL and without locks, so no file is left beside it. A hash that is
    only in the WAL isn't seen.
    """
    address = f"{Path(path).absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            row = connection.execute("SELECT value FROM state WHERE name = 'data_hash'").fetchone()
    except sqlite3.Error:
        return None
    return None if row is None else str(row[0])
