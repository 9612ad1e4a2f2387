"""Answers in games, stored many to a transaction: a hundred people press at once."""

import asyncio
from typing import NamedTuple

from bot.model.quiz import NewAnswer
from bot.store import quiz, unrecorded
from bot.store.database import Database


class KeptAnswer(NamedTuple):
    """The choice that is stored for a person, and whether it is new or from an earlier answer.

    If the person is unrecorded, it is the choice of this answer, and nothing is stored.
    """

    choice: int
    is_new: bool
    is_recorded: bool = True


class AnswerBatch:
    """Queues answers while a transaction is running, and writes the queue in the next one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # Each with the event loop's time at its arrival.
        self._waiting: list[tuple[NewAnswer, float, asyncio.Future[KeptAnswer | None]]] = []
        self._keeping: asyncio.Task[None] | None = None

    async def keep(self, answer: NewAnswer) -> KeptAnswer | None:
        """Store an answer, unless its question is closed or the person has answered before.

        Returns None if the question is closed. Returns only after the commit.
        """
        loop = asyncio.get_running_loop()
        kept: asyncio.Future[KeptAnswer | None] = loop.create_future()
        self._waiting.append((answer, loop.time(), kept))
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep_all())
        return await kept

    async def _keep_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                choices, added, not_kept = await self._write(
                    [answer for answer, _, _ in batch], since=batch[0][1]
                )
            except Exception as error:
                for _, _, kept in batch:
                    if not kept.done():
                        kept.set_exception(error)
                continue
            for answer, _, kept in batch:
                key = answer.question_id, answer.user_id
                if not kept.done():  # its caller may have been cancelled
                    choice = choices.get(key)
                    if choice is not None:
                        kept.set_result(KeptAnswer(choice, key in added))
                    elif answer.user_id in not_kept:
                        kept.set_result(KeptAnswer(answer.choice, True, is_recorded=False))
                    else:
                        kept.set_result(None)
                added.discard(key)  # of several by one person, the first is the one that was added

    async def _write(
        self, answers: list[NewAnswer], since: float
    ) -> tuple[dict[tuple[int, int], int], set[tuple[int, int]], set[int]]:
        """Return the stored choices and the added answers, both by (question, person), and the
        people who are unrecorded."""
        async with self._database.transaction(since) as connection:
            added = await quiz.add_answers(connection, answers)
            choices = {
                (answer.question_id, answer.user_id): answer.choice
                for answer in reversed(answers)
                if (answer.question_id, answer.user_id) in added
            }
            not_kept: set[int] = set()
            if len(choices) < len(answers):
                choices = await quiz.choices(connection, answers)
                not_kept = await unrecorded.among(
                    connection, {answer.user_id for answer in answers}
                )
        return choices, added, not_kept
