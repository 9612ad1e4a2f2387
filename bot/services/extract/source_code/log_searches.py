"""Searches of an access log: `grep '" 500 '`, `awk '$9==500'`, fail2ban's `" (401|403)`."""

from typing import Final

from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words.word_patterns import compile_later

# The request ends in a quotation mark, and the status follows it.
_AFTER_REQUEST: Final = compile_later(
    r"\\?\"\s(?:\((?:\?:)?)?(?P<codes>[1-5][0-9]{2}(?:\|[1-5][0-9]{2}){0,9})\)?(?=[\s'\"/\\$]|$)"
)
_FIELD: Final = compile_later(
    r"\$9\s?(?:[!=]?[=~]=?|[<>]=?)\s?[\"/^]{0,2}(?P<codes>[1-5][0-9]{2})(?![0-9])"
)
_SEARCH: Final = compile_later(
    r"\b(?:z?[ef]?grep|rg|awk|sed|ag|ack|failregex|like|filter|regex|match|contains)\b|<HOST>"
)
# `     41 502 /api/v1/cart`, from the output of `uniq -c`
_COUNTED: Final = compile_later(
    r"^\s*[0-9]{1,7}\s{1,3}(?P<codes>[1-5][0-9]{2})\s{1,3}\"?/[\w./{}?=&%:*-]{0,200}\"?\s*$"
)
# `https://a.example.com/ 200`, from the output of a loop with curl's `%{http_code}`
_OF_ADDRESS: Final = compile_later(r"^\s*https?://[^\s]{1,200}\s(?P<codes>[0-5][0-9]{2})\s*$")
_EACH: Final = compile_later(r"[0-5][0-9]{2}")


def places(line: str) -> set[int]:
    """Return where the statuses start in a line: in a search, or in the output of a command."""
    patterns = []
    if ('" ' in line or "$9" in line) and _SEARCH.search(line):
        patterns += [_AFTER_REQUEST, _FIELD]
    elif " /" in line:
        patterns.append(_COUNTED)
    if "://" in line:
        patterns.append(_OF_ADDRESS)
    return {
        match.start("codes") + each.start()
        for pattern in patterns
        for match in pattern.finditer(line)
        for each in _EACH.finditer(match["codes"])
        if int(each[0]) in KNOWN
    }


def are_in(text: str, lines: str) -> bool:
    """Return whether a text may contain a command that searches or counts a log's lines.

    `lines` are the lines of `text` that have numbers.
    """
    if '" ' in lines or "$9" in lines:
        return (
            "grep" in lines
            or "awk" in lines
            or "<HOST>" in lines
            or "like " in lines
            or "filter" in lines
        )
    return (" /" in lines or "://" in lines) and ("uniq -c" in text or "%{http_code}" in text)
