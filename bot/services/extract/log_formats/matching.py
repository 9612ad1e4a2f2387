"""A line's format: which of its columns hold the status, the path, the time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile
from typing import Final

from bot.services.extract.log_formats.applications import APPLICATIONS
from bot.services.extract.log_formats.clouds import CLOUDS
from bot.services.extract.log_formats.iis import IIS
from bot.services.extract.log_formats.json_lines import JSON_LINES
from bot.services.extract.log_formats.key_values import KEY_VALUES
from bot.services.extract.log_formats.parts import Row
from bot.services.extract.log_formats.proxies import PROXIES
from bot.services.extract.log_formats.web_servers import WEB_SERVERS

# A line has the first of these formats that matches it, so exact formats come before loose ones.
_ROWS: Final = (
    *PROXIES,
    *CLOUDS,
    *WEB_SERVERS,
    *IIS,
    *APPLICATIONS,
    *KEY_VALUES,
    *JSON_LINES,
)
_CODE = re.compile(r"(?<![0-9-])[0-9]{3}(?![0-9])")


@dataclass(frozen=True, slots=True)
class LineFormat:
    """A format of log lines. `sender` writes such lines, or is None if the format doesn't say who.

    Every line of the format contains `needed`, and `pattern` matches the whole line. The groups
    `status`, `status2` and `status3` hold a status, several statuses, or a log's sign for no status
    ("-", "0", "-1"). The groups `path`, `at` and `flag` exist if the format has such columns.
    """

    name: str
    needed: str
    pattern: re.Pattern[str]
    sender: str | None = None

    def statuses(self, line: str) -> set[int]:
        """Return the starts of the statuses in a line of the format."""
        match = self.pattern.match(line)
        return {
            match.start(group) + code.start()
            for group in self.pattern.groupindex
            if match and group.startswith("status") and match[group]
            for code in _CODE.finditer(match[group])
        }


def rows_in(text: str) -> tuple[Row, ...]:
    """Return the formats that lines of `text` may have: its lines need not try the others."""
    return tuple(row for row in _ROWS if row.needed in text)


def line_format(line: str, rows: Iterable[Row] = _ROWS) -> LineFormat | None:
    """Return the format of a whole line, if known; `rows` are the formats to try."""
    for row in rows:
        if row.needed in line:
            known = _compiled(row)
            if known.pattern.match(line):
                return known
    return None


def compile_rows() -> None:
    """Compile the patterns of all formats, so that no line of the bot's first log waits for one."""
    for row in _ROWS:
        _compiled(row)


@lru_cache(4096)
def codes_in(cell: str) -> tuple[int, ...]:
    """Return the codes in a status column."""
    return tuple(map(int, _CODE.findall(cell)))


@cache
def formats_before(known: LineFormat) -> tuple[LineFormat, ...]:
    """Return the formats that are tried before this one."""
    return tuple(takewhile(lambda each: each is not known, map(_compiled, _ROWS)))


@cache
def _compiled(row: Row) -> LineFormat:
    """Compile a format's pattern when a line may have it, so that a command starts at once."""
    return LineFormat(row.name, row.needed, re.compile(row.pattern, re.MULTILINE), row.sender)
