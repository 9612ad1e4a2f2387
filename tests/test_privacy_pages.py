"""The policy and the terms that an operator publishes say what the code does."""

from pathlib import Path

import pytest

from bot.model import LANGUAGES, Language
from bot.model import retention as limits
from bot.texts import Texts

DOCS = Path(__file__).parent.parent / "docs"


def page(name: str, language: Language) -> str:
    ending = "" if language == "en" else f".{language}"
    return (DOCS / f"{name}{ending}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_policy_names_each_button(texts: Texts, language: Language) -> None:
    voice = texts.voice(language)
    for button in ("export", "delete", "hide", "unrecord"):
        assert f"- **{voice.say(f'privacy.button.{button}')}**:" in page("privacy", language)


def test_the_policy_names_each_limit() -> None:
    english, korean = (page("privacy", language) for language in ("en", "ko"))
    for limit in (
        limits.REMOVED_SERVER,
        limits.BACKUP,
        limits.UNANSWERED_QUESTION,
        limits.POSTED_DATE,
    ):
        assert f"{limit.days} days" in english
        assert f"{limit.days}일" in korean
    assert limits.ASKED_IN_CHANNEL.days == limits.EXERCISE.days == 365
    assert english.count("a year") == korean.count("1년") == 2


@pytest.mark.parametrize("name", ["privacy", "terms"])
def test_both_languages_have_the_same_parts_and_blanks(name: str) -> None:
    english, korean = page(name, "en"), page(name, "ko")
    assert english.count("\n## ") == korean.count("\n## ")
    assert english.count("\n|") == korean.count("\n|")
    assert abs(english.count("**[") - korean.count("**[")) <= 1
