"""How phrases are cut."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.services.lookup.initials import are_initials, typed_initials
from bot.services.lookup.small_talk import tells_nothing
from bot.services.lookup.words import grams, letters, normalise, words


def test_a_decomposed_word_is_the_composed_one() -> None:
    assert normalise(unicodedata.normalize("NFD", "요청이 너무 많음")) == "요청이 너무 많음"


def test_names_in_code_are_taken_apart() -> None:
    assert normalise("HTTP_418_IM_A_TEAPOT") == "http 418 im a teapot"
    assert normalise("HttpStatus.NOT_FOUND") == "http status not found"
    assert normalise("StatusIMUsed") == "status im used"
    assert normalise("I'm a teapot") == "im a teapot"


def test_endings_and_particles_do_not_matter() -> None:
    assert words(normalise("redirected")) == words(normalise("redirects"))
    assert words(normalise("요청을")) == words(normalise("요청이"))


def test_noise_is_dropped_unless_there_is_nothing_else() -> None:
    assert words(normalise("HTTP error timeout")) == ["timeout"]
    assert words(normalise("error")) == ["error"]
    assert tells_nothing(normalise("무슨 에러"))
    assert not tells_nothing(normalise("인증 에러"))


def test_left_out_spaces_leave_the_letters_alone() -> None:
    assert letters(normalise("요청이 너무 많음")) == letters(normalise("요청이너무많음"))


@given(st.text(max_size=200))
def test_cutting_bears_any_text(text: str) -> None:
    normalised = normalise(text)
    assert normalise(normalised) == normalised
    assert all(words(normalised))
    assert all(grams(letters(normalised)))
    if are_initials(text):
        assert len(typed_initials(text)) >= 2
