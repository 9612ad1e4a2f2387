"""Fills the database from the YAML data, in one transaction, if the data has changed."""

import contextlib
import re
from pathlib import Path
from typing import Any

import msgspec

from bot.chain_text import chain_problems
from bot.config import shipped
from bot.errors import Complaint, InvalidFilesError
from bot.knowledge import entry_checks, korean_checks, quiz_checks
from bot.knowledge.data_hash import data_hash
from bot.knowledge.details import read_details
from bot.knowledge.error_texts import with_errors
from bot.knowledge.searches import with_searches
from bot.knowledge.zones import read_zone_names
from bot.model import Entry, Key, Knowledge, Scenario
from bot.model.text_limits import Name
from bot.store import knowledge as store
from bot.store import state
from bot.store.database import Database
from bot.strict_yaml import YamlFile, at, build, elements, peek, read
from bot.texts import Texts, load_texts


def read_knowledge(folder: Path, texts: Texts | None) -> Knowledge:
    """Read and check everything in the data folder; raise InvalidFilesError with every complaint.

    `texts` has the names of the machines in an entry's chain. A chain is the path of a response. If
    `texts` is None, chains are not checked.
    """
    complaints: list[Complaint] = []
    entries = _read_entries(folder, texts, complaints)
    asked_entries = with_searches(with_errors(entries, folder, complaints), folder, complaints)
    synonyms = _read_synonyms(folder, complaints)
    scenarios = _read_scenarios(folder, entries, complaints)
    zones = read_zone_names(folder, complaints)
    # After a complaint, the set of codes may be incomplete, so no detail's status is looked up.
    numbers = None if complaints else frozenset(entry.code for entry in entries)
    details = read_details(folder, numbers, complaints)
    if complaints:
        raise InvalidFilesError(sorted(complaints))
    return Knowledge(asked_entries, synonyms, scenarios, zones, details)


def complaints_about(folder: Path) -> list[Complaint]:
    """Return every mistake in the texts and in the data of a folder."""
    complaints: list[Complaint] = []
    texts = None
    try:
        texts = load_texts()
    except InvalidFilesError as error:
        complaints += error.complaints
    try:
        read_knowledge(folder, texts)
    except InvalidFilesError as error:
        complaints += error.complaints
    return complaints


async def seed(database: Database, texts: Texts, folder: Path | None = None) -> Knowledge:
    """Return everything in the data, and store it if it has changed since the last start.

    All files are read and checked before anything is written. Users' tables are not touched.
    """
    folder = folder or shipped("data")
    new_hash = data_hash(folder)
    if await state.get(database.reader, "data_hash") == new_hash:
        with contextlib.suppress(msgspec.DecodeError):  # If it can't be decoded, seed again.
            return await store.get(database.reader)
    knowledge = read_knowledge(folder, texts)
    async with database.transaction() as connection:
        await store.put(connection, knowledge)
        await state.put(connection, "data_hash", new_hash)
    return knowledge


def entry_nodes(
    folder: Path, complaints: list[Complaint]
) -> list[tuple[Entry, Any, YamlFile, str]]:
    """Return each entry that can be read, with its node, its file, and its name for complaints."""
    found = []
    for path in sorted(folder.glob("codes/*.yaml")):
        root, yaml_file = read(path, folder.parent, complaints)
        for node in elements(root, yaml_file) if root is not None else ():
            name = f"{peek(node, 'code')} {peek(node, 'vendor')}".strip() or "-"
            before = len(complaints)
            entry = build(node, Entry, yaml_file, name)
            if len(complaints) == before:
                found.append((entry, node, yaml_file, name))
    if not found and not complaints:
        complaints.append(Complaint(str(folder), 1, "-", "-", "there are no code files here"))
    return found


def _read_entries(folder: Path, texts: Texts | None, complaints: list[Complaint]) -> list[Entry]:
    found = entry_nodes(folder, complaints)
    known = frozenset(entry.key for entry, *_ in found)
    # If an entry can't be read, its key looks unknown in `related` and `quiz.also`, so no problem
    # of these fields is reported then.
    is_complete = not complaints
    seen: set[Key] = set()
    for entry, node, yaml_file, name in found:
        if entry.key in seen:
            yaml_file.complain(node, name, "code", "is in the data twice")
        seen.add(entry.key)
        chain = chain_problems(entry, texts) if texts is not None else ()
        korean, quiz = korean_checks.problems(entry), quiz_checks.problems(entry, known)
        for field, problem in (*entry_checks.problems(entry, known), *quiz, *korean, *chain):
            if is_complete or not (field == "related" or field.startswith("quiz.also")):
                yaml_file.complain(at(node, field), name, field, problem)
    return [entry for entry, *_ in found]


def _read_synonyms(folder: Path, complaints: list[Complaint]) -> tuple[tuple[str, ...], ...]:
    root, yaml_file = read(folder / "synonyms.yaml", folder.parent, complaints)
    groups: list[tuple[str, ...]] = []
    for number, node in enumerate(elements(root, yaml_file) if root is not None else (), 1):
        group = build(node, tuple[Name, ...], yaml_file, f"group {number}")
        for member in group:
            if member is not None and not re.search("[A-Za-z가-힣]", member):
                yaml_file.complain(
                    node, f"group {number}", "-", f"{member!r} has no letters to search for"
                )
        groups.append(group)
    return tuple(groups)


def _read_scenarios(
    folder: Path, entries: list[Entry], complaints: list[Complaint]
) -> tuple[Scenario, ...]:
    # If an entry can't be read, its code looks unknown in a scenario. So the codes of scenarios are
    # checked only if nothing was wrong before.
    is_complete = not complaints
    root, yaml_file = read(folder / "scenarios.yaml", folder.parent, complaints)
    known = {entry.key: entry for entry in entries}
    scenarios: list[Scenario] = []
    seen: set[str] = set()
    for node in elements(root, yaml_file) if root is not None else ():
        name = peek(node, "key") or "-"
        before = len(complaints)
        scenario = build(node, Scenario, yaml_file, name)
        if len(complaints) > before:
            continue
        if scenario.key in seen:
            yaml_file.complain(node, name, "key", "is in the data twice")
        seen.add(scenario.key)
        if is_complete:
            for field, problem in entry_checks.scenario_problems(scenario, known):
                yaml_file.complain(at(node, field), name, field, problem)
        for field, problem in korean_checks.scenario_problems(scenario):
            yaml_file.complain(at(node, field), name, field, problem)
        scenarios.append(scenario)
    return tuple(scenarios)
