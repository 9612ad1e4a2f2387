"""YAML → checked entries → store, in one transaction, and only when the data has changed."""

import hashlib
from pathlib import Path

from bot import model, rules
from bot.config import shipped
from bot.errors import Complaint, SourceError
from bot.model import Entry, Key
from bot.source import at, build, elements, peek, read
from bot.store import state
from bot.store.database import Database
from bot.store.entry import load_entries, save_entries


def data_hash(folder: Path) -> str:
    """Changes with any shipped code file, and with the model that they are stored as."""
    digest = hashlib.sha256(Path(model.__file__).read_bytes())
    for path in sorted(folder.glob("codes/*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def read_entries(folder: Path) -> list[Entry]:
    """All entries of `folder`/codes, in file order; raises SourceError with every complaint."""
    complaints: list[Complaint] = []
    found = []
    for path in sorted(folder.glob("codes/*.yaml")):
        root, source = read(path, folder.parent, complaints)
        for node in elements(root, source) if root is not None else ():
            name = f"{peek(node, 'code')} {peek(node, 'vendor')}".strip() or "-"
            before = len(complaints)
            entry = build(node, Entry, source, name)
            if len(complaints) == before:
                found.append((entry, node, source, name))
    if not found and not complaints:
        complaints.append(Complaint(str(folder), 1, "-", "-", "there are no code files here"))
    known = frozenset(entry.key for entry, *_ in found)
    # An entry that could not be read is no dangling relation of its neighbours.
    whole = not complaints
    seen: set[Key] = set()
    for entry, node, source, name in found:
        if entry.key in seen:
            source.complain(node, name, "code", "is in the data twice")
        seen.add(entry.key)
        for field, problem in rules.problems(entry, known):
            if whole or field != "related":
                source.complain(at(node, field), name, field, problem)
    if complaints:
        raise SourceError(sorted(complaints))
    return [entry for entry, *_ in found]


async def seed(database: Database, folder: Path | None = None) -> list[Entry]:
    """The shipped entries, brought into the store first if they have changed since the last start.

    The files are read and checked before anything is written; users' tables are not touched.
    """
    folder = folder or shipped("data")
    new_hash = data_hash(folder)
    if await state.get(database, "data_hash") == new_hash:
        return await load_entries(database)
    entries = read_entries(folder)
    async with database.transaction() as connection:
        await save_entries(connection, entries)
        await state.put(connection, "data_hash", new_hash)
    return entries
