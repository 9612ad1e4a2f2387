"""Reads a database's `data_hash`, the hash of the YAML files that the database was filled from.

The hash also covers the code that shapes the stored data (knowledge/data_hash.py).
"""

import sqlite3
from contextlib import closing
from pathlib import Path


def stored_hash(path: str) -> str | None:
    """Return a database's `data_hash`, or None if it can't be read.

    Unlike the bot, reads the file without its WAL and without locks, so no file is left beside the
    database. A hash that is only in the WAL isn't seen.
    """
    address = f"{Path(path).absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            row = connection.execute("SELECT value FROM state WHERE name = 'data_hash'").fetchone()
    except sqlite3.Error:
        return None
    return None if row is None else str(row[0])
