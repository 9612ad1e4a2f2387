"""An export's rows as people and other programs read them."""

from datetime import UTC, datetime

from bot.model.privacy import ReadableRows
from bot.store.data_owners import DISCORD_IDS, OWNED
from bot.store.erasure import Rows

_IDS = {
    table.name: {name for name, kind in table.columns.items() if kind in DISCORD_IDS}
    for table in OWNED
}


def readable(rows: Rows) -> ReadableRows:
    """Return IDs as strings, since JavaScript's numbers would round them, moments as in ISO 8601,
    and what is 0 or 1 as false or true."""
    return {
        table: [
            {name: _value(name, value, name in _IDS[table]) for name, value in row.items()}
            for row in some
        ]
        for table, some in rows.items()
    }


def _value(name: str, value: int | str | None, is_id: bool) -> str | int | bool | None:
    if value is None or isinstance(value, str):
        return value
    if is_id:
        return str(value)
    if name.endswith("_at"):
        return datetime.fromtimestamp(value, UTC).isoformat()
    return bool(value) if name.startswith("is_") else value
