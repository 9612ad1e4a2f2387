"""Korean terms: the one word that Teapot uses for a thing, and the words that it replaces.

Keywords of the search are exempt, because they are what people type.
"""

import re
from collections.abc import Iterator

# A Korean particle follows a Latin word without a space, so \b finds no end of the word.
_LATIN = r"(?<![A-Za-z0-9_.-])(?:{})(?![A-Za-z0-9_-])"
# Each term with a pattern of the words that it replaces. No pattern has a capturing group.
_TERMS = {
    "DB 락": r"DB 잠금",
    "Discord": r"디스코드",
    "listen": r"리슨",
    "preflight": r"(?<!preflight\()사전 요청",
    "낙관적 락": r"낙관적 잠금",
    "델타": r"차분",
    "디렉터리": r"디렉토리",
    "락 대기": r"잠금 대기",
    "로드 밸런서": r"로드밸런서",
    "리다이렉트": r"리디렉트|리다이랙트",
    "멘션할 역할": r"호출할 역할",
    "메서드": r"메소드",
    "목(mock) 서버": r"(?<![가-힣])목 서버",
    "본문": r"바디",
    "부분 콘텐츠": r"일부 내용",
    "사용자": r"유저",
    "상태 라인": r"상태 줄",
    "스코프": _LATIN.format("scopes?"),
    "애플리케이션": r"어플리케이션",
    "액세스 로그": _LATIN.format("[Aa]ccess log"),
    "에러 로그": r"오류 로그|" + _LATIN.format("[Ee]rror log"),
    "엣지": r"에지",
    "요청 라인": r"요청 줄",
    "업스트림": r"뒷단",
    "웹사이트": r"웹 사이트",
    "인그레스": _LATIN.format("[Ii]ngress"),
    "캐시": r"캐쉬",
    "콘텐츠": r"컨텐츠",
    "포워딩 루프": r"전달 루프",
    "폼": _LATIN.format("form"),
    "프록시": r"이그레스 서버|중계 서버|proxies 전용",
    "프론트엔드": r"프런트엔드",
    "할당량": r"쿼터",
    "헬스 체크": r"헬스체크",
}
_RIGHT = tuple(_TERMS)
# `re` skips an alternative quickly if its first character doesn't match, unless the alternative is
# a capturing group. Most texts have no wrong word. `_ANY`, which has no capturing groups, checks
# them in a quarter of the time of `_EACH`.
_ANY = re.compile("|".join(_TERMS.values()))
_EACH = re.compile("|".join(f"({pattern})" for pattern in _TERMS.values()))


def term_problems(text: str) -> Iterator[str]:
    """Yield a problem for each wrong word of a Korean text. The problem names the right term."""
    if _ANY.search(text) is None:
        return
    for found in _EACH.finditer(text):
        if found.lastindex is not None:
            yield f"says {found[0]!r}; the term is {_RIGHT[found.lastindex - 1]!r}"
