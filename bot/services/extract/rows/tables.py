"""Finds the status column of a table by its header: W3C's log format, CSV, `| a | b |`."""

import re
from dataclasses import dataclass
from itertools import accumulate

from bot.services.extract import context
from bot.services.extract.log_formats.iis import FTP_COMMANDS
from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words.word_patterns import compile_later

_STATUS = compile_later(
    r"(?:https?|sc|elb|resp(?:onse)?|res)?[\s._-]?status(?:[\s._-]?code)?"
    r"|(?:http|resp(?:onse)?)[\s._-]?code|http|(?:http\s?)?(?:상태|응답)(?:\s?(?:코드|값))?(?:\s?\([^)]{1,20}\))?",
    re.IGNORECASE,
)
# A load balancer's log has a second status: that of the server behind the balancer.
_SECOND_STATUS = compile_later(
    r"(?:target|upstream|backend|origin)[\s._-]?status(?:[\s._-]?code)?", re.IGNORECASE
)
# A table with a column of methods and a column of paths describes an API. Its columns of outcomes
# hold statuses, perhaps several in one cell.
_METHOD = compile_later(r"(?:http\s)?method|verb|메서드|메소드", re.IGNORECASE)
_PATH = compile_later(r"path|uri|url|endpoint|route|경로|엔드포인트|주소", re.IGNORECASE)
_OUTCOME = compile_later(
    r"success|failures?|errors?|responses?|성공|실패|정상|오류|에러|예외|응답", re.IGNORECASE
)
# A column "code" holds statuses only if its values are known codes that another column explains.
_ANY_CODE = compile_later(r"(?:(?:에러|오류|error)\s?)?(?:코드|codes?)", re.IGNORECASE)
_MEANING = compile_later(
    r"(?:의미|뜻|설명|내용|원인|사유|상황|비고|meaning|description|explanation|reason|when|cause|details?)"
    r"(?:\s\S{1,12})?",
    re.IGNORECASE,
)
_MIN_CODES = 2
# How much of the text below a header is read to decide whether a column "code" holds statuses.
_BELOW_CHARACTERS = 1_000
_CODES = compile_later(r"[\s\"'`*]*[1-5][0-9]{2}(?:(?:, ?|/)[1-5][0-9]{2}){0,9}[\s\"'`*]*")
_CODE = compile_later(r"[0-9]{3}")
_NAME = compile_later(r"[^\d\s]\S*(?:\s\S+){0,2}|")
# A symbol, such as an emoji, may come before the number. An explanation in brackets may come after
# the number.
_CELL = compile_later(
    r"(?:[^\w|()-]{0,3}\s)?[\s\"'`*]*(?:([0-9]{3})|-?)[\s\"'`*]*(?:\([^()0-9]{1,40}\)\s*)?"
)
# IIS gives the status column the same name in logs of FTP and HTTP. An FTP command in a row shows
# that the row is of FTP.
_FTP = compile_later(rf"(?:\[[0-9]{{1,9}}\])?(?:{FTP_COMMANDS})")
_AROUND = " \r\"'`*"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of `columns` columns; `status` is the index of the status column, if there is one.

    `other_statuses` are the indices of the other status columns: the columns of an API's outcomes,
    or the column with the status of the server behind a load balancer.
    """

    separator: str
    columns: int
    status: int | None
    other_statuses: tuple[int, ...] = ()

    def places(self, line: str) -> list[int] | None:
        """Return the starts of the numbers in a row's status columns.

        Returns None if the line is not a row of the table.
        """
        separator = "\t" if self.separator == " " and "\t" in line else self.separator
        cells = line.split(separator)
        if len(cells) != self.columns:
            return None
        starts = list(accumulate((len(cell) + 1 for cell in cells), initial=0))
        found = [
            starts[at] + code.start()
            for at in self.other_statuses
            if _CODES.fullmatch(cells[at])
            for code in _CODE.finditer(cells[at])
        ]
        if self.status is None:
            return found
        if not (cell := _CELL.fullmatch(cells[self.status])):
            return None
        if self.separator == " " and any(_FTP.fullmatch(each) for each in cells):
            return []
        return found + ([starts[self.status] + cell.start(1)] if cell[1] else [])


def header(line: str, text: str, end: int) -> Table | None:
    """Return the table if the line is the header of a table with a column of statuses.

    `end` is the start of the next line in the text.
    """
    if line.startswith("#Fields:"):
        return _table(line.removeprefix("#Fields:").split(), " ")
    if "sc-status" in line and "," not in line and "\t" not in line:
        return _table(line.split(), " ")
    for separator in "|,\t":
        if separator in line:
            names = [name.strip(_AROUND) for name in line.split(separator)]
            if all(_NAME.fullmatch(name) for name in names):
                return _table(names, separator) or _table_of_codes(
                    names, separator, text[end : end + _BELOW_CHARACTERS]
                )
    return None


def _table(names: list[str], separator: str) -> Table | None:
    status = next((at for at, name in enumerate(names) if _STATUS.fullmatch(name)), None)
    is_api = all(any(map(each.fullmatch, names)) for each in (_METHOD, _PATH))
    other_statuses = tuple(
        at
        for at, name in enumerate(names)
        if at != status
        and ((is_api and _OUTCOME.fullmatch(name)) or _SECOND_STATUS.fullmatch(name))
    )
    return (
        Table(separator, len(names), status, other_statuses)
        if status is not None or other_statuses
        else None
    )


def _table_of_codes(names: list[str], separator: str, below: str) -> Table | None:
    """Return the table if one column holds statuses and another column explains them.

    The codes must include an error. One of two further conditions must hold, because the codes may
    be those of rooms or departments:
    - The text below the header is about HTTP.
    - One of the codes is 200, 201 or 202, and another is an error that isn't a multiple of 100.
    """
    at = next((at for at, name in enumerate(names) if _ANY_CODE.fullmatch(name)), None)
    if at is None or not any(_MEANING.fullmatch(name) for name in names):
        return None
    rows = [row for line in below.split("\n") if len(row := line.split(separator)) == len(names)]
    cells = [match for row in rows if (match := _CELL.fullmatch(row[at])) and match[1]]
    codes = {int(cell[1]) for cell in cells}
    others = sum(any(each.isalnum() for each in row[at]) for row in rows) - len(cells)
    if len(codes) < _MIN_CODES or others or not codes <= KNOWN:
        return None
    errors = {code for code in codes if code >= 400}
    has_both = not codes.isdisjoint({200, 201, 202}) and any(code % 100 for code in errors)
    return (
        Table(separator, len(names), at)
        if has_both or (errors and context.is_http(below, below.lower()))
        else None
    )
