"""Sentences that report an error: "getting 500 when saving", "504 after exactly 60s".

The number in one of these sentences is a code even if the text isn't about HTTP. In most of the
sentences, even a round number, such as 500, is a code.
"""

import re

from bot.services.extract.words import words_for
from bot.services.extract.words.word_patterns import any_of, any_of_grouped, at_end, compile_later

_QUOTES = r"[\s\"'`*“‘]{1,4}"
_GETTING_BEFORE = at_end(any_of_grouped(words_for.GETTING, words=True), _QUOTES)
_GOT_BEFORE = at_end(any_of_grouped(words_for.GOT, words=True), _QUOTES)
_ARTICLE_BEFORE = at_end(
    any_of_grouped(
        f"{words_for.GETTING} {words_for.GOT} {words_for.RETURNS} {words_for.IS}", words=True
    ),
    r"\s(?:an?|the)\s[\"'`*“‘]{0,2}",
)
# "if it isn't a 200 it loops"
_CLAUSE_AFTER = compile_later(r"[\"'`]?\s(?:it|we|they|you|then)\s")
# A chat's line may begin with the writer's name, a list's line with a bullet.
_HEAD_BEFORE = compile_later(r"(?:^\s*|^\s*[-*•]\s|[A-Za-z)][,;:]\s+)[\"'`*“‘]{0,2}\Z")
_END_AFTER = compile_later(r"s?[\"'`*”’)]*\s*(?:[.,;!?…](?![0-9])|\Z)")
_AFTER = (
    rf"s?[\"'`*”’]{{0,2}}\s+(?:(?:{any_of(words_for.WHENEVER)})\b|{any_of(words_for.PLACES)}\b)"
)
_WHEN_AFTER = compile_later(_AFTER)
# "- 404 on PHP files: …"
_ITEM_BEFORE = compile_later(r"^\s*[-*•]\s[*`]{0,2}\Z")
_CASE_AFTER = compile_later(r"[*`]{0,2}\s(?:on|when|if|from)\s")
# "turns it into a 400 with a clear message"
_INTO_BEFORE = compile_later(
    r"\b(?:into|(?:lead|leads|leading|through|translates?|maps?|mapped|converts?)\sto)\san?\s[`*]{0,2}\Z"
)
_BESIDE_AFTER = compile_later(r"[`*]{0,2}\s(?:with|instead|rather|or|and|malformed|bad|body)\b")
# "isn't getting 201 back", "never got a 200 back"
_BACK_AFTER = compile_later(r"[\"'`]?\sback\b")
_GETS_BEFORE = compile_later(
    r"\b(?:get|gets|getting|got|see|seeing|receive|received|want|wants|expect|expected)\s(?P<article>an?\s|the\s)?"
    r"[\"'`]?\Z"
)
# "토큰 발급 실패: 400 {…}"
_FAILED_BEFORE = compile_later(
    r"(?:실패|fail(?:ed|ure|s)?|에러|오류|error|거부|거절)\s?(?::|-|–|=>|→|\()?\s?\Z"
)
_BODY_AFTER = compile_later(r"\)?\s?[:,-]?\s?(?:\{\s*(?:[\"'}]|\Z)|\[\s*[{\"]|<[!?a-zA-Z])")
# A failed action at a line's end: a body may be on the next line.
_ACTION_FAILED_BEFORE = at_end(
    any_of(words_for.FAILED_ACTIONS), r"\s?(?:실패|failed|에러|오류)\s?(?::|-|–|\()\s?"
)
_BODY_MARKS = frozenset("{[<")
_TIME_AFTER = compile_later(
    r"\s+after\s(?:(?:exactly|about|around|some|only|roughly)\s)?~?[0-9.]{1,6}\s?"
    r"(?:ms|s|m|secs?|seconds?|min|minutes?)\b"
)


# "tests failed: 404" counts tests.
_COUNTED_BEFORE = compile_later(
    r"(?:tests?|specs?|checks?|rows?|jobs?|records?|items?|messages?|files?|builds?|tasks?|건수?|개수?)"
    r"\s(?:\w+\s)?(?:실패|failed|failures?|errors?|에러|오류)\s?[:(–-]?\s?\Z"
)
# "delivery failed: 410", "failed to push the tag: 403". After a plural, the number is a count:
# "checks failed: 404".
_ONE_FAILED_BEFORE = compile_later(
    r"(?:\b(?!(?:total|count|all|now|already|also|and|have|has)\b)[a-z]{2,20}(?<![^s]s)\s(?:failed|failure)"
    r"|\bfailed\sto\s[a-z]{2,12}(?:\s[\w./-]{1,16}){1,3})\s?[:(–-]\s?\Z"
)
# The body of an error response, known by its first key or tag. A body of counts has other keys.
_ERROR_BODY = compile_later(
    r"\[?\s*\{\s*\"(?:errors?|err|error[_A-Z]\w{1,20}|message|msg|code|status(?:_?code)?|timestamp"
    r"|details?|title|type|success|ok|fault|reason|exception)\"\s*:"
    r"|<(?:!doctype|html|head|body|\?xml|h1|center|error)\b",
    re.IGNORECASE,
)


def has_body_below(before: str, after: str, below: str) -> bool:
    """Return whether the number ends a line like "failed: 500", with an error's body below."""
    return (
        not after.strip(" ):\t\r")
        and _ERROR_BODY.match(below) is not None
        and _FAILED_BEFORE.search(before) is not None
        and _COUNTED_BEFORE.search(before) is None
    )


def _failed_once(before: str) -> bool:
    """Return whether one thing failed, so that the number is no count: "delivery failed: 410"."""
    return (
        "fail" in before
        and _ONE_FAILED_BEFORE.search(before) is not None
        and _COUNTED_BEFORE.search(before) is None
    )


def is_reported(code: int, before: str, after: str) -> bool:
    """Return whether a sentence reports the number as a response."""
    if code % 100 == 0 and code not in words_for.ROUND_CODES:
        return False
    happens = _WHEN_AFTER.match(after) is not None or _TIME_AFTER.match(after) is not None
    ends = _END_AFTER.match(after) is not None
    goes_on = happens or ends or _CLAUSE_AFTER.match(after) is not None
    if goes_on and _ARTICLE_BEFORE.search(before):
        return True
    if (
        not _BODY_MARKS.isdisjoint(after[:6])
        and _BODY_AFTER.match(after)
        and _FAILED_BEFORE.search(before)
    ):
        return True
    if code >= 400 and not after.strip(" ):\t\r") and _ACTION_FAILED_BEFORE.search(before):
        return True
    if code >= 400 and code % 100 and not after.strip(" ).:\t\r") and _failed_once(before):
        return True
    if " back" in after[:6] and _BACK_AFTER.match(after) and (gets := _GETS_BEFORE.search(before)):
        return code % 100 != 0 or gets["article"] is not None
    if code >= 400 and code % 100 and _ITEM_BEFORE.match(before) and _CASE_AFTER.match(after):
        return True
    if code >= 400 and (ends or _BESIDE_AFTER.match(after)) and _INTO_BEFORE.search(before):
        return True
    if happens:
        return (
            (code >= 400 and _HEAD_BEFORE.search(before) is not None)
            or _GETTING_BEFORE.search(before) is not None
            or _GOT_BEFORE.search(before) is not None
        )
    return ends and _GETTING_BEFORE.search(before) is not None
