"""Codes with their reason phrases in Korean: "403 접근 금지", and lists of them."""

from typing import Final

from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words.word_patterns import any_of, compile_later

# Reason phrases in Korean. The text after a code begins with one of the code's patterns.
_PHRASES: Final[dict[int, str]] = {
    200: r"정상 성공 요청\s?성공 OK",
    201: r"생성 작성\s?(?:됨|완료|성공) 등록\s?(?:됨|완료|성공)",
    202: r"접수 수락 승인 허용됨 비동기",
    204: r"(?:내용|콘텐츠|컨텐츠|본문|데이터|응답\s?본문)\s?없",
    206: r"(?:일부|부분)\s?(?:내용|콘텐츠|컨텐츠|응답)",
    301: r"영구\s?(?:적으로\s)?이동 영구\s?리다이렉",
    302: r"임시\s?이동 임시\s?리다이렉 일시\s?이동 찾음",
    304: r"(?:수정|변경)(?:되지|\s?안|\s?없|사항)",
    307: r"임시\s?(?:이동|리다이렉)",
    308: r"영구\s?(?:이동|리다이렉)",
    400: r"(?:잘못된|부적절한|올바르지\s않은)\s?(?:요청|문법|구문|파라미터|형식)"
    r" (?:요청|파라미터)\s?(?:오류|에러|이상)",
    401: r"(?:인증|권한|로그인|승인)이?\s?(?:필요|실패|없|오류|안|되지|만료)"
    r" 미인증 비인증 토큰\s?(?:만료|없)",
    402: r"결제\s?(?:필요|요구)",
    403: r"(?:접근|액세스|사용|권한)\s?(?:금지|거부|거절|불가|없|제한|이\s?없) 금지 차단",
    404: r"(?:(?:페이지|리소스|자원|대상|경로|문서)[를을가이]?\s?)?"
    r"(?:찾을\s?수\s?없|없음|못\s?찾|존재하지|미존재)",
    405: r"(?:허용|지원)(?:되지|하지)?\s?(?:않[은는]|안\s?되는)?\s?메[서소]드"
    r" 메[서소]드\s?(?:허용|오류|불가|금지)",
    406: r"(?:받아들일|허용할|수용할)\s?수\s?없 허용되지",
    408: r"요청\s?시간\s?(?:초과|만료) 요청\s?타임아웃",
    409: r"충돌 중복 (?:상태|자원|리소스)\s?충돌",
    410: r"사라(?:짐|진) 삭제된 영구\s?삭제",
    411: r"길이\s?필요",
    412: r"(?:사전|전제|선행)\s?조건",
    413: r"(?:(?:요청|본문|페이로드|용량|파일|엔티티)[이가]?\s?){1,2}(?:너무|초과|크기)",
    414: r"(?:URI|URL|주소)(?:가|이)?\s?(?:너무\s)?(?:긺|김|길|초과)",
    415: r"(?:지원(?:되지|하지)\s?않|미지원)",
    422: r"(?:처리할\s?수\s?없|검증\s?(?:실패|오류)|유효성)",
    423: r"잠[김긴]",
    428: r"(?:전제|사전)\s?조건",
    429: r"(?:너무\s?많|요청\s?(?:과다|초과|너무|한도|제한)|과도한|호출\s?(?:초과|한도|제한))",
    500: r"(?:(?:내부\s?)?서버|내부)\s?(?:내부\s?)?(?:오류|에러)",
    501: r"(?:미구현|구현(?:되지|안|\s안)|지원하지)",
    502: r"(?:잘못된|불량|배드|나쁜)\s?게이트웨이 게이트웨이\s?(?:오류|에러|불량)",
    503: r"(?:서비스|서버)(?:를)?\s?(?:사용|이용|제공|점검|과부하|불가)\S{0,4} 점검 일시적",
    504: r"(?:게이트웨이\s?(?:시간\s?초과|타임\s?아웃|응답\s?없)|시간\s?초과)",
    505: r"(?:HTTP|버전)\s?버?전?\s?(?:미지원|지원)",
}
_PHRASE: Final = {
    code: compile_later(rf"\s?(?:->|=>|[-–:(=|→])?\s?{any_of(phrases)}")
    for code, phrases in _PHRASES.items()
}
_ITEM: Final = (
    r"[ \t]*(?:[-*•·|>] ?|[0-9]{1,2}[.)] ?)?[*`\"'(\[]{0,2}([1-5][0-9]{2})[*`\"')\]]{0,2}"
    r"(?:번|대)?(?:\s?[-–:=→|]\s?|\s|(?=\())[^\n0-9]{0,24}?[가-힣]"
)
# An item: a code and its meaning in Korean.
ITEM: Final = f"^{_ITEM}"
# A search is fast if its pattern begins with a fixed character.
_ITEMS: Final = compile_later(f"\n{_ITEM}")
MIN_ITEMS: Final = 3
MIN_OUTCOMES: Final = 2
# A phrase is clear if it is at least as long as "접근금지".
CLEAR_CHARACTERS: Final = 4
# An item that ends in its code: "- 이미 발송됨: 409".
_LAST: Final = (
    r"[ \t]*(?:[-*•·] ?|[0-9]{1,2}[.)] ?)[^\n0-9:→]{1,30}?\s?(?::|→|->|=>|=)\s?"
    r"[*`]{0,2}([1-5][0-9]{2})[*`]{0,2}[ \t\r]*"
)
LAST_ITEM: Final = f"^{_LAST}$"
_LAST_ITEMS: Final = compile_later(f"\n{_LAST}(?=\n|\\Z)")
_OUTCOMES: Final = compile_later(
    r"성공|정상|실패|오류|에러|만료|중복|권한|인증|없음|없는|없을|이미|아님|아닌|잘못|초과|누락|거부|삭제된"
)
_SUCCESS: Final = compile_later(r"(?:성공|정상)(?!\s?(?:하지|이?\s?아))")
_FAILURE: Final = compile_later(r"실패|오류|에러|거부|만료|초과|누락")
_JOINTS: Final = " -–:(=|→>"
# At least this many items must have a reason phrase. A list of rooms, for example, has none.
MIN_PHRASES: Final = 2


def has_phrase(code: int, after: str) -> bool:
    """Return whether the code's reason phrase in Korean follows the number.

    A phrase shorter than CLEAR_CHARACTERS, such as 중복, doesn't count: it can follow any number.
    """
    if after[:5].isascii() or code not in _PHRASE:
        return False
    phrase = _PHRASE[code].match(after)
    return phrase is not None and len(phrase[0].strip(_JOINTS)) >= CLEAR_CHARACTERS


def lists_outcomes(text: str) -> bool:
    """Return whether lines of the text end in the codes of outcomes: "- 성공: 204"."""
    if text.isascii() or "\n" not in text:
        return False
    items = list(_LAST_ITEMS.finditer(f"\n{text}"))
    codes = [int(item[1]) for item in items]
    return (
        len(set(codes)) >= MIN_OUTCOMES
        and KNOWN.issuperset(codes)
        and any(code > 400 and code % 100 for code in codes)
        and not any(
            _SUCCESS.search(item[0]) if code >= 400 else _FAILURE.search(item[0])
            for item, code in zip(items, codes, strict=True)
        )
        and sum(_OUTCOMES.search(item[0]) is not None for item in items) * 2 >= len(items)
    )


def _may_mean(code: int, after: str) -> bool:
    return code in _PHRASE and _PHRASE[code].match(after) is not None


def lists_codes(text: str) -> bool:
    """Return whether lines of the text explain codes in Korean."""
    if text.isascii() or "\n" not in text:
        return False
    text = f"\n{text}"
    items = [(int(item[1]), item.end(1)) for item in _ITEMS.finditer(text)]
    codes = [code for code, _ in items]
    return (
        len(set(codes)) >= MIN_ITEMS
        and KNOWN.issuperset(codes)
        and sum(_may_mean(code, text[end : end + 24].lstrip("*`\"')]")) for code, end in items)
        >= MIN_PHRASES
    )
