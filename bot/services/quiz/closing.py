"""What closing a question does."""

from datetime import datetime

from bot.model.points import PRACTICE_INTERVALS
from bot.store import practice, quiz
from bot.store.database import Connection


async def close_question(connection: Connection, question_id: int, now: datetime) -> None:
    """Close a question: it takes no more answers, and every wrong answer becomes an exercise.

    Not before: an exercise would tell people that their answer was wrong while others still think.
    Does nothing if the question is closed already, so that an exercise learnt since is not reset.
    """
    if await quiz.close(connection, question_id, now):
        await practice.add_mistakes(connection, question_id, PRACTICE_INTERVALS[0])
