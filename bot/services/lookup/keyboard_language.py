"""Converts words that were typed while the keyboard was set to the other language.

'vpdlwl' is '페이지', and '래규ㅑㅇㅇ두' is 'forbidden'. The Korean layout is Dubeolsik, the
standard.
"""

import re
import unicodedata

from bot.services.lookup.initials import LEADING_CONSONANTS

_KEYS = "qwertyuiopasdfghjklzxcvbnmQWERTOP"
_JAMO = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ"
_JAMO_OF = dict(zip(_KEYS, _JAMO, strict=True))
_KEY_OF = {jamo: key.lower() for key, jamo in _JAMO_OF.items()}

_VOWELS = ("ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ").split()
_TRAILING = """
    ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ
    ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ
""".split()

_SINGLE = re.compile("[ㄱ-ㅣ]")


def _any(parts: list[str]) -> str:
    return "|".join(sorted(parts, key=len, reverse=True))


# A consonant followed by a vowel begins the next syllable.
_SYLLABLE = re.compile(
    rf"([{LEADING_CONSONANTS}])({_any(_VOWELS)})((?:{_any(_TRAILING)})(?![ㅏ-ㅣ]))?"
)


def other_keyboard(text: str) -> str:
    """Return the text that the same keys type in the other language.

    Returns "" for Latin text if a jamo (a Korean letter) would stay outside a syllable.
    """
    if not text.isascii():
        return to_latin(text)
    typed = to_hangul(text)
    return "" if _SINGLE.search(typed) else typed


def to_hangul(latin: str) -> str:
    """Return the text that the same keys type on a Korean keyboard. Unjoined jamo stay single."""
    typed = "".join(_JAMO_OF.get(key, _JAMO_OF.get(key.lower(), key)) for key in latin)
    return _SYLLABLE.sub(_syllable, typed)


def to_latin(hangul: str) -> str:
    """Return the text that the same keys type on a Latin keyboard."""
    return "".join(_keys(each) for each in unicodedata.normalize("NFC", hangul))


def _syllable(match: re.Match[str]) -> str:
    leading, vowel, trailing = match.groups()
    number = LEADING_CONSONANTS.index(leading) * 588 + _VOWELS.index(vowel) * 28
    return chr(0xAC00 + number + (_TRAILING.index(trailing) + 1 if trailing else 0))


def _keys(letter: str) -> str:
    jamo = letter
    if "가" <= letter <= "힣":
        number = ord(letter) - 0xAC00
        trailing = ["", *_TRAILING][number % 28]
        jamo = LEADING_CONSONANTS[number // 588] + _VOWELS[number % 588 // 28] + trailing
    return "".join(_KEY_OF.get(each, each) for each in jamo)
