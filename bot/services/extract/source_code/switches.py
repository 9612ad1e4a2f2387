"""Finds the labels of statements such as `switch`, and decides whether the labels are statuses.

`match resp.status() { 200..=299 => …`, `case 408 | 429 =>`, `when 404 then`. The labels are not
statuses if the statement compares another protocol's reply or a program's own numbers.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.services.extract.line import Line
from bot.services.extract.source_code import operands
from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words.word_patterns import compile_later

# A label such as `case 404:` has fewer characters than this before its number.
_BEFORE_LABEL: Final = 32
# One of these texts stands directly after a label's number.
_AFTER_LABEL: Final = (
    ":", " :", " =>", "=>", " ->", "->", ",", " |", "|", ".", " then", " if", " &&", ")", " until",
    " to", " or",
)  # fmt: skip
_CASES: Final = ("case ", "Case ", "when ")
_HEAD: Final = compile_later(
    r"^\s*(?:[\w :<>]{0,40}=\s?(?:[\w.]{1,20}\s?->\s?)?|return\s)?"
    r"(?:switch|match|when|select\scase|case)\b(?!\s?[\"'0-9(]{0,2}[0-9])\s?\(?"
    r"(?P<subject>[^\n]{1,60}?)\)?\s?(?:[{:]|\bin\b|\bof\b|$)"
    r"|^[^\n]{0,60}?(?<![\w.])(?P<scala>[\w.()]{1,40})\smatch\s?\{",
    re.IGNORECASE,
)
_STATUS_SUBJECT: Final = compile_later(
    r"(?<!exit)(?<!exit.)(?:status|http)|\bresp?(?:onse)?\.code|getcode|\bres\b"
)
_OTHER_SUBJECT: Final = compile_later(
    r"\breply|reply(?:code)?\b|sip|ftp|smtp|mail|modbus|sqlcode|errno|[a-z]stat\b|exit"
)
_ANY_CODE: Final = compile_later(r"code|err|resp|res|ret|\brc\b|exception|cause|\be\b|\bex\b")
_NUMBER: Final = r"(?<![0-9A-Za-z_.])[1-9][0-9]{2}(?![0-9A-Za-z_])"
_LABEL: Final = compile_later(
    r"^\s*(?:(?:case|when|in|is|\|)\s{1,4}){0,3}(?:[a-z_]\w{0,11}\s(?:if|when)\s[a-z_]\w{0,11}\s?)?"
    r"(?:[<>]=?\s?|in\s)?[1-9][0-9]{2}(?![0-9A-Za-z_])"
    r"(?:\s?(?:\.\.[.=<]?|[,|]|&&\s[a-z_]\w{0,11}\s?[!<>]=?|to|or|until)\s?[1-9][0-9]{2}(?![0-9A-Za-z_])){0,9}"
    r"(?=\s?(?:=>|->|:|\)|,?\s*$|then\b|if\b|&&))",
    re.IGNORECASE,
)
_NEXT_LABEL: Final = compile_later(rf"\bcase\s{_NUMBER}(?:,\s?{_NUMBER}){{0,9}}\s?:")
_EACH: Final = compile_later(r"(?<![0-9A-Za-z_])[1-9][0-9]{2}(?![0-9A-Za-z_])")


def labels(text: str, lines: Sequence[Line]) -> Iterator[tuple[Line, set[int], bool]]:
    """Yield a line, the starts of its labels' numbers, and whether the labels are statuses.

    Leaves out the lines of a statement if it is unclear what its labels are.
    """
    if not (
        "case" in text or "when" in text or "switch" in text or "match" in text or "Case" in text
    ):
        return
    starts = {
        line.number: (line, found)
        for line in lines
        if _may_label(line) and (found := _starts(line.text))
    }
    if not starts:
        return
    variables = operands.status_variables(text.lower())
    subject, is_open, block = "", False, list[tuple[Line, list[int]]]()
    for number, line in enumerate(text.split("\n"), 1):
        if number in starts:
            if is_open or line.lstrip().startswith(_CASES):
                is_open = True
                block.append(starts[number])
        elif head := _head(line):
            if variables is not None and variables.search(head):
                head = "status"
            yield from _judged(subject, block)
            subject, is_open, block = head, True, []
    yield from _judged(subject, block)


def _may_label(line: Line) -> bool:
    """Return whether a line may begin with a label: a fast check before the pattern."""
    if not line.numbers:
        return False
    first = line.numbers[0]
    return len(first.before) < _BEFORE_LABEL and first.after.startswith(_AFTER_LABEL)


def _judged(
    subject: str, block: Sequence[tuple[Line, list[int]]]
) -> Iterator[tuple[Line, set[int], bool]]:
    codes = [line.code(start) for line, starts in block for start in starts]
    kind = _kind(subject, codes) if codes else None
    if kind is not None:
        yield from ((line, set(starts), kind) for line, starts in block)


def _head(line: str) -> str:
    match = _HEAD.match(line)
    return "" if match is None else (match["subject"] or match["scala"]).lower()


def _starts(line: str) -> list[int]:
    """Return the starts of the numbers of a line's labels."""
    label = _LABEL.match(line)
    if label is None:
        return []
    spans = [(label.start(), label.end())]
    if "case" in line:
        spans += [each.span() for each in _NEXT_LABEL.finditer(line, label.end())]
    return [each.start() for start, end in spans for each in _EACH.finditer(line, start, end)]


def _kind(subject: str, codes: list[int]) -> bool | None:
    """Return whether labels are statuses; None if neither `subject` nor `codes` decides."""
    known = KNOWN.issuperset(code for code in codes if code % 100 != 99)
    if subject and _OTHER_SUBJECT.search(subject):
        return False
    if subject and _STATUS_SUBJECT.search(subject):
        return True
    if not known:
        return False
    is_error = any(code > 400 and code % 100 and code != 450 for code in codes)
    if subject and not _ANY_CODE.search(subject) and not is_error:
        return False
    if is_error and len(codes) >= 2 and (not subject or _ANY_CODE.search(subject)):
        return True
    return None
