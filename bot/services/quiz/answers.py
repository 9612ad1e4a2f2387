"""One answer a person and question, kept before it is acknowledged."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime

from bot.errors import UserError
from bot.model.quiz import NewAnswer, ScoredAnswer
from bot.services.quiz.streak import Streaks
from bot.store import daily, quiz, score
from bot.store.database import Database

_Waiting = tuple[NewAnswer, "asyncio.Future[tuple[int, bool] | None]"]


class Answers:
    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._streaks = Streaks(database)
        self._clock = clock
        self._waiting: list[_Waiting] = []
        self._keeping: asyncio.Task[None] | None = None

    async def give(self, guild_id: int, day: date, user_id: int, choice: int) -> ScoredAnswer:
        """To the question that a server was asked on that date of its own. Raises UserError where
        there is none, or it is closed."""
        async with self._database.transaction() as connection:
            question_id = await daily.question_on(connection, guild_id, day)
            if question_id is None:
                raise UserError("daily.no_question")
            question, closed_at = await quiz.question(connection, question_id)
            if not 0 <= choice < len(question.options):
                raise UserError("daily.no_question")
            given = await quiz.answer(connection, question_id, user_id)
            is_new = given is None
            if given is None:
                if closed_at is not None:
                    raise UserError("daily.closed", answer=question.options[question.right])
                given = choice, question.worth if choice == question.right else 0
                answer = NewAnswer(
                    question_id,
                    user_id,
                    guild_id,
                    day,
                    choice,
                    choice == question.right,
                    given[1],
                    self._clock(),
                )
                await quiz.add_answer(connection, answer)
                await score.count_daily_answer(connection, question_id, user_id)
        # Afterwards: nobody need wait to write while years of posts are read.
        streak = (await self._streaks.of(guild_id, [user_id]))[user_id]
        return ScoredAnswer(question, *given, is_new, streak)

    async def keep(self, answer: NewAnswer) -> tuple[int, bool] | None:
        """What that person has chosen now, and whether it is this answer and not an earlier one;
        None where the question is closed.

        Answers that come while others are being written share the next transaction: a hundred
        people press at once.
        """
        kept: asyncio.Future[tuple[int, bool] | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((answer, kept))
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep_all())
        return await kept

    async def _keep_all(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting, []
            try:
                choices, added = await self._write([answer for answer, _ in some])
            except Exception as error:
                for _, kept in some:
                    if not kept.done():
                        kept.set_exception(error)
                continue
            for answer, kept in some:
                key = answer.question_id, answer.user_id
                if not kept.done():  # whoever waited may have gone
                    choice = choices.get(key)
                    kept.set_result(None if choice is None else (choice, key in added))
                added.discard(key)  # the first of several is the one that was added

    async def _write(
        self, answers: list[NewAnswer]
    ) -> tuple[dict[tuple[int, int], int], set[tuple[int, int]]]:
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
