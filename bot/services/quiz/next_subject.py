"""Draws the subject of a game's next question: the first is easy, later ones are harder."""

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
    """Return the subject of question `number` (from 1) of `count`.

    `ranked` is sorted, easy subjects first. Each number draws from a part of its own, so that games
    use up easy and hard subjects evenly. The subject is about another code than `last` if possible.
    """
    first, end = (number - 1) * len(ranked) // count, number * len(ranked) // count
    end = max(end, first + 1)
    part = questions.to_begin_with(ranked)[:end] if number == 1 else ranked[first:end]
    easier, harder = _on_other_codes(ranked[:first], last), _on_other_codes(ranked[end:], last)
    nearest = easier[-1:] or harder[:1]
    return chance.choice(_on_other_codes(part, last) or nearest or part)


def _on_other_codes(subjects: Sequence[Subject], last: Subject | None) -> list[Subject]:
    return [each for each in subjects if last is None or each.key.code != last.key.code]
