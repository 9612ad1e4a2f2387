"""Reads and checks `data/searches.yaml`: phrases that people search for, by entry."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from bot.errors import Complaint
from bot.model.entry import Entry, Key
from bot.model.text_limits import Name, ShortText
from bot.strict_yaml import at, build, elements, read


@dataclass(frozen=True, slots=True)
class Asked:
    """Search phrases that have the same answers. `answers` are keys of entries."""

    answers: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=4)]
    searches: Annotated[tuple[ShortText, ...], Meta(min_length=1)]


def with_searches(
    entries: Iterable[Entry], folder: Path, complaints: list[Complaint]
) -> tuple[Entry, ...]:
    """Return the entries with their search phrases, and add each mistake to `complaints`."""
    by_key = {str(entry.key): entry for entry in entries}
    # If an entry can't be read, its key looks unknown, so no unknown key is reported then.
    is_complete = not complaints
    found: dict[Key, list[str]] = defaultdict(list)
    seen: set[str] = set()
    root, yaml_file = read(folder / "searches.yaml", folder.parent, complaints)
    for node in elements(root, yaml_file) if root is not None else ():
        before = len(complaints)
        asked: Asked = build(node, Asked, yaml_file, "-")
        if len(complaints) > before:
            continue
        name = ", ".join(asked.answers)
        for search in asked.searches:
            if search.casefold() in seen:
                yaml_file.complain(
                    at(node, "searches"), name, "searches", f"{search!r} is in the file twice"
                )
            seen.add(search.casefold())
        for key in dict.fromkeys(asked.answers):
            if entry := by_key.get(key):
                found[entry.key] += asked.searches
            elif is_complete:
                yaml_file.complain(at(node, "answers"), name, "answers", f"{key} is no entry's key")
    return tuple(
        replace(entry, searches=tuple(found[entry.key])) if entry.key in found else entry
        for entry in by_key.values()
    )
