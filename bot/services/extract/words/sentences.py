"""Sentences that speak of a code: "422 is an extension", "robots.txt is 404"."""

from bot.services.extract.words import evidence_for
from bot.services.extract.words.word_patterns import compile_later
from bot.services.extract.words.words_for import REDIRECTS

_OUTCOME_BEFORE = compile_later(
    r"(?:\b[\w/-]{1,20}\.(?:txt|xml|html?|json|js|css|php|ico|map)\s(?:is|was|gives|gave)"
    r"|\b(?:everything|all\sothers?|(?:the\s)?(?:rest|others?))\s(?:else\s)?(?:is|are|was|were|in|with|gets?|got))\s\Z"
)
# A match of _OUTCOME_BEFORE ends in one of these words. A check for these words is faster than a
# search for the pattern.
_OUTCOME_ENDS = tuple(
    f" {word} " for word in "is was are were in with get gets got gives gave".split()
)
_STATE_ENDS = tuple(f" {word} " for word in "is was are still now went keeps".split())
ROUND_BOUNDS = frozenset({300, 400, 500})
_SENTENCE_START_BEFORE = compile_later(r"(?:^\s*(?:[-*>]\s)?|[a-z)\]`][.!?]\s)[`*\"']{0,2}\Z")
_SENTENCE_AFTER = compile_later(
    r"[`*\"']{0,2}\s(?:has\s(?:only\s)?been\s[a-z]"
    r"|(?:is|was|isn't|wasn't|should|shouldn't|must|may)\s"
    r"(?:(?:not|only|never|always|be|an?|for|about|what|meant|intended|used|wrong|right)\b))"
)
# "staging is 503 again"
_SERVICE_BEFORE = compile_later(
    r"(?:\b(?:staging|prod|production|dev|api|site|website|server|backend|frontend|gateway|service|endpoint|homepage"
    r"|login|checkout|upload|webhook|registry|cdn)|/[a-z][\w/-]{1,20})\s"
    r"(?:is|was|are|(?:is\s)?still|is\snow|went|keeps)\s\Z"
)
# "is staging 502 for anyone else"
_ASKED_BEFORE = compile_later(
    r"\b(?:is|was|are)\s(?:the\s|our\s|your\s)?(?:[a-z]{2,12}\s)?"
    r"(?:staging|prod|production|api|site|website|server|backend|frontend|gateway|service|endpoint"
    r"|homepage|login|checkout|registry|cdn)\s\Z"
)
_STATE_AFTER = compile_later(
    r"[\"'`]?(?:\s*(?:[.,;!?](?![0-9])|\Z)|\s(?:again|now|since|right\snow|for|today|because|and|but|after|when)\b)"
)
# "400 and above", "from 500 up"
_BOUND_AFTER = compile_later(
    r"[`\"']?\s(?:(?:and|or)\s(?:above|up|upwards?|higher|greater|larger|over)|up(?:wards?)?)\b"
)


def is_state(code: int, before: str, after: str) -> bool:
    """Return whether a service has the status: "staging is 503 again", "is staging 502 for …"."""
    if code < 500 or _STATE_AFTER.match(after) is None:
        return False
    if before.endswith(_STATE_ENDS):
        return _SERVICE_BEFORE.search(before) is not None
    return code % 100 != 0 and _ASKED_BEFORE.search(before) is not None


# "301 to https", "308 to www"
_TARGET_AFTER = compile_later(
    r"[`*\"']{0,2}\sto\s(?:the\s)?[`\"']?(?:https?\b|www\b|/|[a-z0-9-]+\.[a-z]{2})"
)


def is_redirect(code: int, after: str) -> bool:
    """Return whether the number is a redirect, with its target after it: "301 to https"."""
    return (
        code in REDIRECTS
        and after.startswith(" to ", after.find(" "))
        and _TARGET_AFTER.match(after) is not None
    )


def is_bound(code: int, after: str) -> bool:
    """Return whether the number bounds a range of statuses: "400 and above", "from 500 up"."""
    return code in ROUND_BOUNDS and _BOUND_AFTER.match(after) is not None


def is_outcome(before: str, after: str) -> bool:
    """Return whether the number is the status of a file or of all else.

    Examples: "robots.txt is 404", "the rest is 404".
    """
    if not before.endswith(_OUTCOME_ENDS):
        return False
    return _OUTCOME_BEFORE.search(before) is not None and evidence_for.stops(after)


def begins_sentence(code: int, before: str, after: str) -> bool:
    """Return whether the number begins a sentence: "422 is an extension", "404 isn't retried"."""
    return (
        code >= 400
        and code % 100 != 0
        and " " in after[:3]
        and _SENTENCE_AFTER.match(after) is not None
        and _SENTENCE_START_BEFORE.search(before) is not None
    )
