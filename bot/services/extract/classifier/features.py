"""The features of a number for classifier.py: its code, the words beside it, the codes near it.

A feature is a short name, such as "<1 returned" for the word before the number. A word is a run of
letters, or a single sign, in lower case; a run of digits is written as its length, "#3".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.services.extract.words.word_patterns import compile_later

# How many characters are read on each side of a number, and the maximum number of words among them.
NEAR_CHARACTERS = 60
NEAR_WORDS = 8
# Each word of two letters or more among this many characters on each side is a feature. This
# feature doesn't say where the word stands.
LINE_CHARACTERS = 200
# The words among this many characters at the text's start are features of all its numbers.
TEXT_CHARACTERS = 1_000
_WORD = compile_later(r"[A-Za-z_]+|[가-힣]+|[0-9]+|[^\sA-Za-z가-힣0-9_]")
_LETTERS = compile_later(r"[a-z_]{2,}|[가-힣]{2,}")
_DIGITS = compile_later(r"[0-9]+")
# The caps of the numbers in a feature: a longer run of digits or a higher count is written as its
# cap.
MAX_DIGITS, MAX_DIGIT_RUNS, MAX_CODES, MAX_OTHERS = 5, 12, 3, 4


@dataclass(frozen=True, slots=True)
class Others:
    """The other numbers of a text: all except the number that is judged.

    `repeated` says whether one of them equals the judged number. `repeated_as_code` says whether
    one of these equal numbers is a code.
    """

    codes: int
    codes_in_line: int
    numbers: int
    repeated: bool
    repeated_as_code: bool


def words(text: str) -> list[str]:
    return [
        f"#{min(len(each), MAX_DIGITS)}" if each.isdecimal() else each.lower()
        for each in _WORD.findall(text)
    ]


def of_text(text: str) -> list[str]:
    """Return the features that all numbers of a text share."""
    head = text[:TEXT_CHARACTERS]
    shared = {_stem(each) for each in _LETTERS.findall(head.lower())}
    digits = min(len(_DIGITS.findall(head)), MAX_DIGIT_RUNS)
    return [f"digits {digits}", *(f"in {each}" for each in shared)]


def of_number(line: str, start: int, others: Others) -> list[str]:
    """Return the features of the number that begins at `start`."""
    end = start + 3
    code = line[start:end]
    kind = "00" if code.endswith("00") else "nn"
    before = words(line[max(0, start - NEAR_CHARACTERS) : start])[-NEAR_WORDS:]
    after = words(line[end : end + NEAR_CHARACTERS])[:NEAR_WORDS]
    around = line[max(0, start - LINE_CHARACTERS) : start], line[end : end + LINE_CHARACTERS]
    last3, last2, last = ["^", "^", "^", *before][-3:]
    next1, next2, next3, *_ = [*after, "$", "$", "$"]
    glue = "" if start == 0 or line[start - 1].isspace() else "+"
    glue_after = "" if end == len(line) or line[end].isspace() else "+"
    return [
        f"code {code}",
        f"class {code[0]}{kind}",
        f"<1 {last}",
        f"<1 {glue}{last} {kind}",
        f"<2 {last2}",
        f"<3 {last3}",
        f"<12 {last2} {last}",
        f"<123 {last3} {last2} {last}",
        f">1 {next1}",
        f">1 {glue_after}{next1} {kind}",
        f">2 {next2}",
        f">12 {next1} {next2}",
        f">123 {next1} {next2} {next3}",
        f"<> {last} {next1}",
        f"<21> {last2} {last} {next1}",
        f"<12> {last} {next1} {next2}",
        f"glue {glue}|{glue_after} {kind}",
        f"codes {min(others.codes, MAX_CODES)}",
        f"codes {min(others.codes, 2)} {kind}",
        f"in line {min(others.codes_in_line, 2)}",
        f"others {min(others.numbers, MAX_OTHERS)}",
        f"same {others.repeated:d}{others.repeated_as_code:d}",
        *_of_word_before(last),
        *_of_words_after(glue_after, next1, next2),
        *(
            f"near {each}"
            for each in {_stem(each) for each in (*before, *after) if _is_korean(each)}
        ),
        *(f"line {each}" for each in {_stem(each) for each in _long_words(*around)}),
    ]


def _of_word_before(last: str) -> Iterator[str]:
    """Yield the ends of the word before a number: Korean's particles, English's verb forms."""
    if _is_korean(last):
        for length in range(1, min(len(last), 3) + 1):
            yield f"<- {last[-length:]}"
    elif last[0].isalpha():
        yield f"<s {last[-3:]}"


def _of_words_after(glue: str, next1: str, next2: str) -> Iterator[str]:
    """Yield starts of Korean words and ends of other words after a number.

    The start of a Korean word may be the number's particle.
    """
    if _is_korean(next1):
        for length in range(1, min(len(next1), 3) + 1):
            yield f">- {glue}{next1[:length]}"
        if _is_korean(next2):
            yield f">-2 {next2[:2]}"
            yield f">-12 {glue}{next1[0]} {next2[0]}"
    elif _is_korean(next2):
        yield f">s2 {next1}{next2[:2]}"
    elif next1[0].isalpha():
        yield f">s {glue}{next1[-2:]}"


def _long_words(*texts: str) -> Iterator[str]:
    """Yield the words of two letters or more, and the lengths of runs of digits."""
    return (each for text in texts for each in words(text) if len(each) > 1)


def _stem(word: str) -> str:
    """Return a word, or the two letters that a Korean word begins with."""
    return word[:2] if _is_korean(word) else word


def _is_korean(word: str) -> bool:
    return "가" <= word[0] <= "힣"
