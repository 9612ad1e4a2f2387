"""Stores many answers in one transaction, because a hundred people may answer at once."""

import asyncio
from dataclasses import dataclass
from typing import NamedTuple

from bot.errors import UserError
from bot.model.quiz import NewAnswer
from bot.store import erased_answer, quiz, unrecorded
from bot.store.database import Database


class KeptAnswer(NamedTuple):
    """A person's stored choice, and whether it is new or from an earlier answer.

    `is_recorded` is False if the person asked Teapot not to store answers. For such a person,
    nothing is stored, and `choice` is the choice of the new answer.
    """

    choice: int
    is_new: bool
    is_recorded: bool = True


@dataclass(slots=True)
class _Written:
    """The result of one transaction. Each key is (question, person).

    `choices` are the stored choices, `added` the new answers, and `erased` the answers that were
    erased before.
    """

    choices: dict[tuple[int, int], int]
    added: set[tuple[int, int]]
    unrecorded_people: set[int]
    erased: set[tuple[int, int]]

    def take(self, answer: NewAnswer) -> KeptAnswer | None:
        """Return the result for an answer, or None if the answer was refused.

        Only a person's first answer to a question is new. Every answer of an unrecorded person
        counts as new, unless the person has a stored answer to the question.
        """
        key = _key(answer)
        is_new = key in self.added
        self.added.discard(key)
        if (choice := self.choices.get(key)) is not None:
            return KeptAnswer(choice, is_new)
        if answer.user_id in self.unrecorded_people:
            return KeptAnswer(answer.choice, True, is_recorded=False)
        return None


class AnswerBatch:
    """Queues answers while a transaction is running, and writes the queue in the next one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # Each answer with the event loop's time at its arrival, and the future of its result.
        self._waiting: list[tuple[NewAnswer, float, asyncio.Future[KeptAnswer | None]]] = []
        self._keeping: asyncio.Task[None] | None = None

    async def keep(self, answer: NewAnswer) -> KeptAnswer | None:
        """Store an answer, unless its question is closed or the person has answered before.

        Doesn't store an unrecorded person's answer. Returns after the commit. Returns None if the
        question is closed, unless the person is unrecorded or has a stored answer to the question.
        Raises UserError if the person has erased an answer to the question.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[KeptAnswer | None] = loop.create_future()
        self._waiting.append((answer, loop.time(), future))
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep_all())
        return await future

    async def _keep_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                written = await self._write([answer for answer, _, _ in batch], since=batch[0][1])
            except Exception as error:
                for _, _, future in batch:
                    if not future.done():
                        future.set_exception(error)
                continue
            for answer, _, future in batch:
                taken = written.take(answer)
                if future.done():  # its caller may have been cancelled
                    continue
                if _key(answer) in written.erased:
                    future.set_exception(UserError("quiz.erased_answer"))
                else:
                    future.set_result(taken)

    async def _write(self, answers: list[NewAnswer], since: float) -> _Written:
        async with self._database.transaction(since) as connection:
            erased = await erased_answer.in_games(connection, [_key(each) for each in answers])
            new = [answer for answer in answers if _key(answer) not in erased.repeated]
            added = await quiz.add_answers(connection, new)
            if back := erased.returned & added:
                await erased_answer.uncount_returned(connection, back)
            choices = {
                _key(answer): answer.choice for answer in reversed(new) if _key(answer) in added
            }
            unrecorded_people: set[int] = set()
            if len(choices) < len(answers):
                choices = await quiz.choices(connection, answers)
                unrecorded_people = await unrecorded.among(
                    connection, {answer.user_id for answer in answers}
                )
        return _Written(
            choices,
            added,
            unrecorded_people,
            {key for key in erased.repeated if key[1] not in unrecorded_people},
        )


def _key(answer: NewAnswer) -> tuple[int, int]:
    return answer.question_id, answer.user_id
