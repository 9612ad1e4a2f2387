"""The file of an export: a person's or a server's rows, with words that explain them."""

import gzip
from datetime import datetime

import msgspec

from bot.model.privacy import ReadableRows
from bot.texts import Voice


def export_file(
    name: str, rows: ReadableRows, owner_id: int, made_at: datetime, voice: Voice, max_bytes: int
) -> tuple[str, bytes] | None:
    """Return a file's name and content, compressed if the content has more than `max_bytes`.

    Returns None if the compressed content still has more.
    """
    content = data_file(rows, owner_id, made_at, voice)
    if len(content) <= max_bytes:
        return name, content
    packed = gzip.compress(content)
    return (f"{name}.gz", packed) if len(packed) <= max_bytes else None


def data_file(rows: ReadableRows, owner_id: int, made_at: datetime, voice: Voice) -> bytes:
    """Return an export as JSON. `owner_id` is the person's or the server's ID."""
    document = {
        "about": voice.say("data_file.about"),
        "id": str(owner_id),
        "made_at": made_at.isoformat(timespec="seconds"),
        "data": {
            table: {
                "about": voice.say(f"data_file.table.{table}"),
                "fields": {name: field_text(table, name, voice) for name in some[0]},
                "rows": some,
            }
            for table, some in rows.items()
            if some
        },
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1)


def field_text(table: str, name: str, voice: Voice) -> str:
    """Return what a field means: the table's own text, or else the text for every table.

    Most names mean the same in every table.
    """
    own = f"data_file.field.{table}_{name}"
    return voice.say(own if own in voice.texts else f"data_file.field.{name}")
