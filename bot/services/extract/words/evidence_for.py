"""Evidence for a status code: words beside a number that say the number is a status code.

The words are in words_for.py. Every function looks at the few characters `before` and `after` the
number, so the time to find all codes is proportional to the text's length. `before` is in lower
case, because a search that ignores case takes twice as long. A round number ends in 00. A round
number needs more evidence, because 500 is more often a count than 502 is.
"""

from bot.services.extract.words import words_for
from bot.services.extract.words.evidence_against import (
    WORD_AND_BRACKET_BEFORE,
    is_not_like_labelled,
    is_road,
    precedes_acronym,
    precedes_plural,
)
from bot.services.extract.words.korean_evidence import is_korean_topic
from bot.services.extract.words.word_patterns import any_of, any_of_grouped, at_end, compile_later

_GAP = r"[\s\"'`:=!<\[({*>“‘\\]{0,6}"
_SPOKEN_GAP = r"[\s\"'`([{*“‘:]{1,5}"
_STATUS_NAME_BEFORE = at_end(any_of_grouped(words_for.STATUS_NAMES), _GAP)
# `with status "0, 403"`, `status=~"5..|499"`, `retryOn: "5xx,429"`
_STATUS_LIST_BEFORE = compile_later(
    r"(?:\bstatus(?:es)?(?:\scodes?)?:?\s[\"'(\[`]{1,2}(?:[0-9]{1,3},\s?){1,4}"
    r"|(?:status|code)\s?=~\s?\"[0-9.x()|^-]{1,24}\||retry_?on[\"']?[:=]\s?[\"']?[a-z0-9-]{1,9}(?:,\s?[a-z0-9-]{1,16}){0,2},\s?)\Z"
)
_CODE_NAME_BEFORE = at_end(any_of_grouped(words_for.CODE_NAMES), _GAP)
_ERROR_NAME_BEFORE = at_end(any_of_grouped(words_for.ERROR_NAMES), _GAP)
_ANSWER_BEFORE = at_end(
    rf"(?:{any_of_grouped(words_for.ANSWERS, words=True)}|{any_of(words_for.ARROWS)})", _SPOKEN_GAP
)
_RETURNS_BEFORE = at_end(any_of_grouped(words_for.RETURNS, words=True), r"\s+")
_SPOKEN_BEFORE = at_end(any_of_grouped(words_for.SPOKEN, words=True), _SPOKEN_GAP)
# "retry(200)" is a call, so no bracket may come right after the word.
_HANDLING_WORD_BEFORE = at_end(
    any_of_grouped(words_for.HANDLING_WORDS, words=True), rf"(?!\(){_SPOKEN_GAP}"
)
_SPOKEN_OF_MANY_BEFORE = at_end(any_of_grouped(words_for.SPOKEN_OF_MANY, words=True), _SPOKEN_GAP)
_PLURAL_CONTEXT_BEFORE = at_end(rf"\b{any_of(words_for.PLURAL_CONTEXTS)}", r"\s+")
_FREQUENCY_BEFORE = at_end(any_of_grouped(words_for.FREQUENCIES, words=True), r"\s")
_NOUN_BEFORE = compile_later(r"[a-z]{3}\s\Z")
_DURATION_BEFORE = at_end(rf"(?:(?:\b|_){any_of(words_for.DURATIONS)}|[=:~<>≤≥])", r"\s*")
_LATER_AFTER = compile_later(r"s\s(?:later|ago|timeout|delay|max)\b")
_ARTICLE_BEFORE = at_end(any_of_grouped(words_for.ARTICLES, words=True), r"\s+[\"'`*]*")
# "200 → ": the first number turns into the next one.
_NUMBER_ARROW_BEFORE = compile_later(r"[0-9][A-Za-z]*\s*(?:→|->|=>)\s*\Z")
# `max_tokens == 500` compares no status.
_COMPARED_BEFORE = compile_later(r"[a-z_\]\"')]\s?[!=]==?\s\Z")
_STATUS_COMPARED_BEFORE = compile_later(
    r"(?:status|code|resp|err|http|result|\bret|\brc|\bres|\br)[\w.()\[\]\"'?]{0,16}\s?[!=]==?\s\Z"
)
_MARK_BEFORE = compile_later(r"(?:\*\*|`|“|‘)\Z")
# "(401) the token has expired"
_WORD_AFTER = compile_later(r"\)\s[A-Za-z가-힣]{2}")
_CLOSING_MARKS = {"“": "”", "‘": "’"}
_LINE_START = compile_later(r"\s*(?:[-*•]|[0-9]{1,2}[.)])?\s*[*`\"']{0,3}\Z")
_PROSE_BEFORE = compile_later(
    r"(?:^\s*|[A-Za-z가-힣~)][,.!?…:]*\s|(?:^|[\s가-힣])[(*`\"'“‘]{1,3})\Z"
)
# The name of a JSON value, a header or a counter: the number is its value, and no status.
_KEY_BEFORE = compile_later(r"[A-Za-z_-][\"']?\s?[:=]\s?[\"']?\Z")
_TO_BE_BEFORE = compile_later(r"\b(?:is|was|are|were|be)\s\Z")
_CLAUSE_END_BEFORE = compile_later(r"[A-Za-z)`]\s*[.:?!;,—–]\s+\Z")
# A chat writer's name.
_CHAT_NAME = compile_later(r"^\s*[\w.-]{1,20}:\s+")
_THING_AFTER = compile_later(rf"[\"'`*]*\s+{any_of(words_for.THINGS)}\b")
_HANDLING_AFTER = compile_later(
    r"\s(?:handling|handler|retr(?:y|ies)|page|challenge|loop|bug|regression|fallback)\b"
)
_ERRORS_AFTER = compile_later(
    r"\s(?:[eE]rrors|[rR]esponses|answers|statuses)\b(?!\s(?:found|detected|total))"
)
_ERRORS_BEFORE = at_end(any_of_grouped(words_for.ERROR_CONTEXTS, words=True), r"\s+")
# "our custom 404 pages": without a word such as "custom", the number may count the pages.
_PAGES_AFTER = compile_later(r"\spages\b")
_PAGES_BEFORE = at_end(any_of_grouped(words_for.PAGE_OWNERS, words=True), r"[\s\"'`*“‘]{1,4}")
# "These statuses cannot have bodies: 204 & 304"
_STATUSES_BEFORE = compile_later(r"\b(?:statuses|codes)(?<!exit codes)\s[a-z'\s]{1,24}:\s?\Z")
# "502 is a bad gateway", "503 returned when …"
_RETURNED_AFTER = compile_later(
    r"\s(?:(?:is|was|gets?|being)\s)?(?:returned|thrown|raised|sent\sback|expected)\b"
    r"|\shit\son\s(?:route|endpoint|path)\b"
    r"|\sis\s(?:more\s)?(?:appropriate|correct|recommended)\b"
    r"|\s(?:is|means|indicates)\san?\s(?:[a-z]+\s){0,2}(?:error|gateway|timeout)\b"
)
# "`/ready` 503"
_QUOTED_PATH_BEFORE = compile_later(r"`/[\w/.:{}-]{1,28}`\s\Z")
_PAGE_AFTER = compile_later(r"\s+page\b")
_PATH_AFTER = compile_later(r"\s+(?:on|from|for|at)\s+/[A-Za-z]")
_ERROR_AFTER = compile_later(
    r"\s(?:http|HTTP)\s(?:error|response|status|code)s?\b|\srate\s(?:[0-9.]+\s?%|(?:is|was|went|fell|rose|dropped|jumped|climbed)\b)|\s(?:[eE]rr(?:or)?|[sS]tatus|[rR]esponse(?!\s?time)|redirect|code(?![=:]|\s(?:lines|review|base))|spike|storm|everywhere)(?![A-Za-z])(?!\s(?:updates|forms|reports|tickets|records|entries)\b)|\s?(?:エラー|错误)"
)
_CASE_AFTER = compile_later(r"\s+(?:for|on|from|when|if|before|after|unless|without|->|→)\s")
_PLURAL_ENDING_AFTER = compile_later(r"(?:s|'(?:s|d|ing|ed)|ing|ed)(?![A-Za-z0-9])")
# After the number, the sentence ends or goes on with a word that the number can't count.
_STOP_AFTER = compile_later(
    r"s?[\"'`)\]}*”’,;:!?|]*"
    r"(?:\Z|[\s]*[.…,;:!?)\]|/→&=<>—–-](?![0-9])|\n"
    rf"|\s+(?:[A-Z\"'`({{<\[~]|{any_of(words_for.STOPS)}\b))"
    r"|\s*(?!번)[가-힣ㄱ-ㅣ]|\s\+\s[A-Za-z]"
)
_CLAUSE_AFTER = compile_later(
    r"\s+(?:it|we|they|you|our|your|should|would|must|will|can|never|seen)\b"
)
_EQUALS_SIGN_AFTER = compile_later(r"\s*[=→]")
_EXPLANATION_AFTER = compile_later(
    r"[*`\"']{0,3}(?:\s*(?:[=:→]|->|=>|[–-](?=\s))\s*\S|\s\([A-Z][a-z]+[\s)])"
)
# "403) Orders API …" is an item of a list.
_LIST_NUMBERING = compile_later(r"\s*[.)]")
_KOREAN_COUNTER_AFTER = compile_later(r"\s*번")
_KOREAN_AFTER = compile_later(r"\s*[가-힣]")
_SUGGESTS_AFTER = compile_later(r"\s(?:suggests?|means?|implies|signals?|indicates?)\b")
_JOINING_BEFORE = compile_later(r"\b(?:an?|not|either|to|as|be|from|instead\sof)\s[\"'`*“‘]*\Z")


def is_called_status(before: str) -> bool:
    """Return whether the number is called an HTTP status."""
    if _STATUS_NAME_BEFORE.search(before):
        # In Scrapy's statistics, the number counts responses with an unknown status.
        return not before.endswith(("unknown status': ", 'unknown status": '))
    return before.endswith((",", ", ", "|")) and _STATUS_LIST_BEFORE.search(before) is not None


def is_called_code(code: int, before: str, after: str) -> bool:
    """Return whether the number is called a code, an error or a response.

    A number below 300 that is called an error is no status: HTTP has no such error.
    """
    return (
        _CODE_NAME_BEFORE.search(before) is not None
        and (code >= 300 or _ERROR_NAME_BEFORE.search(before) is None)
        and not precedes_plural(after)
    )


def is_plural(code: int, before: str, after: str, *, about_http: bool) -> bool:
    """Return whether the number is a plural code or a verb: "429s", "getting 500s", "500ing".

    "took 429s" is a time in seconds. A round number with an "s", such as "500s", may also be a time
    in seconds, or mean the numbers from 500 to 599. A round number therefore needs a word such as
    "getting" before it. If the text is about HTTP, any word of three letters or more before 200,
    400 or 500 is enough: "cookie 400s".
    """
    plural = _PLURAL_ENDING_AFTER.match(after)
    if plural and after.startswith("s]") and before.endswith(("[", "[ ")):
        return False  # seconds since a start
    if plural and (before.endswith("  ") or after[plural.end() :].startswith("  ")):
        return False  # seconds, in a table
    if plural and plural[0].endswith("ing"):
        return True
    if not plural or _DURATION_BEFORE.search(before) or _LATER_AFTER.match(after):
        return False
    return (
        code % 100 != 0
        or _PLURAL_CONTEXT_BEFORE.search(before) is not None
        or (
            about_http and code in words_for.ROUND_CODES and _NOUN_BEFORE.search(before) is not None
        )
    )


def is_frequent(before: str, after: str) -> bool:
    """Return whether the number is an error that happens now and then: "intermittent 500s"."""
    return after.startswith("s") and _FREQUENCY_BEFORE.search(before) is not None


def is_noun_by_words_after(code: int, before: str, after: str) -> bool:
    """Return whether words after the number show that it is a noun: "500 error", "500 on /login".

    Some of these words, as in "the 409 path", also need a certain word before the number.
    """
    if _ERROR_AFTER.match(after) or _PATH_AFTER.match(after):
        return True
    if code >= 400 and after.startswith(("ing ", "ing.", "ing,")):
        return True
    if code >= 400 and _RETURNED_AFTER.match(after):
        return True
    if before.endswith("` ") and _QUOTED_PATH_BEFORE.search(before):
        return _STOP_AFTER.match(after) is not None
    if code >= 400 and code % 100 and _HANDLING_AFTER.match(after):
        return True
    if code % 100 and _PAGE_AFTER.match(after):
        return True
    if code >= 400 and _PAGES_AFTER.match(after) and _PAGES_BEFORE.search(before):
        return True
    if _ERRORS_AFTER.match(after) and (
        (code >= 400 and code % 100) or _ERRORS_BEFORE.search(before)
    ):
        return True
    return _ARTICLE_BEFORE.search(before) is not None and _THING_AFTER.match(after) is not None


def is_answered(before: str, after: str) -> bool:
    """Return whether something responds with the number: "returns 404", not "returned 200 rows"."""
    return (
        _ANSWER_BEFORE.search(before) is not None
        and not _NUMBER_ARROW_BEFORE.search(before)
        and not (before.endswith("= ") and _is_other_value(before))
        and not precedes_plural(after)
        and not _PLURAL_ENDING_AFTER.match(after)
    )


def _is_other_value(before: str) -> bool:
    """Return whether the number is compared with a value that isn't named as a status."""
    return (
        _COMPARED_BEFORE.search(before) is not None
        and _STATUS_COMPARED_BEFORE.search(before) is None
    )


def is_noun_by_words_before(code: int, before: str, after: str, *, about_http: bool) -> bool:
    """Return whether words before the number show that it is a noun: "a 520 from", "any 502"."""
    if is_not_like_labelled(before) or is_road(before):
        return False
    stops = _STOP_AFTER.match(after) is not None
    is_spoken = _SPOKEN_BEFORE.search(before) is not None
    is_one_of_many = _SPOKEN_OF_MANY_BEFORE.search(before) is not None and (
        stops or _CLAUSE_AFTER.match(after) is not None
    )
    if about_http and code % 100 and (is_spoken or is_one_of_many):
        return not (
            precedes_plural(after) or _KOREAN_COUNTER_AFTER.match(after) or precedes_acronym(after)
        )
    return stops and (is_spoken or _HANDLING_WORD_BEFORE.search(before) is not None)


def heads_explanation(before: str, after: str) -> bool:
    """Return whether the rest of the line explains the number: "522 = …", "1. **401** → …"."""
    if _EQUALS_SIGN_AFTER.match(after):
        before = _CHAT_NAME.sub("", before)
    return _LINE_START.fullmatch(before) is not None and _EXPLANATION_AFTER.match(after) is not None


def heads_statuses(before: str) -> bool:
    """Return whether the number begins a list: "These statuses cannot have bodies: 204"."""
    return before.rstrip().endswith(":") and _STATUSES_BEFORE.search(before) is not None


def is_marked(code: int, before: str, after: str) -> bool:
    """Return whether the number is marked: bold, or in backticks or curly quotes.

    Brackets mark only a number that isn't round.
    """
    if code % 100 and after.startswith(")"):
        if WORD_AND_BRACKET_BEFORE.search(before):
            return True
        if code >= 400 and before.strip() == "(" and _WORD_AFTER.match(after):
            return True
    mark = _MARK_BEFORE.search(before)
    return mark is not None and after.startswith(_CLOSING_MARKS.get(mark[0], mark[0]))


def begins_clause(code: int, before: str, after: str) -> bool:
    """Return whether the number begins a clause: ": 401 for expired tokens, 403 for …"."""
    return (
        code % 100 != 0
        and _CLAUSE_END_BEFORE.search(before) is not None
        and _CASE_AFTER.match(after) is not None
    )


def stops(after: str) -> bool:
    """Return whether the sentence ends, or goes on with a word that the number can't count."""
    return _STOP_AFTER.match(after) is not None or _CLAUSE_AFTER.match(after) is not None


def is_returned(before: str, after: str) -> bool:
    """Return whether something returns the number: "returns 200 even on failure".

    This evidence is clear enough for round numbers, too.
    """
    return (
        bool(after.strip())
        and _STOP_AFTER.match(after) is not None
        and _RETURNS_BEFORE.search(before) is not None
    )


def stands_in_prose(code: int, before: str, after: str) -> bool:
    """Return whether the number is a word of a sentence, not a value or a table's cell."""
    return (
        (
            is_korean_topic(code, before, after)
            or (_STOP_AFTER.match(after) is not None and not _KOREAN_AFTER.match(after))
        )
        and not after.startswith("  ")
        and not precedes_plural(after)
        and not _KEY_BEFORE.search(before[-6:])
        and not _TO_BE_BEFORE.search(before[-6:])
        and not _LIST_NUMBERING.fullmatch(before + after[:1])
        and _PROSE_BEFORE.search(before) is not None
    )


def suits_code(code: int, before: str, after: str) -> bool:
    """Return whether words beside a round number suit a code: "not a 400", "400으로".

    The caller checks that the number is round.
    """
    return (
        is_korean_topic(code, before, after)
        or _JOINING_BEFORE.search(before) is not None
        or _SUGGESTS_AFTER.match(after) is not None
    )
