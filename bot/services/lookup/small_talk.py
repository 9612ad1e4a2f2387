"""Small talk, which asks for no code: "hello there", 안녕하세요."""

from bot.services.lookup.initials import initials
from bot.services.lookup.words import GRAMMAR, NOISE, PARTICLES, stem

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
# Small talk of only one or two initials is left out, because a code's name may have the same
# initials. ㄱㅅ stands for 감사 ("thanks"), but also for 계속, the name of 100.
_TALK_INITIALS = frozenset(each for each in map(initials, _TALK) if len(each) > 2)


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


def tells_nothing(normalised: str) -> bool:
    """Return whether a query has only words that fit every code, or only small talk.

    Words of grammar, such as "the", count as both. A number without three digits counts as small
    talk.

    For example "http error", "무슨 에러", "hello there" and "1+1".
    """
    found = normalised.split()
    return all(word in NOISE for word in found) or all(
        word in GRAMMAR or is_talk(word) for word in found
    )


def asking_words(normalised: str) -> list[str]:
    """Return the words without noise, particles and small talk."""
    beside = NOISE | PARTICLES
    found = [word for word in normalised.split() if not is_talk(word)]
    return [word for word in found if word not in beside and stem(word) not in beside]
