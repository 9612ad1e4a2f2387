"""What a game asks next: first what people meet daily, then harder and rarer things."""

import random
from collections.abc import Sequence

from bot.model.quiz import Subject
from bot.services.quiz.questions import Questions


def draw(
    ranked: Sequence[Subject],
    number: int,
    count: int,
    last: Subject | None,
    questions: Questions,
    chance: random.Random,
) -> Subject:
    """Question `number` of `count`, counted from 1, out of `ranked`, what is easy first. It comes
    from its own part of the ranks, so that games use up easy and hard questions alike, and if
    possible it is about another code than the `last`."""
    first, end = (number - 1) * len(ranked) // count, number * len(ranked) // count
    end = max(end, first + 1)
    part = questions.to_begin_with(ranked)[:end] if number == 1 else ranked[first:end]
    near = _others(ranked[:first], last)[-1:] or _others(ranked[end:], last)[:1]
    return chance.choice(_others(part, last) or near or part)


def _others(subjects: Sequence[Subject], last: Subject | None) -> list[Subject]:
    return [each for each in subjects if last is None or each.key.code != last.key.code]
