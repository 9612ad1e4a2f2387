"""Rows of numbers: a row of known codes is evidence, and a code's neighbours are codes, too."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.services.extract.candidates import (
    AFTER_CHARACTERS,
    SLASHED_NUMBERS_BEFORE,
    Candidate,
)
from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words.evidence_against import (
    counts_something,
    is_progress,
    precedes_plural,
)
from bot.services.extract.words.word_patterns import compile_later
from bot.services.extract.words.words_for import REDIRECTS

# Neighbours in a row, as in "502/503", begin at most this many characters apart.
MAX_STEP_CHARACTERS = 48
# A number that a line contrasts with another, as in "504 (was 200)", stands within this many
# characters of the other.
PAIR_CHARACTERS = 100
# Between two numbers of a row: "502 and 503", "401이랑 403".
_JOINS_IN_PROSE = compile_later(
    # A reason phrase may follow a number: "204 (No Content), or 304", "409 Conflict, 429".
    r"(?:번|s)?>?(?:\s?\([A-Za-z가-힣][A-Za-z가-힣 '-]{1,30}\)"
    r"|(?:\s[가-힣]{2,6}){1,3}(?=\s?/)|(?: [A-Z][A-Za-z-]{1,15}){1,4}(?=[,/]|\s(?:and|or)\s))?"
    r"[\"'`*”’]{0,2}(?:\s*(?:/|,|·|&|\+|→|->|=>|>|~|\|)\s*|\?\s"
    r"|\s?(?:===?|!==?)\s?|\s*(?:→|->|=>)\s*(?:현재|지금|최종|이후|now|currently)\s"
    r"|\s*(?:→|->|=>)\s*\((?:[가-힣]{1,4}\s)?|\s\((?:나중[엔에]|그\s?다음|이후|then|later|now|finally)\s"
    r"|(?:\]?,?\s(?:but|and)|,)\s(?:it\s|we\s|I\s)?(?:was|were|got|gets|received|returned|saw)(?:\san?)?\s<?"
    r"|\s*[,(]?\s*(?:and|or|not|like|vs\.?|into|to|nor|instead\sof|rather\sth[ae]n)\s+"
    r"(?:even\s+|maybe\s+|sometimes\s+|now\s+|then\s+)?(?:an?\s+|the\s+)?(?:[<>]=?\s?)?"
    r"|(?:\s?말고|이랑|랑|하고|과|와|이나|나|이든|든|에서|로|으로|도|인지|,)\s?"
    r"|,?\s(?:and\s)?then\s(?:an?\s)?|[이가]\s아(?:닌|니라)\s|\s?\(?(?:또는|혹은|및|아니면|그리고|내지)\s?"
    r"|[을를]\s|\s?(?:한|두|세|네|몇|[0-9]{1,3})\s?번(?:씩|이나)?,?\s|\s(?:once|twice|x[0-9]{1,4})(?:,|\sand)\s"
    r")[\"'`*“‘]{0,2}"
)
_JOINS_IN_LOG = compile_later(r", ?|/| : | ?(?:→|->|=>) ?")
_ROW = compile_later(
    r"[1-5][0-9]{2}(?P<join>/|, ?|\s?(?:->|→|=>)\s?)[1-5][0-9]{2}(?:(?P=join)[1-5][0-9]{2}){0,14}"
)
# "1xx or 204": a class of codes is a neighbour, too.
_CLASS_BEFORE = compile_later(r"\b[1-5]xx(?:\s\([^)\n]{1,24}\))?(?:,\s?|/|,?\s(?:and|or)\s)\Z")
_TO_NEXT = r"(?:,\s?|/|,?\s(?:and|or)\s)"
_CLASS_AFTER = compile_later(rf"(?:{_TO_NEXT}[1-5][0-9]{{2}}){{0,4}}{_TO_NEXT}[1-5][xX]{{2}}\b")
# A pair in a question about one of the codes, or about both: "422 or 400", "400 또는 422".
_PAIR = compile_later(
    r"[1-5][0-9]{2}(?P<join>\s?(?:또는|혹은|및|아니면|이나|이랑|말고|대신|vs\.?|or|like"
    r"|,?\s(?:and|but)\snot|,\snot|rather\sth[ae]n|instead\sof)\s(?:an?\s)?)[1-5][0-9]{2}"
)
# "400(형식 오류), 404(없는 회원)"; in a text about HTTP, also "422 for X and 400 for Y"
_EXPLAINED = compile_later(
    r"(?P<one>[1-5][0-9]{2})\s?\([가-힣A-Za-z][^()0-9]{1,30}\)(?:\s?[,/·]\s?)(?P<other>[1-5][0-9]{2})\s?\("
)
_FOR_EACH = compile_later(
    r"(?P<one>[1-5][0-9]{2}) for [a-z][^.;0-9\n]{1,60}?(?:,| and| or| but){1,2} "
    r"(?P<other>[1-5][0-9]{2}) for [a-z]"
)
# "expected 201, actual 409"
_EXPECTED = compile_later(
    r"(?P<one>[1-5][0-9]{2})(?: then [1-5][0-9]{2})?,? (?:but )?(?:the )?"
    r"(?:actual|got|received|was)(?:ly)?:? (?P<other>[1-5][0-9]{2})(?: then [1-5][0-9]{2})?"
    r"(?![0-9]| [a-z]{3,20}s\b)"
)
# "504 (was 200)", "- assert 422 == 201"
_WAS = compile_later(
    r"(?P<one>[1-5][0-9]{2}) \((?:was|before:?|previously|이전:?|직전:?) (?P<other>[1-5][0-9]{2})\)"
)
_ASSERTED = compile_later(r"\bassert (?P<one>[1-5][0-9]{2}) == (?P<other>[1-5][0-9]{2})$")
# "404 matches expected 200", "302 is identical to 200"
_MATCHED = compile_later(
    r"(?P<one>[1-5][0-9]{2}) (?:matches expected|is identical to|equals expected)"
    r" (?P<other>[1-5][0-9]{2})\b"
)
# "went from 200 to 503"
_FROM_TO = compile_later(r"[1-5][0-9]{2}(?P<join>\sto\s)[1-5][0-9]{2}")
# "301 → 302 → (200)"
_CHAIN_END = compile_later(r"\s?(?:→|->|=>)\s?\(?[1-5][0-9]{2}\b")
# "404/500 pages"
_ERRORS_AFTER = compile_later(
    r"\s?(?:errors?|status|pages?|responses?|에러|오류|응답|페이지)(?![A-Za-z])"
)
_NUMBER = compile_later(r"[0-9]{3}")
# "WHERE id IN (401, 403, 503)"
_SQL_LIST = compile_later(
    r"\b(?:where|and|or|on)\s(?![\w.\"`]*(?:status|code|http))[\w.\"`]{1,40}\s(?:not\s)?in\s?\([0-9,\s]*\Z",
    re.IGNORECASE,
)
_SQL_CHARACTERS = 80
_GOES_ON = compile_later(r"[0-9]|[/.,][0-9]")


def are_joined(line: str, one: int, other: int, *, is_log: bool) -> bool:
    """Return whether the numbers that begin at `one` and `other` are neighbours in a row."""
    left, right = sorted((one, other))
    joins = _JOINS_IN_LOG if is_log else _JOINS_IN_PROSE
    return (
        right - left <= MAX_STEP_CHARACTERS and joins.fullmatch(line, left + 3, right) is not None
    )


def begins_row(line: str, number: Candidate, *, about_http: bool) -> bool:
    """Return whether a row of known codes begins with the number: "502/503/504", "401,403,500".

    Rows of other numbers look like rows of codes: "404/404" counts something, "404, 500" may be a
    place on a screen, and "401, 402, 403" may be rooms. Outside a text about HTTP, a row must be
    one of these:

    - three or more codes with commas, among them client errors and server errors
    - errors of one class with slashes: "502/504"
    - any known codes with slashes before a noun such as "pages": "404/500 pages"
    - two codes with a word between them, one of them an error: "422 or 400"
    - three or more codes with arrows, the first of them a redirect: "301 → 302 → 200"

    Also returns True if the line contrasts the number with another and one of the two is an error:
    "expected 201, actual 409". 400 and 500 don't count as errors here.
    """
    if _is_contrasted(line, number, about_http=about_http):
        return True
    if number.before.endswith(("(", ",", ", ")):
        begin = max(0, number.start - _SQL_CHARACTERS)
        if line.find("(", begin, number.start) >= 0 and _SQL_LIST.search(
            line[begin : number.start]
        ):
            return False
    row = _ROW.match(line, number.start) or _PAIR.match(line, number.start)
    if row is None and number.before.endswith("from "):
        row = _FROM_TO.match(line, number.start)
    if row is None or SLASHED_NUMBERS_BEFORE.search(number.before):
        return False
    codes = [int(code) for code in row[0].split(row["join"])]
    is_chain = row["join"].strip() in {"->", "→", "=>"}
    if len(set(codes)) < (2 if is_chain and codes[0] in REDIRECTS else len(codes)):
        is_chain = is_chain and codes[0] in REDIRECTS
        if not is_chain or _CHAIN_END.match(line, row.end()) is None:
            return False
    if not KNOWN.issuperset(codes):
        return False
    after = line[row.end() : row.end() + AFTER_CHARACTERS]
    if row["join"] == "/" and _ERRORS_AFTER.match(after):
        return not is_progress(line, number.before)
    if _GOES_ON.match(after) or counts_something(after) or precedes_plural(after):
        return False
    if row["join"] == "/":
        is_of_errors = min(codes) > 400 and all(code % 100 for code in codes)
        is_of_class = len({code // 100 for code in codes}) == 1
        return (about_http or (is_of_errors and is_of_class)) and not is_progress(
            line, number.before
        )
    if any(each.isalpha() for each in row["join"]):
        return any(code > 400 and code % 100 for code in codes) and not are_consecutive(codes)
    if is_chain:
        if codes[0] in REDIRECTS and (len(codes) >= 3 or _CHAIN_END.match(line, row.end())):
            return True
        return about_http and any(code > 400 and code % 100 for code in codes)
    errors = {code for code in codes if code > 400 and code % 100}
    return (
        len(codes) >= 3
        and len(errors) >= 2
        and not are_consecutive(codes)
        and (about_http or _has_both_errors(codes))
    )


def _is_contrasted(line: str, number: Candidate, *, about_http: bool) -> bool:
    """Return whether the line contrasts the number with another, and one of them is an error."""
    if number.before.endswith(("(was ", "이전 ")) or number.after.startswith((" (was", " (이전")):
        pattern = _WAS
    elif "(" in number.after[:2]:
        pattern = _EXPLAINED
    elif "assert " in number.before:
        pattern = _ASSERTED
    elif "xpected " in number.before or "actual" in number.before or "got " in number.before:
        pattern = _EXPECTED
    elif number.after.startswith((" matches", " is ident", " equals")) or number.before.endswith(
        (" expected ", " identical to ")
    ):
        pattern = _MATCHED
    elif about_http and number.after.startswith(" for "):
        pattern = _FOR_EACH
    else:
        return False
    begin = max(0, number.start - PAIR_CHARACTERS)
    return any(
        number.start - begin in (pair.start("one"), pair.start("other")) and _tells_error(pair[0])
        for pair in pattern.finditer(line[begin : number.start + PAIR_CHARACTERS])
    )


def _tells_error(pair: str) -> bool:
    codes = [int(code) for code in _NUMBER.findall(pair)]
    return KNOWN.issuperset(codes) and any(code > 400 and code % 100 for code in codes)


def _has_both_errors(codes: list[int]) -> bool:
    """Return whether there are errors of the client and of the server."""
    return {code // 100 for code in codes if code >= 400} == {4, 5}


def is_beside_class(before: str, after: str) -> bool:
    """Return whether the number's neighbour is a class of codes: "1xx or 204", "502, 4xx"."""
    return ("xx" in before and _CLASS_BEFORE.search(before) is not None) or _CLASS_AFTER.match(
        after
    ) is not None


def are_consecutive(codes: Sequence[int]) -> bool:
    """Return whether each number is one more than the number before, like the numbers of rooms.

    A row that begins with 500 or more never counts as consecutive: 502, 503, 504 are more often
    codes than rooms.
    """
    return codes[0] < 500 and all(other - one == 1 for one, other in pairwise(codes))
