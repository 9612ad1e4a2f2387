"""Compares the data with IANA's registry of status codes, read from its CSV file.

The columns are Value, Description and Reference. A value is a code or a range of unassigned codes.
A description may end with a mark: "(OBSOLETED)", or "(TEMPORARY - registered 2024-11-13, expires
2026-11-13)".
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.errors import Complaint, StartError
from bot.knowledge.seed import entry_nodes
from bot.model import Entry
from bot.model.entry import Registration, Temporary
from bot.strict_yaml import at

_COLUMNS = ["Value", "Description", "Reference"]
_DESCRIPTION = re.compile(r"(.*?)(?: \((OBSOLETED|TEMPORARY\b.*)\))?")
_DATE = re.compile(r"(extension registered|registered|expires) (\d{4}-\d\d-\d\d)")
_REFERENCE = re.compile(r"\[([^\[\],]+)(?:, Section ([0-9.]+))?\]")
_RFC = re.compile(r"RFC(\d+)")


@dataclass(frozen=True, slots=True)
class Row:
    """The registry's data on one code. `line` is the row's line number in the CSV file."""

    line: int
    name: str
    registration: Registration
    is_obsolete: bool
    temporary: Temporary | None
    # Each document with its section: ("RFC 9110", "15.5.1"). The section of a whole document is ''.
    references: tuple[tuple[str, str], ...]


def differences(folder: Path, registry: Path) -> list[Complaint]:
    """Return each difference of the data from the registry.

    The caller has already checked the data with complaints_about().
    """
    rows = read_registry(registry)
    complaints: list[Complaint] = []
    for entry, node, yaml_file, name in entry_nodes(folder, complaints):
        if not entry.vendor:
            for field, problem in problems(entry, rows.pop(entry.code, None)):
                yaml_file.complain(at(node, field), name, field, problem)
    complaints += [
        Complaint(str(registry), row.line, str(code), "-", f"{row.name} is not in the data")
        for code, row in rows.items()
    ]
    return sorted(complaints)


def read_registry(path: Path) -> dict[int, Row]:
    """Return the registry's row of each code. Raises StartError if the file isn't the registry."""
    rows = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        if next(lines, None) != _COLUMNS:
            raise StartError(
                f"{path} is not IANA's CSV of status codes: its first line is not"
                f" {','.join(_COLUMNS)}."
            )
        for cells in lines:
            if not _is_row(cells):
                raise StartError(
                    f"{path} is not IANA's CSV of status codes: line {lines.line_num}."
                )
            value, description, reference = cells
            if description != "Unassigned":
                rows[int(value)] = _row(lines.line_num, description, reference)
    return rows


def _is_row(cells: list[str]) -> bool:
    if len(cells) != len(_COLUMNS):
        return False
    value = r"\d{3}(-\d{3})?" if cells[1] == "Unassigned" else r"\d{3}"
    return re.fullmatch(value, cells[0]) is not None


def _row(line: int, description: str, reference: str) -> Row:
    match = _DESCRIPTION.fullmatch(description)
    name, mark = match.groups(default="") if match else (description, "")
    temporary = _temporary(mark)
    kind: Registration = "temporary" if mark.startswith("TEMPORARY") else "registered"
    return Row(
        line,
        name,
        "unused" if name == "(Unused)" else kind,
        mark == "OBSOLETED",
        temporary,
        tuple(
            (_document(document), section) for document, section in _REFERENCE.findall(reference)
        ),
    )


def _temporary(mark: str) -> Temporary | None:
    dates = {key: date.fromisoformat(day) for key, day in _DATE.findall(mark)}
    if "registered" not in dates or "expires" not in dates:
        return None
    return Temporary(dates["registered"], dates["expires"], dates.get("extension registered"))


def _document(name: str) -> str:
    """Return "RFC 9110" for RFC9110, and a draft's name without its version number."""
    return re.sub(r"-\d\d$", "", _RFC.sub(r"RFC \1", name))


def problems(entry: Entry, row: Row | None) -> Iterator[tuple[str, str]]:
    """Yield each difference of an entry from the registry's row, as (dotted field, problem)."""
    if row is None:
        yield "code", "is not in IANA's registry"
        return
    if row.registration != "unused" and row.name != entry.name:
        yield "name", f"IANA says {row.name!r}"
    if row.registration != entry.registration:
        yield "registration", f"IANA says {row.registration}"
    if row.is_obsolete != entry.obsolete:
        yield "obsolete", f"IANA says {str(row.is_obsolete).lower()}"
    if row.temporary != entry.temporary:
        yield "temporary", f"IANA says {_dates(row.temporary)}"
    if entry.spec is None:
        return
    sections = dict(row.references)
    if entry.spec.document not in sections:
        yield "spec.document", f"IANA refers to {', '.join(sections) or 'nothing'}"
    elif sections[entry.spec.document] not in ("", entry.spec.section):
        yield "spec.section", f"IANA says {sections[entry.spec.document]}"


def _dates(temporary: Temporary | None) -> str:
    if temporary is None:
        return "no dates"
    extended = f"extended {temporary.extended}, " if temporary.extended else ""
    return f"registered {temporary.registered}, {extended}expires {temporary.expires}"
