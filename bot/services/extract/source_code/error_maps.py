"""Maps and enums of errors: "NO_CONTENT = 204", "bad_params: 400, no_session: 401".

If one name is the reason phrase of its number, the map's other numbers are codes, too.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.services.extract.line import Line
from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words import reason_phrases
from bot.services.extract.words.word_patterns import compile_later

_NAME: Final = r"[A-Za-z_][A-Za-z_0-9.]{1,40}"
_ENTRY: Final = compile_later(
    rf"(?P<start>^\s*|[{{(\[,;]\s?|#define\s{{1,8}}|\b(?:const|val|static|final|int)\s)[\"'`:]?(?P<name>{_NAME}|[0-9]{{4,6}})[\"'`]?"
    r"(?:\s{0,20}(?:=>?|:|->)\s{0,20}|\(\s?|(?<=[A-Za-z])\s{1,20})[\"']?(?P<code>[1-9][0-9]{2})(?=\s*(?:[\"'\],;)}]|$|//|#|--|/\*))"
)
# `function 200 -> "OK" | 301 -> "Moved Permanently"`
_TO_REASON: Final = compile_later(
    r"(?<![0-9A-Za-z_.])(?P<code>[1-5][0-9]{2})\s?(?:->|=>|=|:)\s?"
    r"[\"'](?P<reason>[A-Z][A-Za-z' -]{1,30})[\"']"
)
_ERROR_END: Final = compile_later(r"(?:error|exception|err|failure)$", re.IGNORECASE)
_SETTING: Final = compile_later(
    r"(?:^|[_.]|(?<=[a-z])(?=[A-Z]))(?i:time_?out|size|limit|max|min|len|length|port|count|total|delay"
    r"|interval|width|height|age|buf|buffer|ttl|weight|step|num|page|line|batch|pool|retries|ms|bytes"
    r"|threshold|price|amount|score|id|level)s?$"
    r"|^(?i:max|min|num|total|page|size|timeout|limit)"
)
# Prefixes of the names of statuses in C and in Java, as in HTTP_NOT_FOUND and SC_NOT_FOUND.
_PREFIXES: Final = frozenset({"http", "status", "sc"})
_SIGNS: Final = ("= ", ": ", "(", "=", ":", "> ")
_ENDS: Final = (",", ";", ")", "}", "]", " }", " /", " #", '"', "'")
_TO_TEXT: Final = (' -> "', ": '", ': "', " => '", ' => "', "=> '", '=> "')
# Neighbouring entries of a map are at most this many lines apart: a comment may be between them.
_MAX_GAP: Final = 2
_MIN_CODES: Final = 2


def places(lines: Sequence[Line]) -> Iterator[tuple[Line, set[int]]]:
    """Yield each line of the error maps, and where the statuses in the line begin."""
    for group in _groups(lines):
        entries = [(line, each) for line in group for each in _ENTRY.finditer(line.text)]
        yield from _statuses(entries)
        for line in group:
            if any(each.after.startswith(_TO_TEXT) for each in line.numbers) and (
                reasons := _to_reasons(line.text)
            ):
                yield line, set(reasons)


def _groups(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Yield groups of nearby lines that may be a map. A group has two or more likely codes."""
    group, codes, is_open = list[Line](), set[int](), False
    for line in lines:
        numbers = line.numbers
        likely = [
            each
            for each in numbers
            if each.before.endswith(_SIGNS) and (not each.after or each.after.startswith(_ENDS))
        ]
        if (
            likely
            or (len(numbers) > 1 and numbers[-1].after.startswith(_TO_TEXT))
            or line.text.startswith("#define")
        ):
            if group and line.number > group[-1].number + _MAX_GAP:
                if is_open and len(codes) > 1:
                    yield group
                group, codes, is_open = [], set(), False
            group.append(line)
            codes.update(each.code for each in likely or numbers)
            is_open = is_open or len(line.found) < len(numbers)
    if is_open and len(codes) > 1:
        yield group


def _is_constant(entry: re.Match[str]) -> bool:
    """Return whether brackets hold the number and then a string: `COUPON_LIMIT(409, "CP003")`."""
    return entry.string.startswith(', "', entry.end()) and entry.string[
        : entry.start("code")
    ].endswith("(")


def _to_reasons(line: str) -> list[int]:
    """If a line maps two or more numbers, each to its own reason, return where they begin."""
    if "'" not in line and '"' not in line:
        return []
    pairs = list(_TO_REASON.finditer(line))
    if len(pairs) < 2 or not all(
        reason_phrases.is_own_name(int(each["code"]), each["reason"]) for each in pairs
    ):
        return []
    return [each.start("code") for each in pairs]


def _statuses(
    group: Sequence[tuple[Line, re.Match[str]]],
) -> Iterator[tuple[Line, set[int]]]:
    """Yield where the statuses of a map begin."""
    entries = [each for _, each in group]
    codes = {each["code"] for each in entries}
    if len(codes) < _MIN_CODES:
        return
    are_known = KNOWN.issuperset(map(int, codes))
    own = {
        each["name"]
        for each in entries
        if reason_phrases.is_own_name(int(each["code"]), each["name"])
    }
    if not own and not (
        are_known and sum(_ERROR_END.search(each["name"]) is not None for each in entries) > 1
    ):
        return
    prefixes = tuple({each.partition("_")[0].lower() for each in own} & _PREFIXES)
    for line, each in group:
        name = each["name"]
        if name in own or (
            int(each["code"]) in KNOWN
            and (_is_constant(each) or not _SETTING.search(name))
            and (are_known or name.lower().startswith(prefixes))
        ):
            yield line, {each.start("code")}
