"""Cuts a phrase for searching: normalises it, then finds its words, letter groups and initials."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
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
_GRAMMAR = frozenset(
    """
    the a an is of to in and or it its i my me you your that this do does did for with on at be was
    were are when which what how why who can will would should
    뭐 뭐야 무슨 왜 떠요 떠 뜸 뜨는데 나요 남 나와요
    수 것 거 게 때 데 좀 더 그 이 저 내 나 해 줘 쓸 있음 있는 있다 됨 나서 했더니 하니까 고 함 어떤
    어떻게 되는 하는 되면 하면 나옴 나올 경우 같음 같은 싶은 싶을 주는 주면
    """.split()
)
_NOISE = _CODES | _GRAMMAR
_PARTICLES = frozenset("가 는 은 란 이란 를 을 도".split())
_CLASSES = frozenset(
    "informational success redirection client server 정보 성공 리다이렉션 클라이언트 서버".split()
)
# Words that may come with the only number or class of a query.
_BESIDE = _NOISE | _PARTICLES | _CLASSES
_ERRORS = "errors?|에러|오류"
_SIDES = re.compile(rf"(?:(client|클라이언트)|(server|서버)) ?(?:{_ERRORS})")
_BETWEEN = frozenset(
    "vs versus difference between compare 와 과 랑 이랑 하고 차이 비교 구분".split()
)
_NUMBER = re.compile("[0-9]{3}")
_ALONE = re.compile("[0-9]{3}|[1-5]xx")
# Small talk, and words that test whether a bot answers. With other words they may mean something
# ("test", 잠깐만); alone they ask for no code.
_TALK = frozenset(
    """
    hi hey hello hiya yo sup there welcome bye goodbye good nice great morning night day well
    thanks thank thx ty please pls plz sorry yes yeah yep no nope cool wow lol lmao haha omg wtf
    help test testing just trying work working use something anything nothing someone somebody
    anyone anybody joke message lets go job say tell talk chat bot robot name about love like hate
    today never mind so very really one two three see later where time bad need problem second
    tired
    안녕 안녕하세요 하이 반가워 반갑습니다 고마워 감사 감사합니다 땡큐 미안 미안해 죄송 죄송합니다
    수고 수고하세요 수고하셨습니다 축하 축하해 축하합니다 사랑해 사랑해요 네 넵 예 응 아니 아니요
    그래 아 어 오 와 음 헐 대박 진짜 정말 레알 인정 너 나 우리 저기 저기요 여보세요 도와줘 도움말
    사용법 테스트 테스트중 테스트용 중 시험 이름 누구 누구야 농담 얘기 말 노래 추천 해줘 알려줘
    하자 가자 가보자고 봇 야 잠깐만 잠깐만요 잠시만 잠시만요 기다려 좋아 좋아요 싫어 빨리 이거 그거
    뭔데 뭐지 뭐냐 뭐임 오늘 지금 아무거나 이거레알 반박불가 개이득 화이팅 또 봐 다음에 같은데
    되는지 중입니다
    """.split()
)
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
_NO_LETTERS = re.compile(r"[\W_]+")
_OTHER_LETTERS = re.compile(r"[^\W가-힣]+")
_NOT_HANGUL = re.compile("[^가-힣]+")
_NO_GROUPS: frozenset[str] = frozenset()
LEADING_CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


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
    return [word for word in found if word not in _NOISE] or found


def tells_nothing(normalised: str) -> bool:
    """Return whether a query has only words that fit every code, or only small talk.

    Words of grammar ("the") count as both. A number without three digits counts as small talk.

    For example "http error", "무슨 에러", "hello there" and "1+1".
    """
    found = normalised.split()
    return all(word in _NOISE for word in found) or all(
        word in _GRAMMAR or is_talk(word) for word in found
    )


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


def asking_words(normalised: str) -> list[str]:
    """Return the words without noise, particles and small talk."""
    beside = _NOISE | _PARTICLES
    found = [word for word in normalised.split() if not is_talk(word)]
    return [word for word in found if word not in beside and stem(word) not in beside]


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


def is_talk(word: str) -> bool:
    """Return whether a word is small talk, or a number that doesn't have three digits."""
    return (
        word in _TALK
        or (word >= "가" and stem(word) in _TALK)
        or (word.isdigit() and len(word) != 3)
    )


def are_talk(typed: str) -> bool:
    """Return whether typed initials stand for small talk: ㄱㅅㅎㄴㄷ is 감사합니다."""
    return typed in _TALK_INITIALS


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


def initials(text: str) -> str:
    """Return the first consonant of each syllable, and "-" for words of other letters.

    찻주전자 becomes ㅊㅈㅈㅈ, "alb 타임아웃" becomes -ㅌㅇㅇㅇ.
    """
    joined = _OTHER_LETTERS.sub("-", _NO_LETTERS.sub("", text))
    return "".join(
        each if each == "-" else LEADING_CONSONANTS[(ord(each) - 0xAC00) // 588] for each in joined
    )


def are_initials(text: str) -> bool:
    """Return whether a text is two or more Korean consonants and nothing else."""
    bare = unicodedata.normalize("NFKC", text.replace(" ", ""))
    # NFKC turns the keyboard's consonants into leading jamo.
    return len(bare) >= 2 and all("\u1100" <= each <= "\u1112" for each in bare)


def typed_initials(text: str) -> str:
    """Return the initials of a text for which `are_initials` is true."""
    bare = unicodedata.normalize("NFKC", text.replace(" ", ""))
    return "".join(LEADING_CONSONANTS[ord(each) - 0x1100] for each in bare)


# Small talk of only one or two initials is left out, because a code's name may have the same
# initials. ㄱㅅ stands for 감사 ("thanks"), but also for 계속, the name of 100.
_TALK_INITIALS = frozenset(each for each in map(initials, _TALK) if len(each) > 2)


class Synonyms:
    """Finds groups of synonyms in a text.

    A Latin member is one or two words, compared by their stems. A Korean member may be anywhere in
    the text's Hangul, with the spaces removed, since particles and endings follow it.
    """

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        self._latin: dict[str, set[str]] = defaultdict(set)
        self._korean: dict[str, set[str]] = defaultdict(set)
        for number, group in enumerate(groups):
            for member in group:
                normalised = normalise(member)
                if not normalised:
                    continue
                if normalised[0] >= "가":
                    self._korean[normalised.replace(" ", "")].add(f"={number}")
                else:
                    stems = " ".join(stem(word) for word in normalised.split())
                    self._latin[stems].add(f"={number}")
        # By first syllable: the lengths of the members. Most syllables begin no member.
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for member in self._korean:
            self._lengths[member[0]].add(len(member))

    def groups_in(self, normalised: str) -> set[str]:
        """Return the groups that a text mentions, as terms such as "=3", which no word equals."""
        found: set[str] = set()
        stems = [stem(word) for word in normalised.split()]
        for one, two in zip(stems, [*stems[1:], ""], strict=True):
            found |= self._latin.get(one, _NO_GROUPS)
            found |= self._latin.get(f"{one} {two}", _NO_GROUPS)
        joined = _NOT_HANGUL.sub("", normalised)
        for start, syllable in enumerate(joined):
            for length in self._lengths.get(syllable, ()):
                found |= self._korean.get(joined[start : start + length], _NO_GROUPS)
        return found
