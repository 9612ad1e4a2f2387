"""Finds the status column of a table by its header: W3C's log format, CSV, `| a | b |`."""

import re
from dataclasses import dataclass

from bot.services.extract.log_formats.iis import FTP_COMMANDS

_STATUS = re.compile(
    r"(?:https?|sc|elb|resp(?:onse)?|res)?[\s._-]?status(?:[\s._-]?code)?"
    r"|(?:http|resp(?:onse)?)[\s._-]?code|(?:상태|응답)(?:\s?코드)?",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\d\s]\S*(?:\s\S+){0,2}|")
# A sign may come before the number, and an explanation in brackets after it.
_CELL = re.compile(
    r"(?:[^\w|()-]{0,3}\s)?[\s\"'`*]*(?:([0-9]{3})|-?)[\s\"'`*]*(?:\([^()0-9]{1,40}\)\s*)?"
)
# FTP's column of codes has the name of HTTP's; the command tells them apart.
_FTP = re.compile(rf"(?:\[[0-9]{{1,9}}\])?(?:{FTP_COMMANDS})")
_AROUND = " \r\"'`*"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of `columns` columns; `status` is the index of the status column."""

    separator: str
    columns: int
    status: int

    def places(self, line: str) -> list[int] | None:
        """Return where the number in a row's status column begins: one offset, or none.

        Returns None if the line is not a row of the table.
        """
        separator = "\t" if self.separator == " " and "\t" in line else self.separator
        cells = line.split(separator)
        if len(cells) != self.columns or not (cell := _CELL.fullmatch(cells[self.status])):
            return None
        if self.separator == " " and any(_FTP.fullmatch(each) for each in cells):
            return []
        before = sum(len(each) + 1 for each in cells[: self.status])
        return [before + cell.start(1)] if cell[1] else []


def header(line: str) -> Table | None:
    """Return the table whose header this line is, if it has a status column."""
    if line.startswith("#Fields:"):
        return _table(line.removeprefix("#Fields:").split(), " ")
    for separator in "|,\t":
        if separator in line:
            names = [name.strip(_AROUND) for name in line.split(separator)]
            if all(_NAME.fullmatch(name) for name in names):
                return _table(names, separator)
    return None


def _table(names: list[str], separator: str) -> Table | None:
    status = next((at for at, name in enumerate(names) if _STATUS.fullmatch(name)), None)
    return None if status is None else Table(separator, len(names), status)
