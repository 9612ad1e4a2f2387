"""Reason phrases beside a number: "502 Bad Gateway", "Conflict (409)"."""

from http import HTTPStatus
from typing import Final

from bot.services.extract.words.evidence_against import counts_something
from bot.services.extract.words.word_patterns import compile_later

# Older phrases, other spellings, and vendors' phrases (RFC 9110 §15 allows any phrase). HTTPStatus
# has RFC 9110's names of 413, 414, 416 and 422 from Python 3.13 on, and the older names in Python
# 3.12. So both are listed here.
_OTHER_PHRASES: Final[dict[int, tuple[str, ...]]] = {
    203: ("non-authoritative",),
    302: ("moved temporarily", "redirect"),
    408: ("request time-out",),
    413: ("payload too large", "content too large", "request entity too large"),
    414: ("request-uri too large", "request-uri too long", "uri too long"),
    416: ("range not satisfiable", "requested range not satisfiable"),
    418: ("i'm a teapot",),
    419: ("page expired",),
    420: ("enhance your calm",),
    422: ("unprocessable content", "unprocessable entity"),
    429: ("too many request",),
    440: ("login time-out", "login timeout"),
    444: ("no response",),
    460: ("client closed",),
    497: ("http request sent to https port",),
    498: ("invalid token",),
    499: ("client closed request", "token required", "client has closed"),
    500: ("internal error", "internal server"),
    503: ("service temporarily unavailable", "backend fetch failed"),
    504: ("gateway time-out", "gateway timeout"),
    509: ("bandwidth limit exceeded",),
    520: ("web server is returning", "web server returned"),
    521: ("web server is down",),
    522: ("connection timed out", "origin connection time"),
    523: ("origin is unreachable",),
    524: ("a timeout occurred",),
    525: ("ssl handshake failed",),
    526: ("invalid ssl certificate",),
    529: ("overloaded", "site is overloaded"),
    530: ("site is frozen", "origin dns error"),
    561: ("unauthorized",),
    599: ("network connect timeout",),
    999: ("request denied",),
}
# "NotFound" is two words.
_WORD = compile_later(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# "403 AccessDenied", "400(InvalidArgument)": the name of an error, as products write it.
_ERROR_NAME_AFTER = compile_later(
    r"[\s:(\[\"'`–-]{1,3}(?:(?:[A-Z][a-z]{1,15}){1,5}?"
    r"(?:Denied|Exception|Error|Failed|Failure|Exceeded|Expired|Mismatch|Invalid|NotFound|Required"
    r"|Unavailable|Unauthorized|Forbidden|Conflict|Limited|TooLarge)"
    r"|(?:NoSuch|Invalid|Missing|TooMany|Unauthorized|Unsupported|Malformed|Expired)(?:[A-Z][a-z]{1,15}){1,4}"
    r"|SlowDown)(?![A-Za-z])"
)
# "Gone - 410" is the title of an error page.
_TITLE_BEFORE = compile_later(r"(?:^|[\"'`“*:]\s?)([a-z]{2,12})\s[-–—|]\s\Z")
_TITLE_END_AFTER = compile_later(r"[\"'`”*]{0,2}\s*(?:\||\Z)|[\"'`”*]")
# After a number: one to four spaces or signs, then a word or a colon. The group is the word, or
# None for a colon.
_FIRST_WORD_AFTER = compile_later(r"[\s:,.'\"(\[\])|–—-]{1,4}(?:([A-Z]+(?![a-z])|[A-Z]?[a-z]+)|:)")


def _forms(phrase: str) -> tuple[str, ...]:
    """Return the forms of a phrase to look for: a phrase of several words also has a plural.

    "502 Bad Gateways" names the code, but in "302 redirects" the number may be a count.
    """
    plain = _plain(phrase)
    return (f"{plain} ", f"{plain}s ") if " " in plain else (f"{plain} ",)


def _plain(text: str) -> str:
    """Return the words of a text, in lower case."""
    return " ".join(_WORD.findall(text)).lower()


_PHRASES: Final[dict[int, tuple[str, ...]]] = {
    code: tuple(
        form
        for phrase in ((HTTPStatus(code).phrase,) if code in set(HTTPStatus) else ())
        + _OTHER_PHRASES.get(code, ())
        for form in _forms(phrase)
    )
    for code in {*map(int, HTTPStatus), *_OTHER_PHRASES}
}


# Before a number, a single word is a reason phrase only if it has no other meaning. "Found 302" may
# be the start of "Found 302 items".
_CLEAR_WORDS: Final = ("forbidden ", "unauthorized ", "conflict ")
# The last word of each clear phrase, and the phrase written as one word, for a fast check. A phrase
# is clear if it has several words or is one of `_CLEAR_WORDS`.
_LAST_WORDS: Final = frozenset(
    word
    for phrases in _PHRASES.values()
    for phrase in phrases
    if phrase in _CLEAR_WORDS or " " in phrase.strip()
    for word in (phrase.split()[-1], "".join(phrase.split()))
)
# Signs that may come right before a phrase's last word.
_MARKS: Final = "\"'`([{<>*“‘:=_-/"
# The signs between a phrase and the code after it: "Not Found - 404", "notFound(); // 404".
_JOINTS: Final = " :-–—|/,·();"


def _follows_phrase(before: str, phrases: tuple[str, ...]) -> bool:
    """Return whether a clear phrase is right before the number: "bad response Forbidden 403"."""
    before = before.rstrip(_JOINTS)
    last = before.rpartition(" ")[2].rpartition(".")[2].replace("_", "")
    if last.lstrip(_MARKS) not in _LAST_WORDS:
        return False
    words = f" {_plain(before)} "
    return any(
        words.endswith((f" {phrase}", f" {phrase.replace(' ', '')} "))
        for phrase in phrases
        if phrase in _CLEAR_WORDS or " " in phrase.strip()
    )


_FIRST_WORDS: Final = {
    code: frozenset({"client", "server"}.union(phrase.split()[0] for phrase in phrases))
    for code, phrases in _PHRASES.items()
}


def precedes_error_name(code: int, after: str) -> bool:
    """Return whether the name of an error follows its code: "403 AccessDenied"."""
    return code >= 400 and _ERROR_NAME_AFTER.match(after) is not None


def is_own_name(code: int, name: str) -> bool:
    """Return whether a name ends in the code's own reason phrase: "COUPON_NOT_FOUND", "HTTP_OK"."""
    words = f" {_plain(name)}"
    return any(
        words.endswith((f" {phrase.rstrip()}", f" {phrase.replace(' ', '')}"))
        for phrase in _PHRASES.get(code, ())
    )


def _may_begin(code: int, word: str | None) -> bool:
    """Return whether a phrase of the code may begin with `word`.

    `word` is the group of `_FIRST_WORD_AFTER`. If `word` is None, any phrase may follow.
    """
    return word is None or word.lower() in _FIRST_WORDS[code]


def is_beside(code: int, before: str, after: str) -> bool:
    """Return whether the code's reason phrase is right beside the code.

    The phrase follows the code, as in "502 Bad Gateway" and "404: NOT_FOUND", or precedes it, as in
    "Conflict (409)".
    """
    phrases = _PHRASES.get(code, ())
    if phrases and (first := _FIRST_WORD_AFTER.match(after)) and _may_begin(code, first[1]):
        following = _plain(after) + " "
        generic = {4: "client error ", 5: "server error "}.get(code // 100, phrases[0])
        if following.startswith((*phrases, generic)):
            return True
    title = _TITLE_BEFORE.search(before) if before.endswith((" - ", " – ", " — ", " | ")) else None
    if title and f"{title[1]} " in phrases and _TITLE_END_AFTER.match(after):
        return True
    if phrases and before.endswith(" ") and _follows_phrase(before, phrases):
        return not counts_something(after)
    if phrases and before.endswith("("):
        return f" {_plain(before)} ".endswith(tuple(f" {phrase}" for phrase in phrases))
    return False
