"""Practice: questions that a person got wrong come again, in private and for no points."""

import logging
import random
import zlib
from datetime import date, timedelta

from bot.errors import UserError
from bot.log_events import AnswerEvent, tell
from bot.model.quiz import Exercise, PracticeResult, Question, Subject
from bot.services.quiz.questions import Questions
from bot.store import practice as store
from bot.store import unrecorded
from bot.store.database import Database

# The times until practice repeats a question: after a wrong answer, then after each right answer in
# a row.
INTERVALS = tuple(timedelta(days=days) for days in (1, 3, 7, 21))


class Practice:
    def __init__(self, database: Database, questions: Questions, chance: random.Random) -> None:
        self._database = database
        self._questions = questions
        self._chance = chance

    async def next(self, user_id: int, today: date) -> Exercise:
        """Return an exercise on the subject that has been due the longest.

        The subject is random if none is due, or if the person is unrecorded (their answers aren't
        stored). A random subject is one without a planned repetition, unless every subject has a
        planned repetition. A person without any planned repetition gets a subject of
        `Questions.to_begin_with`.
        """
        is_recorded = not await unrecorded.contains(self._database.reader, user_id)
        due = await store.due(self._database.reader, user_id, today) if is_recorded else []
        known = {str(subject): subject for subject in self._questions.subjects}
        for subject in due:
            if subject in known:
                return self._exercise(known[subject], is_repeat=True, waiting=len(due))
            # The data no longer has this subject.
            async with self._database.transaction() as connection:
                await store.remove(connection, user_id, subject)
        waiting = set(await store.due(self._database.reader, user_id, date.max))
        fresh = [each for each in self._questions.subjects if str(each) not in waiting]
        if not waiting:
            fresh = self._questions.to_begin_with(fresh)
        any_other = self._chance.choice(fresh or self._questions.subjects)
        return self._exercise(any_other, is_repeat=False, waiting=0)

    async def answer(
        self, user_id: int, today: date, subject: str, seed: int, check: str, choice: int
    ) -> PracticeResult:
        """Plan the subject's next repetition, unless the person is unrecorded.

        A wrong answer makes the subject due after the first interval. A right answer postpones or
        ends the subject's repetition, but only if the subject is due.
        Raises UserError if the question has changed since it was asked.
        """
        found = next((each for each in self._questions.subjects if str(each) == subject), None)
        if found is None:
            raise UserError("quiz.practice.changed")
        question = self._questions.ask(found, random.Random(seed))
        if check != _check(question) or not 0 <= choice < len(question.options):
            raise UserError("quiz.practice.changed")
        async with self._database.transaction() as connection:
            step = await store.step(connection, user_id, subject, today)
            again_on = None
            if await unrecorded.contains(connection, user_id):
                step = None
            elif choice != question.right:
                again_on = today + INTERVALS[0]
                await store.put(connection, user_id, subject, 0, again_on)
            elif step is not None and step + 1 < len(INTERVALS):
                again_on = today + INTERVALS[step + 1]
                await store.put(connection, user_id, subject, step + 1, again_on)
            elif step is not None:
                await store.remove(connection, user_id, subject)
        tell(AnswerEvent(kind="practice"), logging.DEBUG)
        return PracticeResult(question, choice, again_on, was_repeat=step is not None)

    def _exercise(self, subject: Subject, *, is_repeat: bool, waiting: int) -> Exercise:
        seed = self._chance.randrange(1 << 24)
        question = self._questions.ask(subject, random.Random(seed))
        return Exercise(question, seed, _check(question), is_repeat, waiting)


def _check(question: Question) -> str:
    return f"{zlib.crc32(repr((question.options, question.right)).encode()):08x}"
