from functools import partial

from tests.linear_time import least_ratio_within


def count(steps: int) -> int:
    return sum(1 for _ in range(steps))


def test_linear_time_is_within_twice_the_ratio_of_the_lengths() -> None:
    assert least_ratio_within(10, partial(count, 100_000), partial(count, 500_000))


def test_quadratic_time_is_not() -> None:
    assert not least_ratio_within(10, partial(count, 300**2), partial(count, 1_500**2))


def test_a_slow_first_run_hides_no_quadratic_time() -> None:
    """The first run of `small` may compile patterns and fill caches."""
    steps = iter([1_500**2])
    assert not least_ratio_within(10, lambda: count(next(steps, 300**2)), partial(count, 1_500**2))
