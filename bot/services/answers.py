"""One answer a person and question, kept before it is acknowledged."""

from collections.abc import Callable
from datetime import date, datetime

from bot.errors import UserError
from bot.model.quiz import Answered, GivenAnswer
from bot.services.streak import streak
from bot.store import daily, quiz
from bot.store.database import Database


class Answers:
    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def give(self, guild_id: int, day: date, user_id: int, choice: int) -> Answered:
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
                answer = GivenAnswer(
                    question_id, user_id, guild_id, day, choice, choice == question.right,
                    given[1], self._clock(),
                )  # fmt: skip
                await quiz.add_answer(connection, answer)
            posted = await daily.posted_dates(connection, guild_id)
            answered = await quiz.daily_dates(connection, guild_id, user_id)
        return Answered(question, *given, is_new, streak(answered, posted))
