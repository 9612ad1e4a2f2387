"""Numbers that no rule decides are decided by what the snippets teach."""

import pytest

from bot.services.extract import find_codes
from bot.services.extract.classifier import classifier, doubts
from tests.services.extract.learn import learned_from


def codes(text: str) -> list[int]:
    return [each.code for each in find_codes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("docker hub 429 again :(", [429]),
        ("왜 자꾸 저만 500이죠 ㅠ", [500]),
        ("works in postman but 400 in the app, same token", [400]),
        ("문서에는 200인데 실제로는 404 옵니다", [200, 404]),
        ("the walk is 418 steps lol", []),
        ("왜 저만 500원이죠 ㅠ", []),
        ("works with 400 users in the app, same server", []),
    ],
)
def test_the_words_around_a_number_settle_it(text: str, expected: list[int]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("502 503 504만 재시도 합시다", [502, 503, 504]),
        ("our retry list: 502 503 504", [502, 503, 504]),
        ("login attempts: 401 401 401 200", [401, 401, 401, 200]),
        ("got 401 401 401 200, someone guessed it", [401, 401, 401, 200]),
        ("502 503 504호만 청소합시다", []),
        ("rooms 502 503 504 are free", []),
    ],
)
def test_numbers_in_a_row_may_be_codes(text: str, expected: list[int]) -> None:
    assert codes(text) == expected


def test_a_word_that_says_what_a_number_is_outweighs_the_others() -> None:
    sure = classifier.Classifier("", bias=10.0, weights={})
    assert sure.probability(0) > doubts.ADDED_FROM
    assert codes("what is port 418 lol") == []


@pytest.mark.parametrize(
    "text",
    [
        "왜 자꾸 저만 500이죠 ㅠ\n" + "a long story\n" * 400,
        "왜 자꾸 저만 500이죠 ㅠ\n" + " and the rest: ".join(str(each) for each in range(101, 131)),
    ],
    ids=["long", "full of numbers"],
)
def test_a_text_that_is_no_message_is_left_to_the_rules(text: str) -> None:
    assert 500 not in codes(text)


def test_the_weights_are_those_that_the_snippets_teach() -> None:
    assert classifier.learned().learned_from == learned_from(), "run .ci/learn"
