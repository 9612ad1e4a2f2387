"""What a line's words say of a number: it is in brackets at a title's end, or follows a method."""

from bot.services.extract.log_formats import METHODS
from bot.services.extract.words import evidence_for
from bot.services.extract.words.evidence_against import counts_something
from bot.services.extract.words.word_patterns import compile_later

# How many characters of the line before or after a number may say what the number is.
TITLE_CHARACTERS = 120
# How many characters before a number are searched for a method and its comma or plus.
METHOD_CHARACTERS = 16
# "[질문] 로그인 응답 코드 오류 (500)"
_LAST_BRACKET_AFTER = compile_later(r"[)\]][\s.?!]{0,3}\Z")
_OF_RESPONSES = compile_later(
    r"(?:응답|상태|http|에러|status|response|error)\s?(?:코드|상태|값|결과|code|status|오류|에러)"
    r"|http\s?(?:에러|오류|error)|(?:에러|오류)(?!\s?(?:정리|모음|목록|사전))|(?:상태|status)\s?(?:코드|code)"
)
# "host -> curl with the same header: 200"
_ARROW_LABEL = compile_later(r"^[^:\n]{1,60}(?:->|→)[^:\n]{1,60}:\s\Z")
# "GET /orders/503 ... 404", "DELETE /users/404 (204)"
_REQUEST_BEFORE = compile_later(
    rf"^\W{{0,6}}(?:{METHODS})\s+[\"'`]?(?:https?://|/)[^\s\"'`]*[\"'`]?\s*[.…:=>→(\[ -]{{1,8}}\Z"
)
_REQUEST_END_AFTER = compile_later(r"[)\]]?\s*(?:\Z|[,;(]|[-–—]\s|in\s[0-9])")
# "GET+405", "(POST, 201)"
_METHOD_BEFORE = compile_later(rf"\b(?:{METHODS})(?:\s?\+\s?|,\s?)[\"'`]?\Z")
_METHOD_AFTER = compile_later(
    rf"s?[\"'`]?[,\s]{{1,3}}(?:and\s)?[0-9]*\s?(?:{METHODS})\b(?!\s?[+,])"
)


def ends_title_in_brackets(line: str, start: int) -> bool:
    """Return whether a closing bracket after the number ends a line about responses.

    The caller checks that an opening bracket is before the number.
    """
    return (
        _LAST_BRACKET_AFTER.match(line, start + 3) is not None
        and _OF_RESPONSES.search(line[max(0, start - TITLE_CHARACTERS) : start].lower()) is not None
    )


def is_suggested(line: str, start: int, *, about_http: bool) -> bool:
    """Return whether the words of the line suggest that the number at `start` is a code."""
    near, end = line[max(0, start - 3) : start], start + 3
    if ("," in near or "+" in near) and _follows_method(
        line[max(0, start - METHOD_CHARACTERS) : start], line[end : end + TITLE_CHARACTERS]
    ):
        return True
    if (
        start <= TITLE_CHARACTERS
        and near.endswith((" ", "(", "["))
        and _REQUEST_END_AFTER.match(line, end)
        and _REQUEST_BEFORE.match(line[:start])
    ):
        return True
    return (
        about_http
        and near.endswith(": ")
        and not line[end:].strip()
        and _ARROW_LABEL.match(line[max(0, start - TITLE_CHARACTERS) : start]) is not None
    )


def _follows_method(before: str, after: str) -> bool:
    """Return whether a comma or a plus joins the number to a method: "POST, 201"."""
    return (
        _METHOD_BEFORE.search(before) is not None
        and evidence_for.stops(after.lstrip("\"'`)"))
        and not _METHOD_AFTER.match(after)
        and not counts_something(after)
    )
