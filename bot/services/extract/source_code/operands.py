"""Numbers that source code and configuration compare with a status, or use as a status.

A status has a name in the source, such as `status_code`. Between this name and the numbers are only
signs and a few connecting words: "status_code NOT IN (402, 409)",
".statusCode(anyOf(is(202), is(204)))", "validateStatus: s => s != null && s < 500".
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words.evidence_against import counts_something
from bot.services.extract.words.word_patterns import compile_later

_NUMBER: Final = r"[1-5][0-9]{2}(?![0-9a-z_%]|\.[0-9]|/[a-z])"
_SIGN: Final = r"[ \t=!<>~:,.|&/?(\[{)\]}*@$\"'`#-]"
_WORD: Final = (
    r"(?:(?:[a-z]|not|eq|ne|gt|lt|ge|le|gte|lte|between|should|to|be|is|as|in|has|any_?of|one_?of"
    r"|equals?|equal_?to|value(?:__)?|as_u16|null|nil|none|undefined|contains?|includes?|than|if"
    r"|set_?of|list_?of|array_?of|set|of|list|new|array|array\.from|range|int|all|or|and|err|error"
    r"|case|when|then|true|expect|have|that|with|http|httpstatuscode)\b|typeof\(\w{1,40}\)"
    r"|\[[a-z]{2,20}\]|\{\w{1,20}=~?\"[^\"\n]{0,60}\"\})"
)
# The text after a name such as `status_code`. Each token is one sign or one whole word, so a text
# splits into tokens in one way only.
_CHAIN: Final = compile_later(
    rf"(?:{_SIGN}|{_WORD}){{1,32}}?(?<![0-9a-z_])(?P<first>{_NUMBER})"
    rf"(?P<more>(?:(?:{_SIGN}|{_WORD}){{1,24}}?(?<![0-9a-z_]){_NUMBER}){{0,15}})"
)
_SPACED: Final = compile_later(r"(?: [1-5][0-9]{2}){2,9}[ \t]*[{;]?[ \t]*$", re.MULTILINE)
_EACH: Final = compile_later(rf"(?<![0-9a-z_]){_NUMBER}")
# A sign that joins a name to its value, a list or a call.
_OPERATOR: Final = compile_later(
    r"[=!<>~(\[{|:]|',|\",|,\s?[1-5]|-(?:eq|ne|lt|le|gt|ge)\b|\bin\b|\bbetween\b"
)
_JOINS: Final = compile_later(r"[=<>,|/.:&-]|\bor\b|\band\b")
# "code" names an HTTP status only after one of `_CODE_OWNERS`. "status" after one of
# `_OTHER_STATUSES` is a process's status. `_STATUS_END` is the rest of a name after "status".
_CODE_OWNERS: Final = (
    "http", "http_", "http.", "http-", "response", "response_", "response.", "response-", "resp.",
    "res.", "r.",
)  # fmt: skip
_OTHER_STATUSES: Final = ("exit", "exit ", "exit_", "process ", "exited with ")
_STATUS_END: Final = compile_later(r"(?:es)?(?:[_.-]?(?:code|in|list|line))?s?")
# How many characters may be between a name and its number.
_MAX_GAP: Final = 64
# `counts_something` gets this many characters after the last number, to tell whether the number
# counts something.
_AFTER_CHARACTERS: Final = 24
# A number that is part of a name: `http_502`, `HTTP_410_GONE`, `HTTPCode_ELB_504_Count`.
_AT_END_OF_NAME: Final = compile_later(r"_([1-5][0-9]{2})(?![0-9])")
_NAME_BEFORE: Final = compile_later(
    r"(?:(?<![a-z0-9])(?:http|status)(?:_?codes?)?(?:_[a-z]{2,8})?|_(?:returns?|responds_with))\Z",
    re.IGNORECASE,
)
_NAME_CHARACTERS: Final = 24
# `code=$(curl … -w '%{http_code}')`, `$c = $_.Exception.Response.StatusCode`
_ASSIGNED_NAME: Final = compile_later(r"(?<![\w.])([a-z_]\w{0,19})\s?:?\Z")
_ASSIGNMENT_CHARACTERS: Final = 160
# `status_variables` skips a variable if one of these signs is between the variable's "=" and a text
# of `_VALUES`. `_QUOTED_VALUE_SIGNS` applies to `%{http_code}`, which is inside a string, and
# `_VALUE_SIGNS` to the other texts.
_QUOTED_VALUE_SIGNS: Final = frozenset(";")
_VALUE_SIGNS: Final = frozenset(';,"{}')
_MAYBE_VALUES: Final = ("tatusCode", "tatus_code", ".status", "%{http_code}")
_VALUES: Final = ("%{http_code}", "statuscode", "status_code", ".status")
# `matcher = "200-399"`, `validResponseCodes: '100:399'`
_QUOTED_RANGE: Final = compile_later(r"[\"']([1-5]00)\s?[-:]\s?([1-5]99)[\"']")


def status_variables(lower_text: str) -> re.Pattern[str] | None:
    """Return a pattern of the text's variables that hold a status; None if there are none."""
    names = set[str]()
    for value in _VALUES:
        at = lower_text.find(value)
        while at >= 0:
            begin = max(0, at - _ASSIGNMENT_CHARACTERS)
            begin = max(begin, lower_text.rfind("\n", begin, at) + 1)
            sign = lower_text.rfind("=", begin, at)
            signs = _QUOTED_VALUE_SIGNS if value.startswith("%") else _VALUE_SIGNS
            if sign > begin and not signs.intersection(lower_text[sign:at]):
                name = _ASSIGNED_NAME.search(lower_text, begin, sign)
                names |= {name[1]} if name and "status" not in name[1] else set()
            at = lower_text.find(value, at + 1)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(sorted(names))})\b") if names else None


def places(text: str, lines: str) -> set[int]:
    """Return the starts of the numbers that are compared with a status or used as a status.

    `lines` is the part of `text` to search: some of its lines, joined. The starts are offsets in
    `lines`.
    """
    lower = lines.lower()
    if len(lower) != len(lines):
        return set()
    found = set[int]()
    for end in _name_ends(lower):
        if _EACH.search(lower, end, end + _MAX_GAP):
            found.update(_chained(lower, end) or _spaced(lower, end))
    if any(each in text for each in _MAYBE_VALUES) and (
        variables := status_variables(text.lower())
    ):
        for name in variables.finditer(lower):
            found.update(_chained(lower, name.end()))
    if '99"' in lines or "99'" in lines:
        found |= _quoted_ranges(text, lines)
    return found


def _quoted_ranges(text: str, lines: str) -> set[int]:
    """Return the starts of both codes of each quoted range, if the text names codes or statuses."""
    if not any(each in text for each in ("code", "Code", "matcher", "status")):
        return set()
    return {each.start(group) for each in _QUOTED_RANGE.finditer(lines) for group in (1, 2)}


def _name_ends(lower: str) -> Iterator[int]:
    """Yield where names such as `status_code` end."""
    at = lower.find("status")
    while at >= 0:
        if not lower.endswith(_OTHER_STATUSES, at - 12 if at > 12 else 0, at):
            tail = _STATUS_END.match(lower, at + 6)
            yield at + 6 if tail is None else tail.end()
        at = lower.find("status", at + 6)
    # CloudFront's configuration maps an `error_code` to a `response_code`.
    owners = (*_CODE_OWNERS, "error_") if "response_code" in lower else _CODE_OWNERS
    owners = (*owners, "e.") if "httpexception" in lower else owners
    at = lower.find("code")
    while at >= 0:
        if lower.endswith(owners, at - 12 if at > 12 else 0, at):
            yield at + 5 if lower.startswith("s", at + 4) else at + 4
        at = lower.find("code", at + 4)


def in_names(text: str) -> set[int]:
    """Return the starts of the numbers in names such as "http_502" and "HTTP_410_GONE"."""
    return {
        each.start(1)
        for each in _AT_END_OF_NAME.finditer(text)
        if int(each[1]) in KNOWN
        and _NAME_BEFORE.search(text, max(0, each.start() - _NAME_CHARACTERS), each.start())
    }


def _spaced(lower: str, at: int) -> list[int]:
    """Return the starts of the numbers from a name to the line's end: "@down status 502 503"."""
    numbers = _SPACED.match(lower, at)
    return [] if numbers is None else [at + each.start() for each in _EACH.finditer(numbers[0])]


def _chained(lower: str, at: int) -> list[int]:
    """Return the starts of the numbers that only signs and connecting words join to a name."""
    chain = _CHAIN.match(lower, at)
    if chain is None or not _OPERATOR.search(lower, at, chain.start("first") + 1):
        return []
    numbers = [chain.start("first")]
    end = numbers[0] + 3
    for each in _EACH.finditer(lower, chain.start("more"), chain.end()):
        if not _JOINS.search(lower, end, each.start()):
            break
        numbers.append(each.start())
        end = each.end()
    codes = [int(lower[start : start + 3]) for start in numbers]
    known = [code in KNOWN or code % 100 == 99 for code in codes]
    if sum(known) * 2 <= len(codes) or counts_something(lower[end : end + _AFTER_CHARACTERS]):
        return []
    return numbers
