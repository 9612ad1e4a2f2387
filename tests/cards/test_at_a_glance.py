"""The card of an entry: what a phone shows at once, and in which order."""

import re
from typing import Any

import pytest

from bot.cards.entry import entry_card
from bot.cards.full import full_card
from bot.chain_text import chain_line
from bot.model import LANGUAGES, Entry, Key, Knowledge, Language
from bot.services.lookup.lookup import Lookup
from bot.texts import Texts
from tests.discord_limits import components

# What a reader in a hurry sees: half a screen of a phone.
FIRST: dict[Language, int] = {"en": 320, "ko": 200}


def shown(view: Any) -> str:
    """The card's text without markdown's signs, as a person reads it."""
    text = "\n".join(
        part["content"] for part in components(view.to_components()) if part["type"] == 10
    )
    return re.sub(r"(?m)^(?:## |-# )|\*\*|`|\\", "", text)


def buttons(view: Any) -> list[str]:
    return [part["label"] for part in components(view.to_components()) if part["type"] == 2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_thing_to_check_begins_before_a_reader_scrolls(
    knowledge: Knowledge, texts: Texts, language: Language
) -> None:
    late = {}
    for entry in knowledge.entries:
        text = shown(entry_card(entry, (), texts.voice(language)))
        begins = text.index(f"- {entry.text(language).causes[0]}") + 2
        if begins > FIRST[language]:
            late[str(entry.key)] = begins
    assert late == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_holds_these_parts_in_this_order_and_nothing_else(
    knowledge: Knowledge, texts: Texts, language: Language
) -> None:
    for entry in knowledge.entries:
        said, text = (
            shown(entry_card(entry, (), texts.voice(language))).split("\n"),
            entry.text(language),
        )
        steps = entry.text(language).actions.of(entry.acts)[:2]
        assert said[0] == entry.heading(language)
        assert said[1].startswith(texts.voice(language).say(f"class.{_class(entry)}.title"))
        assert said[1].endswith(texts.voice(language).say(f"retry.{entry.facts.retry}"))
        assert (entry.vendor in said[1]) or entry.vendor == "proxies"
        assert said[2] == text.summary
        assert said[3] == chain_line(entry, texts.voice(language))
        assert said[4] == texts.voice(language).say("card.causes")
        assert said[5:8] == [f"- {cause}" for cause in text.causes[:3]]
        assert said[8] == texts.voice(language).say(f"card.steps.{entry.acts}")
        assert said[9:] == [f"- {step}" for step in steps]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whether_to_retry_takes_five_words_at_most(texts: Texts, language: Language) -> None:
    for key in texts.all_keys:
        if key.startswith("retry."):
            assert len(texts.voice(language).say(key).split()) <= 5


def test_nothing_korean_stands_on_an_english_card_but_the_button_that_says_so(
    knowledge: Knowledge, texts: Texts
) -> None:
    for entry in knowledge.entries:
        for view in (
            entry_card(entry, (), texts.voice("en")),
            full_card(entry, (), texts.voice("en")),
        ):
            assert not re.search("[가-힣]", shown(view)), entry.key
            korean = [label for label in buttons(view) if re.search("[가-힣]", label)]
            assert korean == ["한국어"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_constants_have_a_button_where_there_are_any(
    knowledge: Knowledge, texts: Texts, language: Language
) -> None:
    label = texts.voice(language).say("card.constants")
    for entry in knowledge.entries:
        assert (label in buttons(entry_card(entry, (), texts.voice(language)))) == bool(
            entry.constants
        )


def test_the_buttons_of_a_registered_code_are_short(lookup: Lookup, texts: Texts) -> None:
    entry = lookup.catalogue.entries[Key(404)]
    in_english, in_korean = (entry_card(entry, (), texts.voice(each)) for each in LANGUAGES)
    assert buttons(in_english) == ["More", "In code", "RFC 9110", "한국어"]
    assert buttons(in_korean) == ["자세히", "코드 상수", "RFC 9110", "English"]


def _class(entry: Entry) -> str:
    return str(entry.status_class) if entry.status_class <= 5 else "other"
