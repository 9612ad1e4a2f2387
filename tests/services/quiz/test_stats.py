"""Which classes and codes a person is best and weakest at."""

from bot.model.stats import Tally
from bot.services.quiz.stats import best_and_weakest


def codes(*tallies: tuple[int, int, int]) -> tuple[list[str], list[str]]:
    """The best and the weakest of codes with so many answers, and so many right ones."""
    best, weakest = best_and_weakest([Tally(*each) for each in tallies])
    return list(map(name, best)), list(map(name, weakest))


def name(tally: Tally) -> str:
    return f"{tally.code}xx" if tally.is_class else str(tally.code)


def test_fewer_than_three_answers_say_nothing() -> None:
    assert codes((404, 2, 2)) == ([], [])
    assert codes((404, 3, 3)) == (["4xx", "404"], [])


def test_a_class_is_known_from_the_answers_on_all_of_its_codes() -> None:
    assert codes((404, 2, 2), (409, 1, 1)) == (["4xx"], [])


def test_what_was_mostly_wrong_is_not_best_for_want_of_others() -> None:
    assert codes((404, 4, 2)) == (["4xx", "404"], [])
    assert codes((404, 5, 2)) == ([], ["4xx", "404"])


def test_what_was_always_right_is_not_weak() -> None:
    assert codes((301, 3, 3), (302, 3, 3)) == (["3xx", "301"], [])


def test_the_better_half_is_best_and_the_larger_half_if_they_are_odd() -> None:
    best, weakest = codes((301, 5, 3), (302, 5, 4), (303, 5, 4))
    assert (best, weakest) == (["3xx", "302", "303"], ["301"])


def test_the_same_answers_are_not_best_as_a_class_and_weakest_as_a_code() -> None:
    best, weakest = codes((500, 3, 3), (502, 3, 3), (404, 4, 2), (301, 3, 0))
    assert (best, weakest) == (["5xx", "4xx", "500", "502"], ["3xx", "301"])
    best, weakest = codes((200, 2, 2), (204, 2, 2), (500, 2, 2), (502, 2, 2), (404, 4, 2))
    assert (best, weakest) == (["2xx", "5xx"], ["4xx"])


def test_a_class_may_be_best_and_one_of_its_codes_weakest() -> None:
    best, weakest = codes((401, 5, 5), (403, 5, 5), (404, 5, 1))
    assert best == ["4xx", "401", "403"]
    assert weakest == ["404"]


def test_more_answers_come_before_fewer_as_right_ones() -> None:
    best, _ = codes((301, 3, 3), (302, 4, 4), (303, 5, 4), (304, 5, 4))
    assert best == ["3xx", "302", "301"]


def test_three_of_each_at_most_and_the_weakest_first() -> None:
    best, weakest = codes(*((300 + right, 10, right) for right in range(1, 9)))
    assert best == ["308", "307", "306"]
    assert weakest == ["3xx", "301", "302", "303"]
