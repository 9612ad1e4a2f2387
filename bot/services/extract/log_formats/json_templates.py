"""Templates of JSON lines: patterns that save time.

Most lines of a log have the same keys in the same order. A template is made from one line and
matches only lines with these keys; the values may differ. A template is several times as fast as
the format's pattern, which searches the whole line for the name of each field.
"""

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from functools import cache
from typing import Final

from bot.services.extract.log_formats.json_lines import FIELDS, PROSE, Fields
from bot.services.extract.log_formats.parts import PREFIX
from bot.services.extract.words.word_patterns import compile_later

# The template of a longer line takes too long to compile.
MAX_LINE_CHARACTERS: Final = 4_000
# The compiled template of the longest line takes some 60 kB.
MAX_RECENT: Final = 12
# The latest templates of each format, keyed by the format's pattern.
_RECENT: Final = defaultdict[str, "deque[re.Pattern[str]]"](lambda: deque(maxlen=MAX_RECENT))
_STATUSES: Final = ("status", "status2", "status3")
_STRING: Final = r"\"[^\"\\\n]*+(?:\\[^\n][^\"\\\n]*+)*+\""
_VALUES: Final = {
    "string": _STRING,
    "number": r"-?[0-9][0-9.eE+-]*+",
    "word": r"(?:true|false|null)",
}
# A line with a backslash in a key gets no template, because no token matches the key's colon.
# `Field.name` is the pattern of a field's name and colon. In a line without such a backslash, each
# match of `Field.name` ends where a `key` token ends. `_ends_of` relies on this.
_TOKEN: Final = compile_later(
    rf"(?P<key>\"[^\"\\\n]*+\"[ \t]*+:[ \t]?)|(?P<marks>[{{}}\[\], \t]++|\r\Z)"
    rf"|(?P<string>{_STRING})|(?P<number>{_VALUES['number']})|(?P<word>{_VALUES['word']})"
)
_GROUP: Final = compile_later(r"\(\?P<\w+>")


def recent_template(pattern: str, line: str) -> re.Pattern[str] | None:
    """Return a compiled template that matches a line: an earlier line's, or else a new one.

    Making a template takes a hundred times as long as matching a line.
    """
    if pattern not in FIELDS:
        return None
    recent = recent_templates(pattern)
    for each in recent:
        if each.match(line):
            return each
    if (made := template(pattern, line)) is None:
        return None
    recent.append(compiled := re.compile(made))
    return compiled


def recent_templates(pattern: str) -> deque[re.Pattern[str]]:
    """Return the latest templates of a format's lines."""
    return _RECENT[pattern]


def template(pattern: str, line: str) -> str | None:
    """Return the template of `line`; `pattern` is the pattern of the line's format.

    The template captures the same parts of a line as the format's pattern. Returns None if the
    format isn't JSON, or if the line isn't JSON, is too long, or has no status or too many.
    """
    fields = FIELDS.get(pattern)
    if fields is None or len(line) > MAX_LINE_CHARACTERS:
        return None
    begin = line.index("{")
    tokens = _tokens(line, begin)
    conditions = _conditions(line, fields, list(tokens or ()))
    if tokens is None or conditions is None:
        return None
    written = "".join(conditions[place] + token for place, token in tokens.items())
    return rf"^{PREFIX if begin else ''}{written}$"


def _tokens(line: str, begin: int) -> dict[int, str] | None:
    """Return a pattern for each part of a line, by the part's start.

    A value's pattern matches every value of the same type. Returns None if the line isn't JSON.
    """
    tokens = {}
    while begin < len(line):
        if (match := _TOKEN.match(line, begin)) is None:
            return None
        tokens[begin] = _VALUES.get(match.lastgroup or "") or re.escape(match[0])
        begin = match.end()
    return tokens


def _conditions(line: str, fields: Fields, places: Sequence[int]) -> dict[int, str] | None:
    """Return the look-aheads for each of `places`. A place is where a token of `line` starts.

    If another line matches all look-aheads, the format captures the same fields in it as in `line`.
    Returns None if `line` has no status, or too many.
    """
    conditions = dict.fromkeys(places, "")
    status = fields.status.value.replace("{}", "status")
    statuses = []
    for place in _ends_of(fields.status.name, line, places):
        if _matches(status, line, place):
            statuses.append(place)
        else:
            conditions[place] += _isnt(status)
    if not 0 < len(statuses) <= len(_STATUSES):
        return None
    for place, group in zip(reversed(statuses), _STATUSES, strict=False):
        conditions[place] += rf"(?={fields.status.value.replace('{}', group)})"
    for place in _ends_of(PROSE.name, line, places):
        conditions[place] += _isnt(PROSE.value)
    for name, pattern in fields.first:
        for place in _ends_of(name, line, places):
            if _matches(pattern, line, place):
                conditions[place] += rf"(?={pattern})"
                break
            conditions[place] += _isnt(pattern)
    return conditions


def _ends_of(name_pattern: str, line: str, places: Sequence[int]) -> list[int]:
    """Return the places where a match of the pattern ends."""
    ends = {match.end() for match in _compiled(name_pattern).finditer(line)}
    return [place for place in places if place in ends]


def _matches(pattern: str, line: str, place: int) -> bool:
    return _compiled(pattern).match(line, place) is not None


def _isnt(pattern: str) -> str:
    return rf"(?!{_GROUP.sub('(?:', pattern)})"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
