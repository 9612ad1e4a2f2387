"""Records answers to the questions of the day."""

import logging
from collections.abc import Callable
from datetime import date, datetime

from bot.errors import UserError
from bot.log_events import AnswerEvent, tell
from bot.model.quiz import NewAnswer, ScoredAnswer
from bot.services.quiz.streak import Streaks
from bot.store import daily_post, erased_answer, quiz, score, unrecorded
from bot.store.database import Database


class DailyAnswers:
    """Accepts one answer per person and question, and stores it before showing the result."""

    def __init__(self, database: Database, streaks: Streaks, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._streaks = streaks
        self._clock = clock

    async def give(self, guild_id: int, day: date, user_id: int, choice: int) -> ScoredAnswer:
        """Record an answer to the question that a server was asked on its local date `day`.

        Returns the person's first answer if they have answered before. Stores no answer of an
        unrecorded person: that person asked Teapot not to store their answers. Raises UserError in
        four cases: the server has no question on that date, the question has no such option, the
        question is closed, or the person has erased an answer to it.
        """
        async with self._database.transaction() as connection:
            question_id = await daily_post.question_on(connection, guild_id, day)
            if question_id is None:
                raise UserError("daily.no_question")
            question, closed_at = await quiz.question(connection, question_id)
            if not question.has(choice):
                raise UserError("daily.no_question")
            first = await quiz.answer(connection, question_id, user_id)
            if first is None:
                if closed_at is not None:
                    raise UserError("daily.closed", answer=question.options[question.right])
                answer = NewAnswer(
                    question_id=question_id,
                    user_id=user_id,
                    guild_id=guild_id,
                    local_date=day,
                    choice=choice,
                    is_right=choice == question.right,
                    points=question.points(choice),
                    answered_at=self._clock(),
                )
                if await unrecorded.contains(connection, user_id):
                    return ScoredAnswer(
                        question, choice, 0, is_new=True, streak=0, is_recorded=False
                    )
                if await erased_answer.contains(connection, question_id, user_id):
                    raise UserError("quiz.erased_answer")
                await quiz.add_answer(connection, answer)
                await score.count_daily_answer(connection, question_id, user_id)
        if first is None:
            tell(AnswerEvent(server=guild_id, kind="daily"), logging.DEBUG)
        # After the transaction: reading years of posts must not keep other writers waiting.
        streak = (await self._streaks.of(guild_id, [user_id]))[user_id]
        if first is None:
            return ScoredAnswer(question, choice, answer.points, is_new=True, streak=streak)
        return ScoredAnswer(question, *first, is_new=False, streak=streak)
