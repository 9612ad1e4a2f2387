"""The lines of files that were not read."""

from typing import Any

import pytest

from bot.cards.explain import explained_card, nothing_card
from bot.cards.unread_files import unread_notes
from bot.model import LANGUAGES, Entry, Language
from bot.model.explain_limits import MAX_FILES
from bot.model.explanation import CodeCount, Summary
from bot.model.unread_file import Unreadable, UnreadFile
from bot.services.extract.explain import explain
from bot.services.lookup.lookup import Lookup
from bot.texts import Texts
from tests.discord_limits import layout_problems

LONG = "로그" * 200
AT = "24/Nov/2026:02:11:09.123456 +0000" * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reason_has_its_line_and_its_limit(texts: Texts, language: Language) -> None:
    notes = unread_notes([UnreadFile("a", each) for each in Unreadable], 0, texts.voice(language))
    assert len(set(notes)) == len(Unreadable)
    assert all("`a`" in note for note in notes)
    limits = {Unreadable.TOO_LARGE: "8", Unreadable.UNPACKS_TOO_LARGE: "32", Unreadable.SLOW: "60"}
    for reason, note in zip(Unreadable, notes, strict=True):
        assert limits.get(reason, "") in note


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fullest_card_has_room_for_them(
    lookup: Lookup, texts: Texts, language: Language
) -> None:
    voice = texts.voice(language)
    reasons = list(Unreadable)[:MAX_FILES]
    notes = unread_notes([UnreadFile(LONG, each) for each in reasons], 5, voice)
    summary = Summary(
        10_000_000,
        tuple(
            CodeCount(
                entry.code, entry.vendor, "nginx", None, 9_999_999, 1, 9_999_999, AT, AT,
                tuple((f"/{number}{'x' * 500}", 9_999_999) for number in range(3)),
            )
            for entry in _errors(lookup)
        ),
    )  # fmt: skip
    explained = explain(summary, lookup)
    views: list[Any] = [
        explained_card(explained, summary.lines, voice, notes),
        nothing_card(_errors(lookup)[:3], voice, notes),
    ]
    for view in views:
        assert list(layout_problems(view.to_components())) == []


def _errors(lookup: Lookup) -> list[Entry]:
    entries = [each for each in lookup.knowledge.entries if each.code >= 400]
    return sorted(entries, key=lambda each: -sum(map(len, each.text("en").causes[:1])))
