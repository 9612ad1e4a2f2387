"""Recognises queries without a question: laughter, tears, and keyboard mash."""

import re
from itertools import pairwise

from bot.services.lookup.keyboard_language import to_latin

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = frozenset(
    pair for row in _ROWS for keys in (row, row[::-1]) for pair in pairwise(keys)
)
_SIGNS = re.compile(r"[\W_]+")
# In order: "ㅋㅋㅎㅎ"; "ㅠㅜ"; "ㅇㅇ", "zzz"; "hahaha"; "ㅊㅋㅊㅋ". A repeated Hangul syllable is
# left out, because it may be a word.
_SOUNDS = re.compile(r"[ㅋㅎ]{2,}|[ㅠㅜㅡ]{2,}|([a-zㄱ-ㅣ])\1+|([a-z]{2})\2+[a-z]?|([ㄱ-ㅣ]{2})\3+")
_FEELINGS = re.compile(r"[ㅋㅎㅠㅜㅡ]{2,}[\W_]*")
_KEYS = re.compile("[a-z]{3,}")


def is_mash(text: str) -> bool:
    """Return whether every word of an NFC text is mash: "ㅋㅋㅋ", "asdf", "ㅁㄴㅇㄹ"."""
    typed = [_SIGNS.sub("", word) for word in text.casefold().split()]
    words = [word for word in typed if word]
    return bool(words) and all(
        _SOUNDS.fullmatch(word) is not None or _is_run(to_latin(word)) for word in words
    )


def without_feelings(text: str) -> str:
    """Remove laughter and tears: "502 ㅋㅋㅜㅜ" becomes "502".

    A text that has nothing but laughter and tears stays as it is.
    """
    return " ".join(each for each in text.split() if not _FEELINGS.fullmatch(each)) or text


def _is_run(keys: str) -> bool:
    """Return whether the keys are a run of neighbours ("asdf"), or one run repeated ("qweqwe")."""
    if tuple(keys[:2]) not in _NEIGHBOURS or not _KEYS.fullmatch(keys):
        return False
    once = keys[: _period(keys)]
    return len(once) > 1 and all(pair in _NEIGHBOURS for pair in pairwise(once))


def _period(keys: str) -> int:
    """Return the length of the shortest prefix of `keys` that gives `keys` when it is repeated.

    The last repetition may be cut off.
    """
    return next(
        length
        for length in range(1, len(keys) + 1)
        if all(key == keys[at % length] for at, key in enumerate(keys))
    )
