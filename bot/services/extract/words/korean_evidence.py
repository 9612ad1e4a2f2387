"""Evidence for a status code in Korean: particles after a code, and verbs that go with codes.

As in evidence_for.py, every function looks at the few characters `before` and `after` the number,
and `before` is in lower case.
"""

from bot.services.extract.words import words_for
from bot.services.extract.words.evidence_against import is_korean_amount, is_korean_limit
from bot.services.extract.words.word_patterns import any_of, compile_later

# The text between a number and its verb: "502 계속 떠요", "403 50013 뜨는데".
_BETWEEN = (
    r"(?:(?!언제|어떻게)[가-힣~.]{1,4}(?<![고면])|[가-힣]{2}적으로"
    r"|`?[A-Za-z_]{2,28}`?(?:으?로|이|가)?|[0-9]{4,6}|[A-Z]{1,5}-?[0-9]{2,5}|이?라고)\s"
)
_KOREAN_EVENT_AFTER = compile_later(
    rf"[\"'`)*]*(?:(?<=\*)\s)?번?{any_of(words_for.KOREAN_PARTICLES)}?[\"'`)*]*\s*"
    rf"(?:(?P<error>{any_of(words_for.KOREAN_ERRORS)})"
    rf"|(?:(?<=\s)(?:(?<!번\s)|(?=계속|자꾸|또|가끔|다시|왜))(?:{_BETWEEN}){{1,2}})??"
    rf"(?:(?P<verb>{any_of(words_for.KOREAN_CODE_VERBS)})"
    rf"|(?P<shared>{any_of(words_for.KOREAN_SHARED_VERBS)})|{any_of(words_for.KOREAN_EVENTS)}))"
)
_KOREAN_CLAUSE_END_BEFORE = compile_later(
    rf"(?:^|(?<![0-9])[.!?~:ㄱ-ㅣ]\s?|{any_of(words_for.KOREAN_CLAUSE_ENDS)}\s)\Z"
)
_KOREAN_CASE_BEFORE = compile_later(rf"{any_of(words_for.KOREAN_CASES)}[\s:=→-]{{1,4}}\Z")
# In "환율 조회가 503", a query gets the code. In "조회가 503" alone, the number may count views.
_KOREAN_SENDER_BEFORE = compile_later(
    rf"(?:[가-힣]\s?(?:{'|'.join(words_for.KOREAN_WORDS_NOT_COUNTED.split())})|서버|응답|게이트웨이|api)[이가]\s\Z"
)
_KOREAN_END_AFTER = compile_later(r"[\"'`)*]*(?:\s*(?:[.,!?~;→…]|->|[ㄱ-ㅣ]|\Z)|\s\()(?![0-9])")
_SUBJECT_BEFORE = compile_later(r"(?:[가-힣]면|때|니까)\s\Z")
_SENTENCE_END_AFTER = compile_later(r"[\"'`)*]*\s*(?:[.!?~](?![0-9])|[ㄱ-ㅣ]|\Z)")
_SENTENCE_BEFORE = compile_later(r"[가-힣][ㄱ-ㅣ~.,!?]*\s\Z")
_KOREAN_OUTCOME_BEFORE = compile_later(rf"{words_for.KOREAN_OUTCOMES}[\s:=→-]{{1,4}}\Z")
# "인증 실패(401) 시"; "실패(401)건" would be a count.
_OUTCOME_AND_BRACKET_BEFORE = compile_later(
    r"(?:실패|오류|에러|만료|중복|충돌|없음|거부|거절|초과|불가|금지|제한|부족|위반|예외|미인증|차단)\(\Z"
)
# A Korean word of two or more syllables after a number. Such a word isn't what the number counts.
_KOREAN_WORD_AFTER = compile_later(r"[\"'`)*]*\s[가-힣]{2}")
_KOREAN_TOPIC_AFTER = compile_later(
    rf"[\"'`)*]*(?:\s?(?:말고|대신|이랑|하고)|{any_of(words_for.KOREAN_TOPICS)})"
)


def is_korean_event(code: int, before: str, after: str, *, about_http: bool) -> bool:
    """Return whether words say that a number appears, is sent or is an error: "502 뜨는데".

    Amounts and limits take the same verbs, so the function excludes them. If the text isn't about
    HTTP, a number that ends in 00 needs one of these:

    - a word for an error, but not 코드 ("code"): "500 에러"
    - a verb that fits only codes: "500 떠요"
    - a verb that also fits amounts, if the number begins a clause: "저장하면 500 줘요"
    """
    event = None if after.isascii() else _KOREAN_EVENT_AFTER.match(after)
    if event is None:
        return False
    if event["error"] is not None:
        return about_http or code % 100 != 0 or event["error"] != "코드"
    if is_korean_amount(before, after) or is_korean_limit(code, after):
        return False
    if about_http or code % 100:
        return True
    return code in words_for.ROUND_CODES and (
        event["verb"] is not None
        or (event["shared"] is not None and _KOREAN_CLAUSE_END_BEFORE.search(before) is not None)
    )


def is_korean_topic_after_clause(code: int, before: str, after: str) -> bool:
    """Return whether a round number is the topic after a clause: "저장 누르면 500이요"."""
    return (
        code in words_for.ROUND_CODES
        and bool(before.strip())
        and is_korean_topic(code, before, after)
        and _KOREAN_CLAUSE_END_BEFORE.search(before) is not None
    )


def is_korean_topic(code: int, before: str, after: str) -> bool:
    """Return whether a Korean particle makes the number the topic: "502가", "429번은"."""
    return (
        not after.isascii()
        and _KOREAN_TOPIC_AFTER.match(after) is not None
        and not is_korean_amount(before, after)
        and not is_korean_limit(code, after)
    )


def is_korean_answer(code: int, before: str, after: str, *, about_http: bool) -> bool:
    """Return whether Korean words before a number say when it is returned, or what returns it.

    Examples are "없는 글 조회 시 404", "인증 실패(401) 시" and "환율 조회가 503".
    """
    if before.isascii():
        return False
    if before.endswith("("):
        return (
            code >= 400
            and code % 100 != 0
            and after.startswith(")")
            and not after.startswith(("건", "회", "개", "명"), 1)
            and _OUTCOME_AND_BRACKET_BEFORE.search(before) is not None
        )
    if _KOREAN_END_AFTER.match(after) is None:
        return False
    if _KOREAN_OUTCOME_BEFORE.search(before):
        return True
    if before.endswith(("이 ", "가 ")) and _KOREAN_SENDER_BEFORE.search(before):
        return code >= 400 and (about_http or code % 100 != 0)
    return (about_http or (code >= 400 and code % 100 != 0)) and _KOREAN_CASE_BEFORE.search(
        before
    ) is not None


def is_korean_word(code: int, before: str, after: str) -> bool:
    """Return whether a number is a word of a Korean sentence: "중복이면 409 쓰기로 했어요".

    Only a number from 401 up that doesn't end in 00 counts.
    """
    return (
        code >= 400
        and code % 100 != 0
        and (
            (_SENTENCE_BEFORE.search(before) and _SENTENCE_END_AFTER.match(after))
            or (_SUBJECT_BEFORE.search(before) and _KOREAN_WORD_AFTER.match(after))
        )
        is not None
        and not is_korean_amount(before, after)
    )
