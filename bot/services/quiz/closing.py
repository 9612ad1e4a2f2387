"""Closes questions, of the day and of games."""

from datetime import datetime

from bot.services.quiz.practice import INTERVALS
from bot.store import erased_answer, practice, quiz
from bot.store.database import Connection


async def close_question(connection: Connection, question_id: int, now: datetime) -> None:
    """Close a question: it accepts no more answers, and each wrong answer becomes an exercise.

    An exercise is a question for a person's practice. It reveals that the person's answer was
    wrong. Teapot therefore creates exercises only when the question accepts no more answers. A
    second close does nothing. Otherwise, it would reset exercises that people have practised.
    """
    if await quiz.close(connection, question_id, now):
        await practice.add_mistakes(connection, question_id, INTERVALS[0])
        await erased_answer.forget_closed(connection, question_id)
