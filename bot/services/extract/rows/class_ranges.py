"""Ranges of codes: "200~299", "400에서 499까지". The 499 that ends a range isn't nginx's code."""

from bot.services.extract.candidates import AFTER_CHARACTERS, BEFORE_CHARACTERS
from bot.services.extract.context import is_of_other_numbers
from bot.services.extract.words.evidence_against import counts_something, is_labelled
from bot.services.extract.words.word_patterns import compile_later

_RANGE = compile_later(
    r"[1-5]00(?<![0-9A-Za-z_./:#$-]...)[`'\"]{0,2}(?:번|대)?\s?"
    r"(?:~|–|-|\.\.\.?|에서|부터|이상|이상이고|to|through|and|&&?)\s?(?:<=?\s?)?[`'\"]{0,2}"
    r"([1-5]99)(?![0-9A-Za-z_./:%-])"
)
# Words that say the range is of codes, not of employees or prices.
_OF_CODES_BEFORE = compile_later(
    r"(?:코드|상태|응답|에러|오류|status|code|http|range|resp|axios|fetch|valid|retry|[1-5]xx)"
)
_OF_CODES_AFTER = compile_later(
    r"[`'\"]{0,2}(?:번|번?까지|번?대)?[은는이가만도를면]{0,2}\s?"
    r"(?:이하|사이|범위|까지)?[은는이가만도를면]{0,2}\s?"
    r"(?:인|의)?\s?(?:[가-힣]{1,6}\s)?(?:응답|에러|오류|상태|코드|성공|실패|클라|서버|리다이렉|정상|재시도|보면|"
    r"response|error|status|code|is\s|are\s|range|means)"
)


def _is_counted(after: str) -> bool:
    """Return whether a unit follows the range; 이하 in "200 이상 299 이하" is no unit."""
    return counts_something(after) and not after.lstrip().startswith("이하")


def places(line: str, *, about_http: bool) -> set[int]:
    """Return where the two codes of each range of codes begin in the line."""
    found = set()
    for match in _RANGE.finditer(line):
        start, end = match.span()
        first, last = int(match[0][0]), int(match[1][0])
        before = line[max(0, start - BEFORE_CHARACTERS) : start].lower()
        after = line[end : end + AFTER_CHARACTERS]
        if first > last or is_labelled(before) or _is_counted(after):
            continue
        is_of_codes = _OF_CODES_AFTER.match(after) or _OF_CODES_BEFORE.search(before)
        is_clear = "xx" in before or before.endswith(("codes between ", "statuses between "))
        if (about_http or is_clear) and is_of_codes and not is_of_other_numbers(before):
            found |= {start, match.start(1)}
    return found
