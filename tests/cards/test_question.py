"""The reason for an answer: it explains, and does not only repeat the name."""

import random
import re

from bot.cards.question import question_text, reason, revealed_text
from bot.model import LANGUAGES
from bot.services.lookup.lookup import Lookup
from bot.services.quiz.questions import Questions
from bot.texts import Texts

# Fewer words than these explain nothing.
MIN_WORDS = 6


def test_every_reason_says_more_than_the_name(lookup: Lookup, texts: Texts) -> None:
    questions, chance = Questions(lookup.knowledge), random.Random(1)
    for subject in questions.subjects:
        question = questions.ask(subject, chance)
        entry = lookup.catalogue.entries[subject.key]
        for language in LANGUAGES:
            why = reason(question, lookup.catalogue, texts.voice(language))
            words = set(re.findall(r"[^\W\d_]+", why.casefold()))
            named = f"{entry.name} {entry.ko.name} {entry.vendor}".casefold()
            beyond = words - set(re.findall(r"[^\W\d_]+", named))
            assert len(beyond) >= MIN_WORDS, why


def test_a_reason_says_more_than_the_question(lookup: Lookup, texts: Texts) -> None:
    """The question shows the summary; one sentence of the meaning may only set the scene."""
    questions, chance = Questions(lookup.knowledge), random.Random(1)
    for subject in questions.subjects:
        if subject.kind in ("meaning", "example"):
            question = questions.ask(subject, chance)
            for language in LANGUAGES:
                voice = texts.voice(language)
                why = reason(question, lookup.catalogue, voice)
                assert len(re.findall(r"[.!?](?:\s|$)", why)) >= 2, why
                assert why not in question_text(question, lookup.catalogue, voice)


def test_the_chain_of_a_situations_answer_is_called_the_usual_one(
    lookup: Lookup, texts: Texts
) -> None:
    """Chrome itself makes the 307 of HSTS, which an app sends as a rule.

    A chain has a line of its own: after a word, a phone would wrap it.
    """
    questions, chance = Questions(lookup.knowledge), random.Random(1)
    for subject in questions.subjects:
        question = questions.ask(subject, chance)
        for language in LANGUAGES:
            usual = {"en": "Usually:", "ko": "일반적인 경우:"}[language]
            said = revealed_text(question, lookup.catalogue, texts.voice(language))
            *_, before, chain = said.splitlines()
            assert chain.startswith("`")
            assert (before == usual) is (subject.kind == "scenario")
