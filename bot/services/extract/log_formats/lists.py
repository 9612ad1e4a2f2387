"""Lists of codes below a line that announces codes: bare codes, or codes with their meanings."""

from typing import Final

from bot.services.extract.log_formats.anywhere import Format, make_format
from bot.services.extract.words.word_patterns import compile_later

# The line above a list of bare codes, and an item of the list.
_HEAD: Final = compile_later(
    r"(?:status|response|retry|http)_?-?(?:on_?)?codes?:\Z"
    # A name with its value on the next line: "Edge Status:"
    r"|(?:\b(?<!exit.)(?<!job.)(?<!(?:task|wait).)(?<!(?:order|build).)|http)status:\Z"
)
_ITEM: Final = make_format(r"^\s*(?:-\s+)?[\"']?([0-9]{3})[\"']?\s*$")
# The line above a list that explains codes: "### 응답 코드", "Status code / meaning".
_EXPLAINED_HEAD: Final = compile_later(
    r"[#*\s>\[(•-]{0,6}(?:http\s?)?(?:(?:상태|응답)\s?(?:코드|값)|(?:status|response)\s?codes?|http\s?codes?)"
    r"(?:\s?[/|:·,-]?\s?(?:설명|의미|뜻|이름|내용|비고|목록|정리|종류|안내|descriptions?|meanings?|reasons?|list)){0,3}"
    r"[*\s:：\])]{0,4}"
)
_EXPLAINED_ITEM: Final = make_format(
    r"^\s*(?:[-*•|]\s?)?[`*\"']{0,2}([1-5][0-9]{2})[`*\"']{0,2}(?:\s?[:=|–-]\s?|\s|\()[^\s0-9]"
)
# The heading above the expected or actual result in an issue: "**Expected**", "### 실제 결과".
_OUTCOME_HEAD: Final = compile_later(
    r"[#*\s>_-]{0,6}(?:(?:expected|actual|observed|current|desired)(?:\s(?:behaviou?r|results?|outcome|response|status))?"
    r"|(?:기대|예상|실제|현재)(?:\s?(?:하는|했던))?\s?(?:결과|동작|응답|값))[*_\s:]{0,5}"
)
_OUTCOME_ITEM: Final = make_format(
    r"^\s*(?:[-*•>]\s)?(?:HTTP\s)?[`*\"']{0,2}([1-5][0-9]{2})[`*\"']{0,2}"
    r"(?=\s*$|[,;]\s|\.(?:\s|$)|\s(?:with|and|or|if|when|for|on|as|like|because|instead|but|then|from)\b"
    r"|\s(?:OK|Created|Accepted|No\sContent|error|response|status)\b"
    r"|(?:[이가을를은는로과와]|으로)\s|\s?(?:에러|오류|응답|반환))"
)
# A line that matches `_OUTCOME_HEAD` may begin with `_MARKS`. The first two letters of its first
# word are in `_OUTCOME_STARTS`.
_MARKS: Final = "#*>_- \t"
_OUTCOME_STARTS: Final = frozenset("ex ac ob cu de 기대 예상 실제 현재".split())
_SEPARATOR: Final = frozenset(" |-:\t\r")
_HEAD_CHARACTERS: Final = 48


def list_item(line: str, above: Format | None) -> Format | None:
    """Return the format of the items if a list goes on or begins after `line`; None otherwise.

    `line` has no number.

    `above` is the item format of the list that `line` is in. An empty line or a table's separator
    ends a list of bare codes, but not the other lists.
    """
    if above in (_EXPLAINED_ITEM, _OUTCOME_ITEM) and _SEPARATOR.issuperset(line):
        return above
    line = line.rstrip().lower()
    if len(line) <= _HEAD_CHARACTERS:
        if ("code" in line or "코드" in line or "값" in line) and _EXPLAINED_HEAD.fullmatch(line):
            return _EXPLAINED_ITEM
        if line.lstrip(_MARKS)[:2] in _OUTCOME_STARTS and _OUTCOME_HEAD.fullmatch(line):
            return _OUTCOME_ITEM
    return _ITEM if line.endswith(":") and _HEAD.search(line[-24:]) else None


def goes_on(line: str, item: Format | None) -> Format | None:
    """Return `item`, a list's item format, if the list goes on at `line`; None if the list ends.

    `line` has a number.
    """
    if item is _EXPLAINED_ITEM:
        return item if item.pattern.match(line) or _ITEM.pattern.match(line) else None
    return item if item is not None and item.pattern.match(line) else None
