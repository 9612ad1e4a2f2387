"""What speaks for a number's being a status code, and what against it.

Everything here looks at a few characters beside a number, so finding codes takes time in proportion
to the text. Those before it come in lower case: a search that minds no case takes twice as long.
The words are in status_words.py and other_words.py.
"""

import re

from bot.services.extract import other_words
from bot.services.extract import status_words as words
from bot.services.extract.status_words import any_of, sought


def _before(pattern: str, gap: str) -> re.Pattern[str]:
    """What stands right before a number, in lower case, with no more than `gap` between."""
    return re.compile(rf"{pattern}{gap}\Z")


_GAP = r"[\s\"'`:=\[({*>“‘]{0,6}"
_SPOKEN_GAP = r"[\s\"'`([{*“‘:]{1,5}"
_NAMED = _before(sought(words.NAMES), _GAP)
_CODED = _before(sought(words.CODES), _GAP)
_ANSWERED = _before(rf"(?:{sought(words.ANSWERS, words=True)}|{any_of(words.ARROWS)})", _SPOKEN_GAP)
_SAID = _before(sought(words.SPEAKS, words=True), _SPOKEN_GAP)
_SAID_OF_MANY = _before(sought(words.SPEAKS_OF_MANY, words=True), _SPOKEN_GAP)
_OF_MANY = _before(rf"\b{any_of(words.PLURALS)}", r"\s+")
_ROAD = _before(sought(words.ROADS, words=True), r"\s(?:on|onto|off|down|up)\sthe\s")
_ACRONYM = re.compile(rf"\s(?!{any_of(words.NO_UNITS)}\b)[A-Z]{{2,5}}s?\b")  # "with 101 RBI"
_UNLIKE = re.compile(r"[0-9]{3}[^0-9.;]*\bnot\s\Z")
_ARTICLE = _before(sought(words.ARTICLES, words=True), r"\s+[\"'`*]*")
_LASTS = _before(rf"(?:(?:\b|_){any_of(words.LASTS)}|[=:~<>≤≥])", r"\s*")
_NUMBERED_GAP = r"[\s\"'`:=(\[]{0,4}"
_NUMBERED = _before(sought(other_words.NUMBERED, words=True), _NUMBERED_GAP)
_NUMBERED_KO = _before(sought(other_words.NUMBERED_KO), _NUMBERED_GAP)
_MEASURED_KO = _before(
    sought(other_words.MEASURED_KO) + other_words.MEASURED_PARTICLES, _NUMBERED_GAP
)
_NUMBERED_SIGN = _before(other_words.NUMBERED_SIGNS, _NUMBERED_GAP)
_COMPOUND = _before(other_words.COMPOUND, _NUMBERED_GAP)
# "font weight 400 or 500": what the one is, the other is.
_ROW = re.compile(r"[0-9]{3}\s?(?:말고|대신|이?랑|하고|과|와|이?나|/|or|and|to|not|→|->)\s?\Z")
_ERRED = _before(sought(words.ERRORS), _GAP)
# From one number to another: "200 → ".
_STEP = re.compile(r"[0-9][A-Za-z]*\s*(?:→|->|=>)\s*\Z")
_MARKED = re.compile(r"(?:\*\*|`)\Z")
_ITEM = re.compile(r"\s*(?:[-*•]|[0-9]{1,2}[.)])?\s*[*`\"']{0,3}\Z")
_IN_PROSE = re.compile(r"(?:^\s*|[A-Za-z가-힣~)][,.!?…:]*\s|(?:^|[\s가-힣])[(*`\"'“‘]{1,3})\Z")
# A value under a name that is no status: JSON, headers, counters.
_KEYED = re.compile(r"[A-Za-z_-][\"']?\s?[:=]\s?[\"']?\Z")

_COUNTED = re.compile(  # WARN 404 --- [pid
    rf"\s?(?:{any_of(other_words.UNITS_KO)}|{any_of(other_words.UNITS)}(?![=:])|\s+---\s)"
)
_NOUN = re.compile(rf"[\"'`*]*\s+{any_of(words.THINGS)}\b")
_EQUALS = re.compile(r"\b(?:is|was|are|were|be)\s\Z")
_BRACKET = re.compile(r"[a-z가-힣] \(\Z")
_PROGRESS = re.compile(r"^\s*[A-Z][a-z]{2,12}ing\s")  # "Installing nginx (404/500)"
_PAGE = re.compile(r"\s+page\b")
_ON_PATH = re.compile(r"\s+(?:on|from|for|at)\s+/[A-Za-z]")
_RETURNS = _before(sought(words.RETURNS, words=True), r"\s+")
_CLAUSE = re.compile(r"[A-Za-z)]\s*[.:?!;,]\s+\Z")
_CASE = re.compile(r"\s+(?:for|on|from|when|if|->|→)\s")
_ERROR = re.compile(r"\s(?:error|status|spike|storm|everywhere|response(?!\s?time))\b")
# A plural right after a number says that it is counted.
_PLURAL_NOUN = re.compile(
    rf"\s+(?:{any_of(words.MORE)}\s)?(?!{any_of(words.NO_PLURALS)}\b)[a-z]+s\b"
)
_PLURAL = re.compile(r"(?:s|'(?:s|d|ing|ed)|ing|ed)(?![A-Za-z0-9])")
_STOPS = re.compile(
    r"s?[\"'`)\]}*”’,;:!?|]*"
    r"(?:\Z|[\s]*[.…,;:!?)\]|/→&=<>—–-](?![0-9])|\n"
    rf"|\s+(?:[A-Z\"'`({{<\[~]|{any_of(words.STOPS)}\b))"
    r"|\s*(?!번)[가-힣ㄱ-ㅣ]|\s\+\s[A-Za-z]"
)
_GOES_ON = re.compile(r"\s+(?:it|we|they|you|our|your|should|would|must|will|can|never|seen)\b")
_SPEAKER = re.compile(r"^\s*[\w.-]{1,20}:\s+")
_SAYS = re.compile(r"\s*[=→]")
_ENTRY = re.compile(r"[*`\"']{0,3}\s*(?:[=:→]|->|=>|[–-](?=\s))\s*\S")
_NUMBERING = re.compile(r"\s*[.)]")  # "403) Orders API …" counts
_NUMBERED_THING = re.compile(r"\s*번")
_KOREAN = re.compile(r"\s*[가-힣]")
# What may stand between a number and what is said of it: "502 계속 떠요", "403 50013 뜨는데".
_BETWEEN = r"(?:[가-힣~.]{1,4}(?<![고면])|[A-Za-z_]{2,28}|[0-9]{4,6})\s"
_HAPPENS = re.compile(
    rf"[\"'`)*]*(?:번대?)?{any_of(words.PARTICLES)}?[\"'`)*]*\s*"
    rf"(?:(?P<plain>{any_of(words.ERRS)})"
    rf"|(?:(?<=\s)(?:(?<!번\s)|(?=계속|자꾸|또|가끔|다시|왜))(?:{_BETWEEN}){{1,2}})?{any_of(words.HAPPENS)})"
)
_TOPIC = re.compile(rf"[\"'`)*]*(?:\s?(?:말고|대신)|{any_of(words.TOPICS)})")
_LIMIT = re.compile(r"\s?(?:까지|부터)(?!\s?(?:주|내|던|보내))")
# A Korean noun, without a particle, as that of which a number is the amount: "보너스 500".
_NOUN_BEFORE = re.compile(r"[가-힣]+\s\Z")
_SENDS = re.compile(rf"(?:{any_of(words.SENDERS)}|{any_of(words.ENDINGS)})\s\Z")
_BARE = re.compile(r"[0-9\s,]*")


def is_bare(before: str, after: str) -> bool:
    """Nothing but numbers stand beside it, and so no sign."""
    return _BARE.fullmatch(before) is not None and _BARE.fullmatch(after) is not None


def is_numbered(before: str) -> bool:
    """What stands before says that the number is a port, a line, an id, an exit code …, perhaps in
    a row of them."""
    row = _ROW.search(before)
    return _is_numbered(before) or (row is not None and _is_numbered(before[: row.start()]))


def _is_numbered(before: str) -> bool:
    return (
        _NUMBERED.search(before) is not None
        or _NUMBERED_SIGN.search(before) is not None
        or (not before.isascii() and _is_numbered_in_korean(before))
        or (("_" in before or "-" in before) and _COMPOUND.search(before) is not None)
    )


def _is_numbered_in_korean(before: str) -> bool:
    return _NUMBERED_KO.search(before) is not None or _MEASURED_KO.search(before) is not None


def is_counted(after: str) -> bool:
    """What follows says that the number counts or measures something."""
    return _COUNTED.match(after) is not None


def is_of_many(after: str) -> bool:
    """A plural follows, which it may count."""
    return _PLURAL_NOUN.match(after) is not None


def is_named(before: str) -> bool:
    """What stands before calls the number an HTTP status."""
    return _NAMED.search(before) is not None


def is_coded(code: int, before: str, after: str) -> bool:
    """What stands before calls the number a code, an error, or an answer; no error of HTTP is
    below 300."""
    return (
        _CODED.search(before) is not None
        and (code >= 300 or _ERRED.search(before) is None)
        and not _PLURAL_NOUN.match(after)
    )


def is_plural(code: int, before: str, after: str) -> bool:
    """ "429s", "getting 500s"; not "took 429s", nor "300s", which counts seconds or hundreds. And
    "500ing", which counts nothing."""
    plural = _PLURAL.match(after)
    if plural and (before.endswith("  ") or after[plural.end() :].startswith("  ")):
        return False  # seconds, in a table
    if plural and plural[0].endswith("ing"):
        return True
    if not plural or _LASTS.search(before):
        return False
    return code % 100 != 0 or _OF_MANY.search(before) is not None


def is_a_thing(code: int, before: str, after: str) -> bool:
    """ "500 error", "500 on /login", "the 409 path", "404 page"."""
    if _ERROR.match(after) or _ON_PATH.match(after) or (code % 100 and _PAGE.match(after)):
        return True
    return _ARTICLE.search(before) is not None and _NOUN.match(after) is not None


def is_answered(before: str, after: str) -> bool:
    """Something answers with it: "returns 404", "got 503"; not "returned 200 rows"."""
    return (
        _ANSWERED.search(before) is not None
        and not _STEP.search(before)
        and not _PLURAL_NOUN.match(after)
        and not _PLURAL.match(after)
    )


def is_said(code: int, before: str, after: str, *, about_http: bool) -> bool:
    """It is spoken of as a thing: "a 520 from", "any 502"."""
    if _is_unlike(before) or _ROAD.search(before):
        return False
    stops = _STOPS.match(after) is not None
    is_told = _SAID.search(before) is not None or (
        _SAID_OF_MANY.search(before) is not None and (stops or _GOES_ON.match(after) is not None)
    )
    if about_http and code % 100 and is_told:
        return not (
            _PLURAL_NOUN.match(after) or _NUMBERED_THING.match(after) or _ACRONYM.match(after)
        )
    return stops and _SAID.search(before) is not None


def _is_unlike(before: str) -> bool:
    """ "room 503, not 404": what one of them is, the other would have been."""
    other = _UNLIKE.search(before)
    return other is not None and is_numbered(before[: other.start()])


def is_entry(before: str, after: str) -> bool:
    """It heads a line that explains it: "522 = …", "1. **401** → …", "mina: 522 = …"."""
    if _SAYS.match(after):
        before = _SPEAKER.sub("", before)
    return _ITEM.fullmatch(before) is not None and _ENTRY.match(after) is not None


def is_marked(code: int, before: str, after: str) -> bool:
    """It stands alone in bold or in backticks, or, where no count is likely, in brackets."""
    if code % 100 and _BRACKET.search(before) and after.startswith(")"):
        return True
    mark = _MARKED.search(before)
    return mark is not None and after.startswith(mark[0])


def is_progress(line: str, before: str) -> bool:
    """ "(404/500) Installing nginx": so many of them are done."""
    return before.endswith("[") or (
        before.endswith("(") and (not _BRACKET.search(before) or _PROGRESS.match(line) is not None)
    )


def is_case(code: int, before: str, after: str) -> bool:
    """A clause begins with it: ": 401 for expired tokens, 403 for …"."""
    return code % 100 != 0 and _CLAUSE.search(before) is not None and _CASE.match(after) is not None


def is_returned(before: str, after: str) -> bool:
    """ "returns 200 even on failure", which is plain enough for a round number."""
    return (
        bool(after.strip())
        and _STOPS.match(after) is not None
        and _RETURNS.search(before) is not None
    )


def stands_loose(code: int, before: str, after: str) -> bool:
    """It is a word of a sentence, and no column of a table."""
    return (
        (
            is_topic(code, before, after)
            or (_STOPS.match(after) is not None and not _KOREAN.match(after))
        )
        and not _PLURAL_NOUN.match(after)
        and not _KEYED.search(before[-6:])
        and not _EQUALS.search(before[-6:])
        and not _NUMBERING.fullmatch(before + after[:1])
        and _IN_PROSE.search(before) is not None
    )


def happens(code: int, before: str, after: str) -> bool:
    """Korean says that it appears, is sent, or is an error: "502 뜨는데", "404에러"; an amount
    may appear, too."""
    said = _HAPPENS.match(after)
    if said is None:
        return False
    return said["plain"] is not None or not (_is_amount(before) or _is_limit(code, after))


def is_topic(code: int, before: str, after: str) -> bool:
    """A Korean particle makes the number what the sentence is about: "502가", "429번은"."""
    return _TOPIC.match(after) is not None and not _is_amount(before) and not _is_limit(code, after)


def _is_amount(before: str) -> bool:
    """It is the amount of what a noun before it says, which sends nothing: "보너스 500"."""
    return _NOUN_BEFORE.search(before) is not None and _SENDS.search(before) is None


def _is_limit(code: int, after: str) -> bool:
    """ "500부터 느려요": a round number that bounds something."""
    return code % 100 == 0 and _LIMIT.match(after) is not None
