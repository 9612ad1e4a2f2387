"""Answers in games, stored many to a transaction: a hundred people press at once."""

import asyncio
from typing import NamedTuple

from bot.model.quiz import NewAnswer
from bot.store import quiz
from bot.store.database import Database


class KeptAnswer(NamedTuple):
    """The choice that is stored for a person, and whether it is new or from an earlier answer."""

    choice: int
    is_new: bool


class AnswerBatch:
    """Queues answers while a transaction is running, and writes the queue in the next one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[NewAnswer, asyncio.Future[KeptAnswer | None]]] = []
        self._keeping: asyncio.Task[None] | None = None

    async def keep(self, answer: NewAnswer) -> KeptAnswer | None:
        """Store an answer, unless its question is closed or the person has answered before.

        Returns None if the question is closed. Returns only after the commit.
        """
        kept: asyncio.Future[KeptAnswer | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((answer, kept))
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep_all())
        return await kept

    async def _keep_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                choices, added = await self._write([answer for answer, _ in batch])
            except Exception as error:
                for _, kept in batch:
                    if not kept.done():
                        kept.set_exception(error)
                continue
            for answer, kept in batch:
                key = answer.question_id, answer.user_id
                if not kept.done():  # its caller may have been cancelled
                    choice = choices.get(key)
                    kept.set_result(None if choice is None else KeptAnswer(choice, key in added))
                added.discard(key)  # of several by one person, the first is the one that was added

    async def _write(
        self, answers: list[NewAnswer]
    ) -> tuple[dict[tuple[int, int], int], set[tuple[int, int]]]:
        """Return the stored choices and the added answers, both by (question, person)."""
        async with self._database.transaction() as connection:
            added = await quiz.add_answers(connection, answers)
            choices = {
                (answer.question_id, answer.user_id): answer.choice
                for answer in reversed(answers)
                if (answer.question_id, answer.user_id) in added
            }
            if len(choices) < len(answers):
                choices = await quiz.choices(connection, answers)
        return choices, added
