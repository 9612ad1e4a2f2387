"""Fifty thousand questions: exactly one option is right by the data, and nothing gives it away."""

import random
import re
from collections import Counter
from collections.abc import Callable
from typing import get_args

import pytest

from bot.cards.question import answer_named, question_text, reason
from bot.model import LANGUAGES, Entry, Key, Kind, Knowledge
from bot.model.quiz import Question, Topic
from bot.services.lookup.lookup import Lookup
from bot.services.quiz.options import ALSO_MEANT, OPTION_COUNT
from bot.services.quiz.questions import CACHING_CODES, Questions
from bot.texts import Texts

COUNT = 50_000
# In one process of `-n`, so that they are made once.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("questions")]


@pytest.fixture(scope="module")
def questions(knowledge: Knowledge) -> Questions:
    return Questions(knowledge)


@pytest.fixture(scope="module")
def asked(questions: Questions) -> list[Question]:
    chance = random.Random(418)
    subjects = questions.subjects
    return [questions.ask(subjects[n % len(subjects)], chance) for n in range(COUNT)]


def is_right(question: Question, option: str, lookup: Lookup) -> bool:
    """By the data alone, whatever made the question."""
    entry = lookup.catalogue.entries[question.key]
    registered = lookup.catalogue.entries.get(Key(int(option))) if option.isdecimal() else None

    def owners(number: str) -> tuple[Entry, ...]:
        return lookup.meanings(int(number))

    match question.subject.kind:
        case "meaning":
            return any(each.en.summary == entry.en.summary for each in owners(option))
        case "name":
            numbers = owners(f"{entry.code:03}")
            return any(option in (each.name, *each.aliases) for each in numbers)
        case "scenario":
            scenario = lookup.catalogue.scenarios[question.subject.scenario]
            return int(option) in (scenario.code, *scenario.also)
        case "header":
            return option in (*entry.facts.required_headers, *entry.facts.recommended_headers)
        case "redirect":
            assert registered is not None
            facts = registered.facts
            return (facts.redirect_method, facts.permanent) == (
                entry.facts.redirect_method,
                entry.facts.permanent,
            )
        case "cacheable":
            facts = (registered or owners(option)[0]).facts
            return facts.cacheable_by_default is not False
        case "sender":
            return any(each.vendor == option for each in owners(f"{entry.code:03}"))
        case "example":
            (required,) = entry.facts.required_headers
            assert registered is not None
            known = registered.facts
            return required in (*known.required_headers, *known.recommended_headers)


def test_exactly_one_of_four_options_is_right(
    asked: list[Question], lookup: Lookup, say: Callable[[str], None]
) -> None:
    for question in asked:
        assert len(set(question.options)) == len(question.options) == OPTION_COUNT, question
        right = [each for each in question.options if is_right(question, each, lookup)]
        assert right == [question.options[question.right]], question
    kinds = Counter(question.subject.kind for question in asked)
    assert set(kinds) == set(get_args(Kind))
    say(f"{COUNT} questions on {len({q.subject for q in asked})} subjects.")


def test_no_text_gives_the_answer_away(asked: list[Question], lookup: Lookup, texts: Texts) -> None:
    """Neither the number nor the name, in either language, stands in what is asked."""

    def letters(text: str) -> str:
        return re.sub(r"\W", "", text).casefold()

    seen: set[object] = set()
    for question in asked:
        if question.subject in seen:
            continue
        seen.add(question.subject)
        entry = lookup.catalogue.entries[question.key]
        right = question.options[question.right]
        for language in LANGUAGES:
            text = question_text(question, lookup.catalogue, texts.voice(language))
            assert not re.search(rf"(?<![\w.]){re.escape(right)}(?![\w.])", text), text
            if question.subject.kind in ("meaning", "scenario", "example"):
                for name in (entry.name, entry.ko.name):
                    assert letters(name) not in letters(text), text
            assert len(text) <= 700
            why = reason(question, lookup.catalogue, texts.voice(language))
            assert 10 <= len(why) <= 300, why
        named = answer_named(question, lookup.catalogue)
        assert right in named
        if question.subject.kind in ("name", "sender"):  # the result of the day stands alone
            assert f"{question.key.code:03}" in named
        assert all(0 < len(option) <= 80 for option in question.options)  # a button's label


def test_a_situation_offers_what_its_reason_tells_apart(
    asked: list[Question], knowledge: Knowledge
) -> None:
    """Else the reason speaks of a mistake that nobody could make."""
    by_key = {each.key: each for each in knowledge.scenarios}
    numbers = {f"{entry.code:03}" for entry in knowledge.entries}
    for question in asked:
        if question.subject.kind != "scenario":
            continue
        scenario = by_key[question.subject.scenario]
        named = set(re.findall(r"(?<!\d)\d{3}(?!\d)", f"{scenario.en.why} {scenario.ko.why}"))
        fitting = {f"{code:03}" for code in (scenario.code, *scenario.also)}
        tempting = (named & numbers) - fitting
        offered = len(tempting & set(question.options))
        assert offered == min(len(tempting), OPTION_COUNT - 1), scenario.key


def test_what_people_confuse_with_a_code_is_offered_first(
    asked: list[Question], lookup: Lookup
) -> None:
    for question in asked:
        if question.subject.kind != "meaning":
            continue
        entry = lookup.catalogue.entries[question.key]
        kin = {each.key for each in entry.related if entry.vendor or not each.key.vendor}
        fitting = {key.code for key in kin} - ALSO_MEANT.get(entry.code, set()) - {entry.code}
        wrong = {int(each) for n, each in enumerate(question.options) if n != question.right}
        assert len(wrong & fitting) == min(len(fitting), OPTION_COUNT - 1), question


def test_a_name_is_asked_of_registered_codes_in_use(questions: Questions, lookup: Lookup) -> None:
    named = [
        lookup.catalogue.entries[each.key] for each in questions.subjects if each.kind == "name"
    ]
    assert named
    assert [each.key for each in named if each.vendor or each.registration == "unused"] == []


def test_what_a_meaning_is_true_of_is_not_offered_as_wrong(
    asked: list[Question], lookup: Lookup
) -> None:
    for question in asked:
        if question.subject.kind != "meaning":
            continue
        wrong = {int(each) for n, each in enumerate(question.options) if n != question.right}
        assert not wrong & ALSO_MEANT.get(question.key.code, set()), question
        if not question.key.vendor:  # 431 and nginx's 494 mean the same
            assert all(Key(code) in lookup.catalogue.entries for code in wrong), question


def test_only_one_of_the_owners_offered_sends_it(asked: list[Question]) -> None:
    """AWS sends what its CloudFront does, Microsoft what its IIS does; a proxy is nobody's name."""
    kin = ({"AWS", "CloudFront"}, {"Exchange", "IIS", "Microsoft"})
    for question in asked:
        if question.subject.kind != "sender":
            continue
        right = question.options[question.right]
        for family in kin:
            if right in family:
                assert family & set(question.options) == {right}, question
        assert "proxies" not in question.options, question


def test_a_premise_that_the_card_doubts_is_not_asked(questions: Questions, lookup: Lookup) -> None:
    """That nothing is known to send 218, say, and that Spring only has a constant for 420."""
    senders = [
        lookup.catalogue.entries[each.key] for each in questions.subjects if each.kind == "sender"
    ]
    assert len(senders) > 20
    assert [entry.key for entry in senders if entry.doubt or entry.vendor == "Spring"] == []


def test_303_is_no_wrong_answer_where_302_is_right(asked: list[Question]) -> None:
    about = [each for each in asked if each.subject.kind == "redirect" and each.key == Key(302)]
    assert about
    assert not any("303" in question.options for question in about)


def test_neither_place_nor_length_gives_the_answer_away(asked: list[Question]) -> None:
    places = Counter(question.right for question in asked)
    for count in places.values():
        assert abs(count / COUNT - 1 / OPTION_COUNT) < 0.01
    by_text = [q for q in asked if q.subject.kind in ("name", "header", "sender")]
    longest = [
        question
        for question in by_text
        if all(
            len(option) < len(question.options[question.right])
            for place, option in enumerate(question.options)
            if place != question.right
        )
    ]
    assert len(longest) / len(by_text) < 0.35


def test_every_topic_has_enough_to_ask(questions: Questions) -> None:
    for topic in get_args(Topic):
        assert len(questions.on(topic)) >= 15, topic
        assert set(questions.on(topic)) <= set(questions.on("all"))


def test_every_registered_code_is_in_the_topic_of_its_class(questions: Questions) -> None:
    for subject in questions.subjects:
        classes = {topic for topic in questions.topics(subject) if topic.endswith("xx")}
        of_code = f"{subject.key.code // 100}xx"
        is_in_one = not subject.key.vendor and of_code in get_args(Topic)
        assert classes == ({of_code} if is_in_one else set()), subject


def test_caching_asks_what_may_be_cached_and_about_codes_of_caches(questions: Questions) -> None:
    about = {each.key.code for each in questions.on("caching") if each.kind != "cacheable"}
    assert about == CACHING_CODES & {each.key.code for each in questions.subjects}
    assert any(each.kind == "cacheable" for each in questions.on("caching"))


def test_a_field_that_is_required_on_a_condition_only_is_not_asked_for(
    questions: Questions,
) -> None:
    """206 and 304 carry theirs if a 200 would have had it, say."""
    asked_for = {each.key.code for each in questions.subjects if each.kind == "header"}
    assert asked_for
    assert not asked_for & {206, 304}


def test_the_question_of_the_day_is_not_about_the_code_above_it(
    questions: Questions, lookup: Lookup
) -> None:
    last = None
    for n in range(2_000):
        today = lookup.knowledge.entries[n % len(lookup.knowledge.entries)].key
        question = questions.of_the_day(today, last, str(n))
        assert question == questions.of_the_day(today, last, str(n))
        assert question.key != last
        assert f"{today.code:03}" not in question.options
        last = question.key


def test_a_servers_first_question_of_the_day_is_about_what_people_meet_daily(
    questions: Questions, lookup: Lookup
) -> None:
    chance = random.Random(1)
    for n in range(500):
        today = chance.choice(lookup.knowledge.entries).key
        question = questions.of_the_day(today, None, str(n))
        assert lookup.catalogue.entries[question.key].frequency >= 4
        assert question.subject.kind != "sender"
