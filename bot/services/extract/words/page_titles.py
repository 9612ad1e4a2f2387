"""What servers write beside a code in their own words: "401 Authorization Required".

RFC 9110 §15 allows any reason phrase, and an error page's title often differs from the phrase.
"""

from typing import Final

from bot.services.extract.candidates import has_sub_status
from bot.services.extract.words.evidence_against import counts_something
from bot.services.extract.words.word_patterns import any_of, compile_later

# Phrases that show, anywhere in a text, that the number before them is a status. The first letter
# must be a capital.
_PHRASES: Final = r"""
    (?:Basic\s)?Auth(?:entication|orization)\s(?:[Rr]equired|[Ff]ailed|[Nn]eeded) Not\s[Aa]llowed
    Access\s[Dd]enied Permission\s[Dd]enied Proxy\s[Ee]rror Server\s[Ee]rror Client\s[Ee]rror
    Origin\s[Ee]rror Page\s[Nn]ot\s[Ff]ound File\s[Nn]ot\s[Ff]ound Over\s[Qq]uota
    Service\sTemporarily Temporarily\s(?:[Uu]navailable|[Oo]verloaded) Under\s[Mm]aintenance
    Request\s[Hh]eaders?\s[Oo]r\s[Cc]ookie Request\s[Hh]eader\s[Tt]oo
    Rate\s[Ll]imit(?:ed|\s[Rr]eached|\s[Ee]xceeded)? Too\s[Mm]any No\s[Rr]equired\sSSL
    The\s(?:plain\sHTTP|SSL\scertificate) Backend\s(?:is\s)?(?:[Uu]nhealthy|[Ff]etch) No\s[Hh]ealthy
    Invalid\s(?:[Hh]ost|[Tt]oken|[Rr]equest|URL)\b
"""
# A title in a tag ends with one of these words or contains one of `_JOINTS`. A title on a line of
# its own ends with one of these words.
_WORDS: Final = r"""
    [Aa]llowed [Bb]ad [Bb]locked [Dd]enied [Dd]isabled [Ee]rror [Ee]xceeded [Ee]xpired [Ff]ailed
    [Ff]ailure [Ff]orbidden [Gg]ateway [Ii]nvalid [Ll]imited [Mm]aintenance [Mm]issing [Mm]oved
    [Oo]verload(?:ed)? [Qq]uota [Rr]eached [Rr]edirect(?:ed)? [Rr]efused [Rr]ejected [Rr]equest
    [Rr]equired [Ss]ent [Ss]uspended [Tt]imed [Tt]imeout [Tt]oo [Uu]nauthori[sz]ed [Uu]navailable
    [Uu]nhealthy [Uu]nreachable [Uu]nsupported
"""
# A title on a line of its own may also be one of these words alone. None of them is a noun that a
# number counts, as in "500 users".
_ALONE: Final = "ERROR Forbidden Maintenance Moved Overloaded Unauthori[sz]ed Unavailable Unhealthy"
_END: Final = r"[.!]{0,2}\s{0,3}(?:</|\Z)"
_PHRASE_AFTER: Final = compile_later(rf"[\s:,\"'(|–-]{{1,3}}{any_of(_PHRASES)}")
_FIRST_LETTERS: Final = frozenset("ABFINOPRSTU")
_ERROR: Final = r"[\s*`#]{0,4}(?:(?:http\s)?error:?\s)?\Z"
_TAG_BEFORE: Final = compile_later(rf"<(?:title|h[1-6]|center|b|p)[^<>]{{0,24}}>{_ERROR}")
_LINE_BEFORE: Final = compile_later(rf"^[\s>|#*+-]{{0,8}}{_ERROR}")
# With one of these, a title in a tag may end with any word: "… Was Sent …", "… Too Large".
_JOINTS: Final = "(?:[Ii]s|[Ww]as|[Nn]ot|[Tt]oo)"
_TITLE_AFTER: Final = compile_later(
    rf"(?=[^<\n]{{0,60}}?(?:\b{any_of(_WORDS)}{_END}|\s{_JOINTS}\s))"
    rf"[:–-]?\s(?:[–|-]\s)?[A-Z][A-Za-z']*(?:\s[A-Za-z'-]+){{0,7}}{_END}"
)
_LINE_AFTER: Final = compile_later(
    rf"[:–-]?\s(?:[–|-]\s)?(?:{any_of(_ALONE)}"
    rf"|[A-Z][A-Za-z']*(?<![a-rt-z]s)(?:\s[A-Za-z'-]+){{0,6}}?\s{any_of(_WORDS)}){_END}"
)
# "<h1>404</h1>", also in a sentence that quotes it
_HEADING_BEFORE: Final = compile_later(r"<(?:title|h[1-6])(?:\s[^<>]{0,24})?>\s?\Z")
_HEADING_END_AFTER: Final = compile_later(
    r"\s?(?i:</(?:title|h[1-6])>)|\s?[–—:|-]\s[^<>\n]{1,40}</"
)
# Google's pages: "404. That's an error."
_SENTENCE_AFTER: Final = compile_later(r"\.\s{1,2}That.s\san\serror")

# A phrase may come before the code, too.
_PHRASES_BEFORE: Final = (
    "access denied", "permission denied", "not allowed", "authorization required",
    "page not found", "file not found", "rate limited", "rate limit exceeded", "server error",
)  # fmt: skip


def is_titled(code: int, before: str, after: str) -> bool:
    """Return whether a server's phrase is beside the number, or the number begins a title."""
    if code >= 400 and before.rstrip(" :-(").endswith(_PHRASES_BEFORE):
        return True
    if code < 300:
        return False
    if after[:1] == "." and has_sub_status(before, after):
        return True
    if before.endswith(">") and _HEADING_BEFORE.search(before):
        heading = _HEADING_END_AFTER.match(after)
        if heading and not counts_something(after[heading.end() :]):
            return True
    if after.startswith(". ") and _SENTENCE_AFTER.match(after):
        return True
    if after[:1] not in " :,\"'(|-":
        return False
    if after.lstrip(" :,\"'(|–-")[:1] in _FIRST_LETTERS and _PHRASE_AFTER.match(after):
        return True
    if _LINE_BEFORE.match(before):
        return _LINE_AFTER.match(after) is not None
    return before.endswith((">", "> ", "error ")) and bool(
        _TAG_BEFORE.search(before) and _TITLE_AFTER.match(after)
    )
