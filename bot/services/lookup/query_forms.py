"""The forms of a query that ask for codes directly: a number, a class, a comparison.

Most queries are a number, and need no module for words. The functions that need such a module
therefore import it themselves.
"""

import re

# A number or a class, with the words that people put around it: "HTTP 404", "400번대 에러".
_WRAPPED = r"(?:http\s*)?(?:status\s*)?(?:code\s*)?{}\s*(?:번|code|error|에러|오류|코드)?"
NUMBER = re.compile(_WRAPPED.format(r"(-?\d+)"), re.IGNORECASE)
CLASS = re.compile(
    r"(?:http\s*)?([1-5])(?:\s?xx|\*\*)?\s*(?:번?대)?\s*(?:codes?|errors?|에러|오류|코드)?"
    r"|([1-5])00\s*번대\s*(?:에러|오류|코드)?",
    re.IGNORECASE,
)

_CLASSES = frozenset(
    "informational success redirection client server 정보 성공 리다이렉션 클라이언트 서버".split()
)
_BETWEEN = frozenset(
    "vs versus difference between compare 와 과 랑 이랑 하고 차이 비교 구분".split()
)
_ERRORS = "errors?|에러|오류"
_SIDES = re.compile(rf"(?:(client|클라이언트)|(server|서버)) ?(?:{_ERRORS})")
_CODE = re.compile("[0-9]{3}")
_CODE_OR_CLASS = re.compile("[0-9]{3}|[1-5]xx")


def alone(text: str) -> str | None:
    """Return a text's number or class if the text says nothing else: "404?", "5xx가 뭐야"."""
    asked = _asked(text)
    return asked[0] if len(asked) == 1 and _CODE_OR_CLASS.fullmatch(asked[0]) else None


def compared(text: str) -> list[int]:
    """Return a text's several numbers if the text says nothing else: "401 vs 403"."""
    asked = _asked(text, _BETWEEN)
    numbers = list(dict.fromkeys(int(word) for word in asked if _CODE.fullmatch(word)))
    return numbers if len(numbers) > 1 and len(numbers) == len(set(asked)) else []


def _asked(text: str, beside: frozenset[str] = frozenset()) -> list[str]:
    """Return the words of a text without noise, particles, names of classes, and `beside`."""
    from bot.services.lookup.words import NOISE, PARTICLES, normalise, stem

    left_out = NOISE | PARTICLES | _CLASSES | beside
    return [word for word in normalise(text).split() if not {word, stem(word)} & left_out]


def side(text: str) -> int | None:
    """Return 4 if a text asks for client errors, and 5 if it asks for server errors.

    For example, "client errors" is 4 and "서버 오류가 뭐야" is 5. Returns None for any other text.
    """
    from bot.services.lookup.small_talk import asking_words
    from bot.services.lookup.words import normalise

    normalised = normalise(text)
    match = _SIDES.search(normalised)
    if match is None:
        return None
    before, after = normalised[: match.start()], normalised[match.end() :]
    if asking_words(before) or asking_words(after):
        return None
    return 4 if match[1] else 5
