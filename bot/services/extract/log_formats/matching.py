"""Finds the format of a log line, which tells where the status, the path and the time are."""

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
from bot.services.extract.log_formats.proxies import PROXIES
from bot.services.extract.log_formats.web_servers import LOOSE, WEB_SERVERS
from bot.services.extract.words.word_patterns import compile_later, rarest_of

_CODE = compile_later(r"(?<![0-9-])[0-9]{3}(?![0-9])")


@dataclass(frozen=True, slots=True)
class LineFormat:
    """A format of log lines. `sender` is the product that writes them, None if unknown.

    Every line of the format contains `required_text`. Every such line also contains
    `rare_character`, which is a single character. `pattern` matches the whole line. The groups
    `status`, `status2` … hold one or more statuses. Where the log has no status, such a group holds
    "-", "0" or "-1", or is empty. The groups `path`, `at` (the time) and `flag` (the product's own
    word for what happened) exist if the format has such columns.
    """

    name: str
    required_text: str
    pattern: re.Pattern[str]
    sender: str | None
    rare_character: str

    def statuses(self, line: str) -> set[int]:
        """Return the starts of the statuses in a line of the format."""
        match = self.pattern.match(line)
        return _statuses(match) if match else set()


def _statuses(match: re.Match[str]) -> set[int]:
    return {
        match.start(group) + code.start()
        for group in match.re.groupindex
        if group.startswith("status") and match[group]
        for code in _CODE.finditer(match[group])
    }


# The first of these formats that matches a line is used. So an exact format comes before a loose
# format that matches the same lines.
_FORMATS: Final = tuple(
    LineFormat(
        row.name,
        row.required_text,
        compile_later(row.pattern, re.MULTILINE),
        row.sender,
        row.rare_character or rarest_of(row.required_text),
    )
    for row in (
        *WEB_SERVERS,
        *PROXIES,
        *CLOUDS,
        *LOOSE,
        *IIS,
        *APPLICATIONS,
        *KEY_VALUES,
        *JSON_LINES,
    )
)


def line_formats_in(text: str) -> tuple[LineFormat, ...]:
    """Return the formats that lines of `text` may have; a caller can skip the others."""
    return tuple(each for each in _FORMATS if each.rare_character in text)


def line_format(line: str, formats: Iterable[LineFormat] = _FORMATS) -> LineFormat | None:
    """Return the format of a whole line, if known; `formats` are those to try."""
    matched = _matched(line, formats)
    return matched[0] if matched else None


def line_statuses(line: str, formats: Iterable[LineFormat]) -> set[int] | None:
    """Return the starts of a line's statuses; None if no format matches the line."""
    matched = _matched(line, formats)
    return _statuses(matched[1]) if matched else None


def _matched(line: str, formats: Iterable[LineFormat]) -> tuple[LineFormat, re.Match[str]] | None:
    for each in formats:
        if (
            each.rare_character in line
            and each.required_text in line
            and (match := each.pattern.match(line))
        ):
            return each, match
    return None


@lru_cache(4096)
def codes_in(cell: str) -> tuple[int, ...]:
    """Return the codes in a cell of a status column."""
    return tuple(map(int, _CODE.findall(cell)))


@cache
def formats_before(known: LineFormat) -> tuple[LineFormat, ...]:
    """Return the formats that are tried before this one."""
    return tuple(takewhile(lambda each: each is not known, _FORMATS))
