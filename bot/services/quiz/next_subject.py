"""Draws the subject of a game's next question: everyday codes first, harder questions later."""

import random
from collections.abc import Sequence

from bot.model.quiz import Subject
from bot.services.quiz.questions import Questions

EVERYDAY_QUESTIONS = 3  # at the beginning of each game


def draw(
    ranked: Sequence[Subject],
    number: int,
    count: int,
    last: Subject | None,
    questions: Questions,
    chance: random.Random,
) -> Subject:
    """Return the subject of question `number` (from 1) of `count`.

    `ranked` is sorted, easy subjects first. Each question draws from its own slice of `ranked`, so
    that games use up easy and hard subjects evenly. The first EVERYDAY_QUESTIONS questions draw
    from `questions.to_begin_with(ranked)`: subjects about registered common codes, if any are left.
    The subject has another code than `last` if possible.
    """
    pool, size = ranked, len(ranked) / count
    # Among the first EVERYDAY_QUESTIONS questions, a code that isn't common means that no subject
    # about a common code was left. The next questions are drawn from `ranked`, so that the game
    # doesn't become easy again.
    if last is None or (number <= EVERYDAY_QUESTIONS and questions.is_common(last)):
        pool = questions.to_begin_with(ranked)
        size = min(size, len(pool) / min(EVERYDAY_QUESTIONS, count))
    first = int((number - 1) * size)
    end = max(int(number * size), first + 1)
    part = pool[first:end]
    easier, harder = _on_other_codes(pool[:first], last), _on_other_codes(pool[end:], last)
    nearest = easier[-1:] or harder[:1] or _on_other_codes(ranked, last)[:1]
    return chance.choice(_on_other_codes(part, last) or nearest or part)


def _on_other_codes(subjects: Sequence[Subject], last: Subject | None) -> list[Subject]:
    return [each for each in subjects if last is None or each.key.code != last.key.code]
