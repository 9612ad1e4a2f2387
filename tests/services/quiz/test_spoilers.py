"""What gives an answer away."""

from dataclasses import replace

import pytest

from bot.model import Entry, Key
from bot.services.lookup.lookup import Lookup
from bot.services.quiz.spoilers import can_be_blanked, summary_leaks_nothing


@pytest.fixture
def teapot(lookup: Lookup) -> Entry:
    return lookup.catalogue.entries[Key(418)]


def test_a_summary_with_one_of_its_names_gives_it_away(teapot: Entry) -> None:
    plain = replace(
        teapot,
        en=replace(teapot.en, summary="It brews something else."),
        ko=replace(teapot.ko, summary="다른 것을 끓입니다."),
        aliases=("Infuser",),
    )
    assert summary_leaks_nothing(plain)
    for name in (plain.en.name, plain.ko.name, "infuser", "4xx", "418"):
        assert not summary_leaks_nothing(replace(plain, en=replace(plain.en, summary=f"A {name}.")))
        assert not summary_leaks_nothing(replace(plain, ko=replace(plain.ko, summary=f"{name} 등")))


def test_an_example_with_a_word_of_the_name_is_not_blanked(lookup: Lookup) -> None:
    """ "Upgrade: websocket" spells Upgrade Required, and "IM: vcdiff" spells IM Used."""
    blanked = {key.code for key, entry in lookup.catalogue.entries.items() if can_be_blanked(entry)}
    assert {101, 206, 401, 405} <= blanked
    assert not blanked & {226, 407, 426}
