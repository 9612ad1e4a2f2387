"""Evidence for a status code in Chinese and Japanese: "返回 502", "404が返ってきます".

As in evidence_for.py, every function looks at the few characters `before` and `after` the number,
and `before` is in lower case.
"""

from bot.services.extract.words import words_chinese_japanese as words
from bot.services.extract.words.word_patterns import any_of, at_end, compile_later

# How many characters on each side of a number are searched for a Chinese or Japanese letter.
_NEAR_CHARACTERS = 6
LETTER = compile_later(r"[ぁ-ヿ一-鿿]")
_GAP = r"[\s:：\"'`“「『（(*]{0,3}"
_CLOSE = r"[\"'`”」』）)*]{0,2}"
_CODE_BEFORE = at_end(any_of(words.NAMES), _GAP)
_LIKELY_BEFORE = at_end(any_of(words.LIKELY), _GAP)
_CODE_AFTER = compile_later(rf"{_CLOSE}\s?{any_of(words.EVENTS)}")
_LIKELY_AFTER = compile_later(rf"{_CLOSE}\s?{any_of(words.LIKELY_EVENTS)}")
# The number ends its clause, or a letter follows. evidence_against.py finds the letters that make
# the number a count, such as 个.
_STOP_AFTER = compile_later(
    rf"{_CLOSE}(?:\s*(?:[，。、；！？,.;!?→]|->|\Z)|\s?[ぁ-ヿ一-鿿])(?![0-9])"
)


def is_answer(code: int, before: str, after: str, *, about_http: bool) -> bool:
    """Return whether something responds with the number, or fails with it."""
    if before.isascii() and after.isascii():
        return False
    if not LETTER.search(before[-_NEAR_CHARACTERS:] + after[:_NEAR_CHARACTERS]):
        return False
    if _CODE_AFTER.match(after) or (_CODE_BEFORE.search(before) and _STOP_AFTER.match(after)):
        return True
    return (about_http or (code >= 400 and code % 100 != 0)) and (
        _LIKELY_AFTER.match(after) is not None
        or (_LIKELY_BEFORE.search(before) is not None and _STOP_AFTER.match(after) is not None)
    )
