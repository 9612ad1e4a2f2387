"""Source code that compares or sends a number: `case 404:`, `[401, 403].includes(status)`."""

import re
from typing import Final

from bot.services.extract.words.word_patterns import Words, compile_later

_STATUS: Final = r"(?:status|code)"
_CASE_AFTER = compile_later(r"\s?(?::|,|->|=>)")
# The rest of a list, and a call that looks for a status in it. Each repetition is bounded.
_LISTED_AFTER = compile_later(
    r"(?:(?:,\s?|\.\.[.<=]?)[0-9]{3}){0,9}\s?[\])}]{1,2}\.(?:includes|include\?|has|contains|indexOf|some|any)\("
    rf"[\w.?$@]{{0,30}}{_STATUS}",
    re.IGNORECASE,
)
_COMPARED_AFTER = compile_later(
    rf"\s?[!=]==?\s?[\w.?$>()-]{{0,30}}{_STATUS}|\s\(:{_STATUS}\b", re.IGNORECASE
)
# `assertEquals(404, response.status)`
_ASSERT_BEFORE = compile_later(r"\b(?:assert|expect)\w{0,20}\(\Z")
_ASSERTED_AFTER = compile_later(rf",[^;\n]{{0,80}}?{_STATUS}", re.IGNORECASE)
# A response's text, then its status: `abort("no", 404)`, `respond "ok" 200`.
_LAST_ARGUMENT_BEFORE = compile_later(r"[\"'`)\]}],\s?\Z")
_LAST_ARGUMENT_AFTER = compile_later(r"\s?(?:\)|;|\Z)")
_SENDS: Final = compile_later(
    r"(?:error|exception|response|json\w*|abort|render|http\w*)\s?\(", re.IGNORECASE
)
_RETURN: Final = compile_later(r"^\s*return\s[^\n]{0,100}[\"'`)\]}],\s\Z")
# Source code with one of these words is about the web.
_WEB: Final = Words(
    "http api url status respon request rest server fetch axios route curl ajax nginx session token"
    r" login auth cookie controller not\sfound notfound not_found forbidden \breq\b \bres\b"
    " 상태 응답 요청 서버 페이지 게시 회원 로그인 토큰 인증 권한 조회 호출"
)
# A list such as "429, 502, 503" names HTTP statuses. No program gives its own errors these numbers.
_GATEWAY_ERRORS: Final = compile_later(r"\b50[23], ?50[34]\b")
_RESPOND_BEFORE = compile_later(r"\brespond\s(?:\S{1,20}\s)?[\"`][^\"`]{0,24}[\"`]\s\Z")


# "return ERR; // 오류 코드 404", "#define ERR_QUEUE 503  // 큐가 가득 참"
_KOREAN_COMMENT: Final = compile_later(
    r"(?://|/\*|^\s*\*\s|#(?!\w)|--\s)[^\n]{0,80}?[가-힣]", re.MULTILINE
)
_CODE_LINE: Final = compile_later(
    r"[;{}]\s*(?://|/\*|#|$)|^\s*(?:#define|raise|return|throw|const|def|func|fn)\b|\w\([^\n]{0,200}\)\s*[;#/]",
    re.MULTILINE,
)


def numbers_own_errors(lower_text: str) -> bool:
    """Return whether the text is source code with Korean comments, and isn't about the web.

    In such a text, an "error code 404" is the program's own.
    """
    return (
        not lower_text.isascii()
        and any(mark in lower_text for mark in ("//", "/*", "#", "--"))
        and not _WEB.are_in(lower_text)
        and _GATEWAY_ERRORS.search(lower_text) is None
        and _KOREAN_COMMENT.search(lower_text) is not None
        and _CODE_LINE.search(lower_text) is not None
    )


def is_last_argument(before: str, after: str, line_before: str) -> bool:
    """Return whether the number is the status that source code sends after a body.

    `abort("no", 404)`, `return json({…}), 404`.
    """
    if "respond" in before and _RESPOND_BEFORE.search(before):
        return True
    if before.endswith(", ") and not after.strip() and _RETURN.match(line_before):
        return True
    return (
        _LAST_ARGUMENT_BEFORE.search(before) is not None
        and _LAST_ARGUMENT_AFTER.match(after) is not None
        and _SENDS.search(line_before) is not None
    )


def is_case(code: int, before: str, after: str, *, about_http: bool) -> bool:
    """Return whether the number is a case of a switch: "case 404:".

    If the number ends in 00 or is below 400, the text must be about HTTP.
    """
    return (
        (about_http or (code >= 400 and code % 100 != 0))
        and before.endswith("case ")
        and _CASE_AFTER.match(after) is not None
    )


def is_compared(before: str, after: str, rest: str) -> bool:
    """Return whether source code compares a status with the number, or with a list that has it.

    An assertion compares, too. `rest` is the rest of the line, behind the number.
    """
    if before.endswith("(") and _ASSERTED_AFTER.match(rest) and _ASSERT_BEFORE.search(before):
        return True
    return _COMPARED_AFTER.match(after) is not None or _LISTED_AFTER.match(rest) is not None
