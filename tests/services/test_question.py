"""The question of the day: exactly one option is right, and nothing gives it away."""

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Key
from bot.services.lookup import Lookup
from bot.services.question import OPTIONS, question_of_the_day


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_one_of_four_different_numbers_is_right(lookup: Lookup, seed: int, place: int) -> None:
    today = lookup.entries[place % len(lookup.entries)].key
    yesterday = lookup.entries[(place + 1) % len(lookup.entries)].key
    question = question_of_the_day(lookup.entries, today, yesterday, str(seed))
    assert question == question_of_the_day(lookup.entries, today, yesterday, str(seed))
    assert len(question.options) == len(set(question.options)) == OPTIONS
    assert f"{today.code:03}" not in question.options
    assert question.key not in (today, yesterday)
    assert question.options[question.right] == f"{question.key.code:03}"
    entry = lookup.by_key[question.key]
    for language in ("en", "ko"):
        assert not re.search(r"\d{3}|[1-5]xx", entry.text(language).summary)


def test_the_right_one_stands_anywhere(lookup: Lookup) -> None:
    asked = [question_of_the_day(lookup.entries, Key(404), None, str(n)) for n in range(2_000)]
    places = Counter(question.right for question in asked)
    assert min(places.values()) > 2_000 / OPTIONS * 0.8
    assert len({question.key for question in asked}) > 60
