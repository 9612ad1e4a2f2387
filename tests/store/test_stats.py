"""Counts of a person's answers: theirs alone, and in one server."""

from datetime import UTC, date, datetime

from bot.config import IN_MEMORY
from bot.model import Key
from bot.model.quiz import NewAnswer, Question, Subject
from bot.store import quiz, stats
from tests.conftest import Opener

GUILD, PERSON, NOW = 1, 7, datetime(2026, 11, 23, 9, tzinfo=UTC)
QUESTION = Question(Subject("name", Key(404), 1), ("a", "b", "c", "d"), 0)


async def test_a_run_of_right_answers_is_one_persons_in_one_server(opened: Opener) -> None:
    database = await opened(IN_MEMORY)
    asked = [(GUILD, right) for right in (1, 1, 0, 1)] + [(GUILD + 1, 1) for _ in range(3)]
    async with database.transaction() as connection:
        for guild_id, right in asked:
            question_id = await quiz.add_question(connection, guild_id, QUESTION, [], NOW)
            for user_id, is_right in ((PERSON, bool(right)), (PERSON + 1, True)):
                answer = NewAnswer(
                    question_id=question_id,
                    user_id=user_id,
                    guild_id=guild_id,
                    local_date=date(2026, 11, 23),
                    choice=0 if is_right else 1,
                    is_right=is_right,
                    points=10 * is_right,
                    answered_at=NOW,
                )
                await quiz.add_answer(connection, answer)
    reader = database.reader
    assert await stats.longest_run(reader, GUILD, PERSON) == 2
    assert await stats.longest_run(reader, GUILD, PERSON + 1) == 4
    assert await stats.longest_run(reader, GUILD + 1, PERSON) == 3
    assert await stats.longest_run(reader, GUILD, PERSON + 2) == 0
    assert [
        (each.code, each.answered, each.right) for each in await stats.codes(reader, GUILD, PERSON)
    ] == [(404, 4, 3)]
