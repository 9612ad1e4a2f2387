"""The first consonants of Korean syllables."""

from bot.services.lookup.initials import are_initials, initials, typed_initials


def test_initials_are_the_first_consonants() -> None:
    assert initials("찻주전자") == "ㅊㅈㅈㅈ"
    assert are_initials("ㅊㅈㅈㅈ")
    assert typed_initials("ㅊㅈ ㅈㅈ") == "ㅊㅈㅈㅈ"
    assert not are_initials("ㅏㅏ")
    assert not are_initials("ㅊ")
    assert not are_initials("찻")
