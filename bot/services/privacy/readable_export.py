"""Converts an export's rows to a form that people and other programs can read."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from bot.model.privacy import ReadableRows
from bot.store.data_owners import DISCORD_IDS, OWNED
from bot.store.erasure import Row, Rows

_IDS = {
    table.name: {name for name, kind in table.columns.items() if kind in DISCORD_IDS}
    for table in OWNED
}
_Change = Callable[[Any], str | bool]


def readable(rows: Rows) -> ReadableRows:
    """Return the rows with IDs as strings, times in ISO 8601, and 0 or 1 as false or true.

    JavaScript's numbers would round an ID. 20,000 rows take some 45 ms, so call it in a thread.
    """
    return {table: [*_readable(table, some)] for table, some in rows.items()}


def _readable(table: str, rows: list[Row]) -> Iterator[dict[str, str | int | bool | None]]:
    changes = (
        [(name, change) for name in rows[0] if (change := _change(table, name))] if rows else []
    )
    for row in rows:
        changed = dict(row)
        for name, change in changes:
            if (value := row[name]) is not None:
                changed[name] = change(value)
        yield changed


def _change(table: str, name: str) -> _Change | None:
    if name in _IDS[table]:
        return str
    if name.endswith("_at"):
        return lambda value: datetime.fromtimestamp(value, UTC).isoformat()
    return bool if name.startswith("is_") else None
