"""Numbers that a program or a person wants: "the health check wants 200"."""

from bot.services.extract.words import evidence_for, words_for
from bot.services.extract.words.word_patterns import at_end, compile_later

_EXPECTING_BEFORE = at_end(rf"(?<![\w/-]){words_for.EXPECTING}", r"[\s\"'`([{*“‘:]{1,5}")
_WANTS_BEFORE = compile_later(
    r"(?:\b(?:wants?|needs?|requires?|expects?|expected|wanted|insists\son|hopes\sfor|waits\sfor|looks\sfor)"
    r"|(?P<negative>\b(?:not|never|isn't|aren't|wasn't|doesn't|don't|didn't)\s"
    r"(?:getting|get|got|gets|seeing|see|receiving|receive|received)))"
    r"(?:\s(?:exactly|only|just))?(?P<article>\s(?:an?|the))?[\s\"'`*“‘]{1,4}\Z"
)
# The last word of every match of _WANTS_BEFORE is one of these. A set is faster than the pattern.
_WANTS_ENDS = frozenset(
    "want wants wanted need needs require requires expect expects expected on for getting get got"
    " gets seeing see receiving receive received exactly only just a an the".split()
)
_GETS_AFTER = compile_later(
    r"[\"'`]?,?\s(?:(?:and|but|it|we|they|he|she)\s){0,2}(?:gets?|got|sees?|saw|receives?|received)\b"
)


def is_expected(before: str, after: str, *, about_http: bool) -> bool:
    """Return whether a program or a person wants the number: "the health check wants 200"."""
    if before.rstrip(" \"'`*“‘").rpartition(" ")[2] not in _WANTS_ENDS:
        return False
    wants = _WANTS_BEFORE.search(before)
    if wants is None:
        return False
    if _EXPECTING_BEFORE.search(before):
        return evidence_for.stops(after)
    if wants["negative"]:
        return (about_http or wants["article"] is not None) and evidence_for.stops(after)
    return _GETS_AFTER.match(after) is not None or (
        (about_http or wants["article"] is not None) and evidence_for.stops(after)
    )
