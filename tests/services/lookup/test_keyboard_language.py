"""Words typed with the keyboard in the other language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Match
from bot.services.lookup.keyboard_language import to_hangul, to_latin
from bot.services.lookup.lookup import Lookup


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vpdlwl", "페이지"),
        ("rnjsgks djqtdma", "권한 없음"),
        ("dkswgdk", "앉ㅎ아"),
        ("Qkfma", "빠름"),
    ],
)
def test_latin_keys_give_hangul(typed: str, meant: str) -> None:
    assert to_hangul(typed) == meant


def test_hangul_gives_its_latin_keys() -> None:
    assert to_latin("래규ㅑㅇㅇ두") == "forbidden"


@given(st.text(alphabet=[chr(each) for each in range(0xAC00, 0xD7A4)], max_size=20))
def test_there_and_back_is_the_same_word_for_plain_consonants(word: str) -> None:
    """The shift key is lost on the way: ㄲ and ㄱ, ㅒ and ㅐ share a key."""
    keys = to_latin(word)
    assert to_latin(to_hangul(keys)) == keys


@pytest.mark.parametrize(
    ("typed", "code"), [("vpdlwl djqtdma", 404), ("래규ㅑㅇㅇ두", 403), ("rnjsgks djqtdma", 403)]
)
def test_the_search_understands_them(lookup: Lookup, typed: str, code: int) -> None:
    assert lookup.hits(typed, 1)[0].entry.code == code


@pytest.mark.parametrize("typed", ["ㅜㅐㅅ ㄹㅐㅕㅜㅇ", "vpdlwl djqtdma"])
def test_an_answer_a_list_and_autocomplete_understand_the_same(lookup: Lookup, typed: str) -> None:
    answer = lookup.find(typed)
    assert isinstance(answer, Match)
    assert answer.entry.code == 404
    assert lookup.hits(typed, 1)[0].entry is answer.entry
    assert lookup.suggest(typed)[0] is answer.entry
