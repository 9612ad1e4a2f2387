"""What closing a question does to those who answered it."""

import random
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.config import IN_MEMORY
from bot.model import Knowledge
from bot.model.quiz import NewAnswer, Question
from bot.services.quiz.closing import close_question
from bot.services.quiz.questions import Questions
from bot.store import practice, quiz
from bot.store.database import Database, open_database

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GUILD, RIGHT, WRONG = 1, 7, 8


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    database = await open_database(IN_MEMORY)
    yield database
    await database.close()


@pytest.fixture
async def asked(database: Database, knowledge: Knowledge) -> tuple[int, Question]:
    """A question that one person got right and another one wrong, still open."""
    questions = Questions(knowledge)
    question = questions.ask(questions.subjects[0], random.Random(0))
    async with database.transaction() as connection:
        question_id = await quiz.add_question(connection, GUILD, question, ["all"], NOW)
        for user_id, choice in ((RIGHT, question.right), (WRONG, (question.right + 1) % 4)):
            answer = NewAnswer(
                question_id=question_id,
                user_id=user_id,
                guild_id=GUILD,
                local_date=DAY,
                choice=choice,
                is_right=choice == question.right,
                points=question.points(choice),
                answered_at=NOW,
            )
            await quiz.add_answer(connection, answer)
    return question_id, question


async def close(database: Database, question_id: int) -> None:
    async with database.transaction() as connection:
        await close_question(connection, question_id, NOW)


async def due(database: Database, user_id: int, day: date) -> list[str]:
    return await practice.due(database.reader, user_id, day)


async def test_a_wrong_answer_is_to_be_practised_the_day_after(
    database: Database, asked: tuple[int, Question]
) -> None:
    question_id, question = asked
    assert await due(database, WRONG, date.max) == []  # it would tell before the question closes
    await close(database, question_id)
    assert await due(database, WRONG, DAY) == []
    assert await due(database, WRONG, DAY + timedelta(days=1)) == [str(question.subject)]
    assert await due(database, RIGHT, date.max) == []


async def test_closing_again_brings_nothing_back_that_was_learnt(
    database: Database, asked: tuple[int, Question]
) -> None:
    """A killed process may close a question, and the next one again."""
    question_id, question = asked
    await close(database, question_id)
    async with database.transaction() as connection:
        await practice.remove(connection, WRONG, str(question.subject))
    await close(database, question_id)
    assert await due(database, WRONG, date.max) == []
