"""Queries that ask by their form: one number or class, a comparison, one side's errors."""

import re

from bot.services.lookup.small_talk import asking_words
from bot.services.lookup.words import NOISE, PARTICLES, normalise, stem

_CLASSES = frozenset(
    "informational success redirection client server 정보 성공 리다이렉션 클라이언트 서버".split()
)
# If a query has only these words beside its numbers or its class, it asks for nothing else.
_BESIDE = NOISE | PARTICLES | _CLASSES
_ERRORS = "errors?|에러|오류"
_SIDES = re.compile(rf"(?:(client|클라이언트)|(server|서버)) ?(?:{_ERRORS})")
_BETWEEN = frozenset(
    "vs versus difference between compare 와 과 랑 이랑 하고 차이 비교 구분".split()
)
_NUMBER = re.compile("[0-9]{3}")
_ALONE = re.compile("[0-9]{3}|[1-5]xx")


def alone(text: str) -> str | None:
    """Return a text's number or class if the text says nothing else: "404?", "5xx가 뭐야"."""
    asked = [word for word in normalise(text).split() if not {word, stem(word)} & _BESIDE]
    return asked[0] if len(asked) == 1 and _ALONE.fullmatch(asked[0]) else None


def compared(text: str) -> list[int]:
    """Return a text's several numbers if the text says nothing else: "401 vs 403"."""
    beside = _BESIDE | _BETWEEN
    asked = [word for word in normalise(text).split() if not {word, stem(word)} & beside]
    numbers = list(dict.fromkeys(int(word) for word in asked if _NUMBER.fullmatch(word)))
    return numbers if len(numbers) > 1 and len(numbers) == len(set(asked)) else []


def side(text: str) -> int | None:
    """Return 4 if a text asks for client errors, and 5 if it asks for server errors.

    For example, "client errors" is 4 and "서버 오류가 뭐야" is 5. Returns None for any other text.
    """
    normalised = normalise(text)
    match = _SIDES.search(normalised)
    if match is None:
        return None
    before, after = normalised[: match.start()], normalised[match.end() :]
    if asking_words(before) or asking_words(after):
        return None
    return 4 if match[1] else 5
