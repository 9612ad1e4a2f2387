"""Reads what a submitted form's fields hold."""

from collections.abc import Iterator
from typing import Any, cast

from bot.commands.app import Interaction


def fields_of(interaction: Interaction) -> dict[str, dict[str, Any]]:
    """Return a submitted form's fields by their custom_ids."""
    data = cast("dict[str, Any]", interaction.data)
    return {str(each["custom_id"]): each for each in _fields(data.get("components"))}


def _fields(components: Any) -> Iterator[dict[str, Any]]:
    """Yield the fields, which are in labels or rows."""
    for each in components if isinstance(components, list) else []:
        if isinstance(each, dict):
            if "custom_id" in each:
                yield each
            yield from _fields(each.get("components"))
            yield from _fields([each.get("component")])
