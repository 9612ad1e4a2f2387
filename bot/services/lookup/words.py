"""Cuts a phrase for searching: normalises it, then finds its words and letter groups."""

import re
import unicodedata
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_SEPARATOR = re.compile(r"[^0-9a-z가-힣ㄱ-ㅎㅏ-ㅣ]+")
_SCRIPT_CHANGE = re.compile(r"(?<=[a-z0-9])(?=[가-힣])|(?<=[가-힣])(?=[a-z0-9])")
# Words that stand around a name or number, and don't say which code is meant.
_CODES = frozenset(
    """
    http https status code codes httpstatus statuscode error errors err sc
    에러 오류 상태 코드 상태코드 번 뜻 의미
    """.split()
)
GRAMMAR = frozenset(
    """
    the a an is of to in and or it its i my me you your that this do does did for with on at be was
    were are when which what how why who can will would should
    뭐 뭐야 무슨 왜 떠요 떠 뜸 뜨는데 나요 남 나와요
    수 것 거 게 때 데 좀 더 그 이 저 내 나 해 줘 쓸 있음 있는 있다 됨 나서 했더니 하니까 고 함 어떤
    어떻게 되는 하는 되면 하면 나옴 나올 경우 같음 같은 싶은 싶을 주는 주면
    """.split()
)
NOISE = _CODES | GRAMMAR
PARTICLES = frozenset("가 는 은 란 이란 를 을 도".split())
# Particles and endings. `stem` removes the longest one that leaves at least two syllables.
_ENDINGS = sorted(
    """
    으로부터 되었습니다 에서는 이라는 이라고 인데요 에서도 습니다 합니다 됩니다 입니다 했는데
    에서 으로 에게 까지 부터 라는 라고 인데 이나 하고 하는 하면 해서 했을 되는 된다 했다 한다 하기
    됐다 됐음 되었 했음 해요 돼요 되어 이에요 예요 에는 에도 이 가 을 를 은 는 에 로 와 과 의 도 만
    함 됨 한 된 할 될 해 돼
    """.split(),
    key=len,
    reverse=True,
)


def normalise(text: str) -> str:
    """Apply NFKC and casefold, split camel case and snake case, turn punctuation into spaces."""
    composed = unicodedata.normalize("NFKC", text)
    apart = _CAMEL.sub(" ", composed).casefold()
    apart = _SEPARATOR.sub(" ", _APOSTROPHE.sub("", apart))
    return _SCRIPT_CHANGE.sub(" ", apart).strip()


def words(normalised: str) -> list[str]:
    """Return the stems of the words that `telling` returns."""
    return [stem(word) for word in telling(normalised)]


def telling(normalised: str) -> list[str]:
    """Return the words that say which code is meant; all words if none does."""
    found = normalised.split()
    return [word for word in found if word not in NOISE] or found


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Remove a word's common ending: 'redirected' finds 'redirects', and 요청이 finds 요청을."""
    if word[0] >= "가":
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 2:
                return word[: -len(ending)]
        return word
    for ending, rest in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)] + rest
    return word


def letters(normalised: str) -> str:
    """Return the letters of the telling words, with Hangul decomposed: 많음 is like 만음."""
    return unicodedata.normalize("NFD", "".join(telling(normalised)))


def grams(text: str, size: int = 3) -> list[str]:
    """Return every run of `size` letters, with marks for the text's ends."""
    padded = f"^{text}$"
    return [padded[at : at + size] for at in range(max(len(padded) - size + 1, 1))]
