"""What asks for nothing is not answered in public, and what does ask still is."""

from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.model import Key, Match, NoMatch
from bot.services.lookup.keyboard_language import to_hangul
from bot.services.lookup.lookup import Lookup
from bot.services.lookup.mash import is_mash
from tests.services.lookup.test_search import load
from tests.yaml_file import read_yaml

TYPED = read_yaml(Path(__file__).with_name("mash.yaml"))
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
CONSONANTS = "ㅂㅈㄷㄱㅅㅁㄴㅇㄹㅎㅋㅌㅊㅍ"


def is_public(lookup: Lookup, query: str) -> bool:
    """Whether the channel would see a card."""
    try:
        return not isinstance(lookup.find(query), NoMatch)
    except UserError:
        return False


def answered(lookup: Lookup, part: str, kind: str) -> tuple[list[str], int]:
    typed = cast("list[str]", TYPED[part][kind])
    return [query for query in typed if is_public(lookup, query)], len(typed)


@pytest.mark.parametrize("part", ["tuning", "aside"])
@pytest.mark.parametrize("kind", ["mash", "initials"])
def test_keyboard_mash_gets_no_public_card(lookup: Lookup, part: str, kind: str) -> None:
    public, count = answered(lookup, part, kind)
    assert count >= 35
    assert public == []


def test_talk_hardly_ever_gets_a_public_card(
    lookup: Lookup, capsys: pytest.CaptureFixture[str]
) -> None:
    public: list[str] = []
    count = 0
    for part in ("tuning", "aside"):
        some, number = answered(lookup, part, "talk")
        public, count = public + some, count + number
    with capsys.disabled():
        print(f"\n{count} pieces of talk, {len(public)} with a public card.", end="")
    assert count > 700
    assert len(public) / count <= 0.015, public


@given(st.text(CONSONANTS, min_size=2, max_size=3))
def test_two_or_three_initials_are_suggestions_at_most(lookup: Lookup, typed: str) -> None:
    assert isinstance(lookup.find(typed), NoMatch)


@given(
    st.sampled_from(ROWS), st.integers(0, 6), st.integers(3, 6), st.booleans(), st.integers(1, 3)
)
def test_a_run_of_neighbouring_keys_is_mash_on_either_keyboard(
    lookup: Lookup, row: str, start: int, length: int, backwards: bool, times: int
) -> None:
    keys = row[min(start, len(row) - 3) :][:length]
    typed = (keys[::-1] if backwards else keys) * times
    for each in (typed, "".join(map(to_hangul, typed))):
        assert is_mash(each)
        assert lookup.hits(each, 10) == []
        assert lookup.find(each) == NoMatch(each, ())


@given(st.text("ㅋㅎㅠㅜ", min_size=2, max_size=20))
def test_laughter_and_tears_beside_a_code_change_nothing(lookup: Lookup, sound: str) -> None:
    for query, code in (("502", 502), ("요청이 너무 많음", 429), ("not found", 404)):
        answer = lookup.find(f"{query} {sound}")
        assert isinstance(answer, Match)
        assert answer.entry.key == Key(code)


@pytest.mark.parametrize("part", ["tuning", "aside"])
def test_no_real_query_is_mash(part: str) -> None:
    asked = [query for name in ("en", "ko", "short") for query, _ in load(name, part)]
    assert len(asked) > 500
    assert [query for query in asked if is_mash(query)] == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ㅊㅈㅈㅈ", 418),
        ("ㅅㄷㅁㅔㅐㅅ", 418),
        ("ㄱㅎㅇㅇ", 403),
        ("ㅇㅊ ㅅㄱ ㅊㄱ", 408),
        ("ㅌㅇㅇㅇ", 504),
    ],
)
def test_initials_of_a_whole_phrase_are_an_answer(lookup: Lookup, typed: str, code: int) -> None:
    answer = lookup.find(typed)
    assert isinstance(answer, Match)
    assert answer.entry.key == Key(code)


def test_a_vendors_number_that_barely_beats_a_registered_one_is_a_suggestion(
    lookup: Lookup,
) -> None:
    answer = lookup.find("handshake")
    assert isinstance(answer, NoMatch)
    assert {Key(525, "Cloudflare"), Key(101)} <= {entry.key for entry in answer.suggestions}


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("shopify json 깨짐", Key(783, "Shopify")),
        ("783 json 깨짐", Key(783, "Shopify")),
        ("client closed request", Key(499, "nginx")),
    ],
)
def test_a_vendors_number_that_is_named_or_far_ahead_is_the_answer(
    lookup: Lookup, typed: str, key: Key
) -> None:
    answer = lookup.find(typed)
    assert isinstance(answer, Match)
    assert answer.entry.key == key


@pytest.mark.parametrize(
    "typed", ["hello there", "1+1", "감사합니다", "ㄱㅅㅎㄴㄷ", "sdkfjh zlkqp"]
)
def test_what_is_far_from_everything_lists_nothing(lookup: Lookup, typed: str) -> None:
    assert lookup.hits(typed, 10) == []
