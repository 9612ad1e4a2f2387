"""The first consonants of Korean syllables, which people type for short: ㅊㅈㅈㅈ for 찻주전자."""

import re
import unicodedata

LEADING_CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_NO_LETTERS = re.compile(r"[\W_]+")
_OTHER_LETTERS = re.compile(r"[^\W가-힣]+")


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
