"""Evidence against a status code: words beside a number that say the number is something else.

Most of the words are in words_against.py. As in evidence_for.py, every function looks at the few
characters `before` and `after` the number, and `before` is in lower case.
"""

from bot.services.extract.words import words_against, words_chinese_japanese, words_for
from bot.services.extract.words.word_patterns import (
    any_of,
    any_of_grouped,
    any_of_mixed,
    at_end,
    compile_later,
)

# Between a label and its number.
_GAP = r"[\s\"'`:=>(\[]{0,5}"
_GAP_CHARACTERS = " \t\n\r\"'`:=>(["
_LABEL_BEFORE = at_end(any_of_grouped(words_against.LABELS, words=True), _GAP)
_KOREAN_LABEL_BEFORE = at_end(any_of_grouped(words_against.KOREAN_LABELS), _GAP)
_KOREAN_MEASURE_BEFORE = at_end(
    any_of_grouped(words_against.KOREAN_MEASURES) + words_against.KOREAN_MEASURE_PARTICLES, _GAP
)
_CHINESE_JAPANESE_LABEL_BEFORE = at_end(
    rf"(?=[ぁ-ヿ一-鿿]){any_of(words_chinese_japanese.LABELS)}[がはをの是为到]?", _GAP
)
_SIGN_BEFORE = at_end(words_against.LABEL_SIGNS, _GAP)
_COMPOUND_NAME_BEFORE = at_end(words_against.COMPOUND_NAMES, _GAP)
# "font weight 400 or 500": both numbers are weights.
_ROW_BEFORE = compile_later(
    r"[0-9]{3,5}(?:\s?(?:말고|대신|이?랑|하고|과|와|이?나|から|到|/|or|and|to|not|→|->)"
    r"|\s?[가-힣]{1,4}(?:던\s?(?:게|데|것이)|고)|이었다가\s(?:지금|이제)은|,\s(?:이전|지난번|지금|현재)[은는엔])\s?\Z"
)
# "타임아웃 500에서 503으로": both numbers are timeouts.
_FROM_BEFORE = compile_later(r"[0-9]{3}에서\s?\Z")
# "room 503, not 404"
_OTHER_NUMBER_NOT_BEFORE = compile_later(r"[0-9]{3}[^0-9.;]*\bnot\s\Z")
# "the queue is at 503", "the build number went from 502 to 503"
_MEASURE_BEFORE = compile_later(
    rf"{any_of_grouped(words_against.MEASURES, words=True)}(?:\sof\s(?:the\s)?[a-z]+)?"
    rf"\s{any_of(words_against.MEASURING)}"
    r"(?:\s(?:now|still|up|down))?(?:\s(?:from|to|at|in|by|on|with|around|over))?"
    r"(?:\s[0-9]{1,6}\s?(?:to|->|→|and|,))*\s\Z"
)
# A match of _MEASURE_BEFORE ends in one of these and a space. A set is faster than the pattern.
_MEASURE_ENDS = frozenset("bdehlmnoprstwy,>→")
# "재시작이 404번이네요"
_REPEATED_BEFORE = compile_later(
    r"(?:재시작|재시도|시도|반복|클릭|재부팅|실행|새로고침)[이가은는도을를]?\s\Z"
)
_ROAD_BEFORE = at_end(
    any_of_grouped(words_against.ROADS, words=True), r"\s(?:on|onto|off|down|up)\sthe\s"
)
# In "WARN 404 --- [pid", the number is a process ID.
_UNIT_AFTER = compile_later(
    rf"\s?(?:(?=\s?[가-힣]){any_of(words_against.KOREAN_UNITS)}"
    rf"|(?![가-힣]){any_of_mixed(words_against.UNITS)}(?![=:])|\s+---\s"
    rf"|(?=[ぁ-ヿ一-鿿]){any_of(words_chinese_japanese.UNITS)})"
)
# A plural after the number: the number may count it.
_PLURAL_NOUN_AFTER = compile_later(
    rf"\s+(?:{any_of(words_against.ADJECTIVES)}\s)?(?!{any_of(words_against.NOT_PLURALS)}\b)[a-z]+s\b"
)
# "with 101 RBI"
_ACRONYM_AFTER = compile_later(
    rf"\s(?!{any_of(words_against.CAPITALS_NOT_COUNTED)}\b)[A-Z]{{2,5}}s?\b"
)
WORD_AND_BRACKET_BEFORE = compile_later(r"[a-z가-힣][.!]? \(\Z")
# "Installing nginx (404/500)"
_PROGRESS_LINE = compile_later(r"^\s*[A-Z][a-z]{2,12}ing\s")
_OPTION_BEFORE = compile_later(rf"(?:^|\s){words_against.OPTIONS}[\s=]\Z")
_DEVICE_BEFORE = compile_later(rf"\b{any_of_grouped(words_against.DEVICES)}")
_KOREAN_DEVICE_BEFORE = compile_later(any_of_grouped(words_against.KOREAN_DEVICES))
# "조회 503 나옴" counts views, "상세 조회 503 나옴" doesn't.
_KOREAN_VIEWS_BEFORE = compile_later(
    rf"(?:^|[^가-힣\s]\s*){any_of(words_against.KOREAN_VIEWS)}\s\Z"
)
_KOREAN_COUNTED_AFTER = compile_later(r"\s?(?:나[오왔옴온]|찍[었어음]|넘|돌파|달성)")
_LIMIT_AFTER = compile_later(
    r"\s?(?:까지|부터)(?!\s?(?:주|내|던|보내|다\s|재시도|뜨|떠|나[와오]|포함|보[이여]))|(?:으)?로\s?(?:되돌[렸려리린]|원복|복원)"
)
# A Korean word before the number. If it is a noun without a particle, the number may be its amount:
# "보너스 500".
_KOREAN_WORD_BEFORE = compile_later(r"(?<![가-힣@])[가-힣]+\s\Z")
# `str.endswith` is ten times as fast as a pattern of these hundreds of words.
_ENDS_NOT_COUNTED = (
    *words_for.KOREAN_WORDS_NOT_COUNTED.split(),
    *words_for.KOREAN_ENDINGS_NOT_COUNTED.split(),
)
# Nouns that end like a verb: "분류해" is a verb, "올해" is a noun.
_NOUN_ENDS = (
    "올해", "피해", "손해", "이해", "오해", "새해", "재고", "광고", "창고", "중고", "최고", "원고",
)  # fmt: skip
_EXCLAMATION_BEFORE = compile_later(rf"(?<![가-힣]){any_of(words_for.KOREAN_EXCLAMATIONS)}\s\Z")
# In "상품 500에러" and "회원은 404가 아니라", the number is a code, not a product or a count.
_KOREAN_ERROR_AFTER = compile_later(
    r"\s?(?:에러|오류|응답)|[이가을를]\s?(?:아니|아닌|받|보|떠|뜨|뜬|반환|난|나[와요서])"
)
# "알림 + 500 응답" is no sum.
_KOREAN_ERROR_NOUN_AFTER = compile_later(r"\s?(?:에러|오류|응답(?!\s?시간))")
_ERROR_AFTER = compile_later(r"\s(?:에러|오류|error)")
# "collect-data는 200을 반환한다"
_RETURNED_AFTER = compile_later(r"[을를]\s?(?:반환|응답|리턴|뱉|내려|돌려|주)")
_PEOPLE_BEFORE = compile_later(
    r"(?:상품|주문|문의|회원|유저|사용자|이용자|계정|고객)[은는이가도만]?\s\Z"
)
# "GET+405"
METHOD_PLUS_BEFORE = compile_later(r"\b(?:get|head|post|put|patch|delete|options)\s?\+\s?\Z")
_PORT_BEFORE = compile_later(r"(?:\bports?|포트)[\s:=(]{0,3}\Z")
_OWN_ERROR_BEFORE = compile_later(r"(?:에러|오류)\s?코드[가는로도]?[\s:=(]{0,3}\Z")
# "responseSize": "429", jobId=503, amount=>404: the value of a name that names no status.
_NAME_BEFORE = compile_later(
    r"(?:[\"'][\w.-]+[\"']\s?(?:=>|:)|\b[a-z]+_[a-z_]+\s?(?:=>|:?=|:)|\b[a-z]+=>?)\s?[\"']?\Z"
)
_NAME_OF_CODE = compile_later(r"status|code|http|resp|error|err\b|result|expect")
_NUMBER_BEFORE = compile_later(r"(?:^|[\s,])[0-9]+,?\s\Z")
_NUMBER_AFTER = compile_later(r",?\s[0-9]+(?![^\s,])")
# Counts that programs print: Gatling's "KO=504", node's "# pass 403", `skipCount=402`, and
# Bombardier's "status 500 - 302"
_COUNT_BEFORE = compile_later(
    r"(?:\bko=|[a-z]{2}count[\"']?\s?[=:]\s?|^#\s(?:pass|fail|tests|suites|skipped|todo|cancelled)\s"
    r"|^\s*status\s[1-5][0-9]{2}\s-\s)\Z"
)
# "ok 201 - parses": the number of a test, in the Test Anything Protocol
_TEST_BEFORE = compile_later(r"^\s*(?:not\s)?ok\s\Z")
# GoAccess: "8012 12.96%   500 11.2%"
_SHARE_BEFORE = compile_later(r"[0-9]%\s{2,9}\Z")
_SHARE_AFTER = compile_later(r"\s{1,4}[0-9]{1,3}\.[0-9]{1,2}%")
_ONLY_NUMBERS = compile_later(r"[0-9\s,]*")


def has_only_numbers_beside(before: str, after: str) -> bool:
    """Return whether there are no words beside the number, and so no evidence."""
    return (
        _ONLY_NUMBERS.fullmatch(before) is not None and _ONLY_NUMBERS.fullmatch(after) is not None
    )


def is_labelled(before: str, after: str = "") -> bool:
    """Return whether the number is called a port, a line, an id, an exit code …

    The label may stand before an earlier number: "room 404 or 500". A name in backticks before "500
    error" labels no number: the name tells what failed.
    """
    if not after.isascii():
        if before.endswith("+ ") and _KOREAN_ERROR_NOUN_AFTER.match(after):
            return False
        if _KOREAN_ERROR_AFTER.match(after) and _PEOPLE_BEFORE.search(before):
            return False
        if after.startswith("번") and _REPEATED_BEFORE.search(before):
            return True
        if _RETURNED_AFTER.match(after) and _COMPOUND_NAME_BEFORE.search(before):
            return False
    if before.endswith("` ") and _ERROR_AFTER.match(after):
        return False
    if "+" in before[-3:] and METHOD_PLUS_BEFORE.search(before):
        return False
    if _has_label(before):
        return True
    if (
        before.endswith(("ok ", "ko=", " - "))
        or "%  " in before
        or before.startswith("# ")
        or "count" in before[-9:]
    ) and is_printed_count(before, after):
        return True
    row = _ROW_BEFORE.search(before) or (
        _FROM_BEFORE.search(before) if after.startswith(("로", "으로", "까지")) else None
    )
    return row is not None and _has_label(before[: row.start()])


def is_printed_count(before: str, after: str) -> bool:
    """Return whether a program printed the number as a count, or as the number of a test."""
    if before.endswith("ok "):
        return after.startswith(" - ") and _TEST_BEFORE.search(before) is not None
    if before.endswith("  "):
        return (
            "%" in before
            and _SHARE_BEFORE.search(before) is not None
            and _SHARE_AFTER.match(after) is not None
        )
    return _COUNT_BEFORE.search(before) is not None


def _has_label(before: str) -> bool:
    # The last letter tells the language, and a search in one language is faster than in four.
    last = before.rstrip(_GAP_CHARACTERS)[-1:]
    return (
        (last.isascii() and _LABEL_BEFORE.search(before) is not None)
        or (before[-2:-1] in _MEASURE_ENDS and _MEASURE_BEFORE.search(before) is not None)
        or _SIGN_BEFORE.search(before[-7:]) is not None
        or is_of_device(before)
        or (last >= "ぁ" and _has_east_asian_label(before, last))
        or ("-" in before and _OPTION_BEFORE.search(before) is not None)
        or (("_" in before or "-" in before) and _COMPOUND_NAME_BEFORE.search(before) is not None)
    )


def _has_east_asian_label(before: str, last: str) -> bool:
    if last < "가":
        return _CHINESE_JAPANESE_LABEL_BEFORE.search(before) is not None
    return (
        _KOREAN_LABEL_BEFORE.search(before) is not None
        or _KOREAN_MEASURE_BEFORE.search(before) is not None
    )


def is_not_like_labelled(before: str) -> bool:
    """Return whether the text contrasts the number with a labelled one: "room 503, not 404"."""
    other = _OTHER_NUMBER_NOT_BEFORE.search(before) if before.endswith("not ") else None
    return other is not None and is_labelled(before[: other.start()])


def is_of_device(before: str) -> bool:
    """Return whether the number is a device's error: "the printer shows error code 500"."""
    return _DEVICE_BEFORE.search(before) is not None or (
        not before.isascii() and _KOREAN_DEVICE_BEFORE.search(before) is not None
    )


def is_port(before: str) -> bool:
    """Return whether the number is called a port."""
    return ("port" in before or "포트" in before) and _PORT_BEFORE.search(before) is not None


def is_own_error(before: str) -> bool:
    """Return whether the number is called an error code, which may be a program's own."""
    return _OWN_ERROR_BEFORE.search(before) is not None


def is_value(before: str) -> bool:
    """Return whether the number is the value of a name that names no status: "jobId=503"."""
    name = _NAME_BEFORE.search(before) if before[-3:].strip("\"' :=>") != before[-3:] else None
    return name is not None and _NAME_OF_CODE.search(name[0]) is None


def is_amid_numbers(before: str, after: str) -> bool:
    """Return whether the words on both sides are numbers, too."""
    return _NUMBER_BEFORE.search(before) is not None and _NUMBER_AFTER.match(after) is not None


def is_road(before: str) -> bool:
    """Return whether the number is a road's: "stuck on the 405"."""
    return _ROAD_BEFORE.search(before) is not None


def counts_something(after: str) -> bool:
    """Return whether a unit, or a noun that people count, follows the number."""
    return _UNIT_AFTER.match(after) is not None


def precedes_plural(after: str) -> bool:
    """Return whether the number may count the plural after it: "500 users"."""
    return _PLURAL_NOUN_AFTER.match(after) is not None


def precedes_acronym(after: str) -> bool:
    """Return whether the number may count the acronym after it: "with 101 RBI"."""
    return _ACRONYM_AFTER.match(after) is not None


def is_progress(line: str, before: str) -> bool:
    """Return whether the number counts finished steps: "(404/500) Installing nginx"."""
    return before.endswith("[") or (
        before.endswith("(")
        and (not WORD_AND_BRACKET_BEFORE.search(before) or _PROGRESS_LINE.match(line) is not None)
    )


def is_korean_amount(before: str, after: str) -> bool:
    """Return whether the number is an amount of the Korean noun before it: "보너스 500".

    The number is no amount after a word that takes none, such as 서버 ("server") or a verb. After a
    word such as 조회 ("query" or "views"), the number is an amount only if a verb such as 나옴
    ("comes out") follows: "조회 503 나옴" means 503 views.
    """
    if _KOREAN_WORD_BEFORE.search(before) is None:
        return False
    takes_no_amount = (
        (before[:-1].endswith(_ENDS_NOT_COUNTED) and not before[:-1].endswith(_NOUN_ENDS))
        or (before.endswith("해 ") and not before[:-1].endswith(_NOUN_ENDS))
        or _EXCLAMATION_BEFORE.search(before) is not None
    )
    return not takes_no_amount or (
        _KOREAN_COUNTED_AFTER.match(after) is not None
        and _KOREAN_VIEWS_BEFORE.search(before) is not None
    )


def is_korean_limit(code: int, after: str) -> bool:
    """Return whether the number is round and a limit: "500부터 느려요"."""
    return code % 100 == 0 and _LIMIT_AFTER.match(after) is not None
