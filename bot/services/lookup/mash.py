"""What hands type that asks for nothing: laughter, tears, and runs of neighbouring keys."""

import re
from itertools import pairwise

from bot.services.lookup.keyboard import to_latin

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = frozenset(
    pair for row in _ROWS for keys in (row, row[::-1]) for pair in pairwise(keys)
)
_SIGNS = re.compile(r"[\W_]+")
# "ㅋㅋㅎㅎ"; "ㅠㅜ"; "ㅇㅇ", "zzz"; "hahaha"; "ㅊㅋㅊㅋ". Syllables that come again may be a word.
_SOUNDS = re.compile(r"[ㅋㅎ]{2,}|[ㅠㅜㅡ]{2,}|([a-zㄱ-ㅣ])\1+|([a-z]{2})\2+[a-z]?|([ㄱ-ㅣ]{2})\3+")
_FEELINGS = re.compile(r"[ㅋㅎㅠㅜㅡ]{2,}[\W_]*")
_KEYS = re.compile("[a-z]{3,}")


def is_mash(text: str) -> bool:
    """Whether all of a text, composed as it was typed, is such: "ㅋㅋㅋ", "asdf", "ㅁㄴㅇㄹ"."""
    typed = [_SIGNS.sub("", word) for word in text.casefold().split()]
    words = [word for word in typed if word]
    return bool(words) and all(
        _SOUNDS.fullmatch(word) is not None or _is_run(to_latin(word)) for word in words
    )


def without_feelings(text: str) -> str:
    """A text without the words that laugh or weep, if anything else is in it: "502 ㅋㅋㅜㅜ"."""
    return " ".join(each for each in text.split() if not _FEELINGS.fullmatch(each)) or text


def _is_run(keys: str) -> bool:
    """Each key lies next to the one before, however often it goes over them: "asdf", "qweqwe"."""
    if not _KEYS.fullmatch(keys):
        return False
    once = keys[: _period(keys)]
    return len(once) > 1 and all(pair in _NEIGHBOURS for pair in pairwise(once))


def _period(keys: str) -> int:
    """After how many keys they come again, to the end."""
    return next(
        length
        for length in range(1, len(keys) + 1)
        if all(key == keys[at % length] for at, key in enumerate(keys))
    )
