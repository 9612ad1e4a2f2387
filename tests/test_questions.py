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
from bot.services.quiz.options import OPTION_COUNT
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

    if option in entry.also(question.subject.kind):
        return True
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
            assert registered is not None
            known = registered.facts
            may_carry = {*known.required_headers, *known.recommended_headers}
            return not may_carry.isdisjoint(entry.facts.required_headers)


def told_apart(question: Question, lookup: Lookup) -> set[str]:
    """The numbers that a situation's reason names."""
    scenario = lookup.catalogue.scenarios.get(question.subject.scenario)
    said = f"{scenario.en.why} {scenario.ko.why}" if scenario else ""
    return set(re.findall(r"(?<!\d)\d{3}(?!\d)", said))


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
    asked: list[Question], lookup: Lookup
) -> None:
    """Else the reason speaks of a mistake that nobody could make."""
    numbers = {f"{entry.code:03}" for entry in lookup.knowledge.entries}
    for question in asked:
        if question.subject.kind != "scenario":
            continue
        scenario = lookup.catalogue.scenarios[question.subject.scenario]
        fitting = {f"{code:03}" for code in (scenario.code, *scenario.also)}
        tempting = (told_apart(question, lookup) & numbers) - fitting
        offered = len(tempting & set(question.options))
        assert offered == min(len(tempting), OPTION_COUNT - 1), scenario.key


def test_what_people_confuse_with_a_code_is_offered_first(
    asked: list[Question], lookup: Lookup
) -> None:
    """The third option may have to share the code's class or its vendor."""
    entries = lookup.catalogue.entries
    for question in asked:
        if question.subject.kind != "meaning":
            continue
        entry = entries[question.key]
        related = {
            each.key.code
            for each in entry.related
            if (entry.vendor or not each.key.vendor) and entries[each.key].registration != "unused"
        }
        fitting = related - {int(each) for each in entry.also("meaning")} - {entry.code}
        wrong = {int(each) for n, each in enumerate(question.options) if n != question.right}
        assert len(wrong & fitting) >= min(len(fitting), 2), question


def test_a_name_is_asked_of_registered_codes_in_use(questions: Questions, lookup: Lookup) -> None:
    named = [
        lookup.catalogue.entries[each.key] for each in questions.subjects if each.kind == "name"
    ]
    assert named
    assert [each.key for each in named if each.vendor or each.registration == "unused"] == []


def test_the_class_does_not_give_the_number_away(asked: list[Question], lookup: Lookup) -> None:
    """Unless a situation's reason names three codes of other classes."""
    classes = Counter(code // 100 for code in {entry.code for entry in lookup.knowledge.entries})
    for question in asked:
        own = question.key.code // 100
        if question.subject.kind in ("header", "sender", "name") or classes[own] == 1:
            continue
        wrong = {each for n, each in enumerate(question.options) if n != question.right}
        of_class = [each for each in wrong if int(each) // 100 == own]
        assert of_class or wrong <= told_apart(question, lookup), question


def test_a_failure_outside_the_classes_stands_among_failures(asked: list[Question]) -> None:
    """A 207 is no choice beside 000."""
    about = [each for each in asked if each.key.code // 100 in (0, 6, 7, 8, 9)]
    numbered = [each for each in about if each.subject.kind != "sender"]
    assert numbered
    for question in numbered:
        assert not any(each.startswith(("1", "2", "3")) for each in question.options), question


def test_a_name_is_chosen_from_names_in_use_of_its_class(
    asked: list[Question], lookup: Lookup
) -> None:
    """ "(Unused)" is no name, and "A Timeout Occurred" is not how the registry names a code."""
    for question in asked:
        if question.subject.kind == "name":
            in_use = {
                each.name
                for each in lookup.knowledge.entries
                if not each.vendor and each.registration != "unused"
                if each.status_class == question.key.code // 100
            }
            assert set(question.options) <= in_use, question


def test_a_vendors_number_is_a_choice_among_vendors_numbers_only(
    asked: list[Question], lookup: Lookup
) -> None:
    """Elsewhere it is a dead option, and alone it gives the answer away."""
    registered = {entry.code for entry in lookup.knowledge.entries if not entry.vendor}
    for question in asked:
        if question.subject.kind in ("name", "header", "sender"):
            continue
        vendors = {each for each in question.options if int(each) not in registered}
        if question.key.code not in registered:
            assert len(vendors) >= 2, question
        elif not question.key.vendor:
            assert vendors <= told_apart(question, lookup), question
            assert not (vendors and question.subject.level == 1), question


def test_a_proxy_is_no_owners_name(asked: list[Question]) -> None:
    for question in asked:
        assert "proxies" not in question.options, question


def test_a_header_that_every_response_may_need_is_no_wrong_option(asked: list[Question]) -> None:
    """RFC 9110 §6.6.1 requires Date in any 2xx, 3xx and 4xx, and §7.8 Connection beside Upgrade."""
    about = [each for each in asked if each.subject.kind == "header"]
    assert about
    for question in about:
        assert "Date" not in question.options, question
        assert not {"Upgrade", "Connection"} <= set(question.options), question


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
