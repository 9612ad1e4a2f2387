"""A stand-in for the channels that games are played in, and questions to answer."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from bot.model.daily import DraftClaim, Due
from bot.model.game import AskedQuestion, Game, Outcome, Podium
from bot.model.quiz import Question
from bot.services.quiz.games import Games
from bot.services.quiz.questions import Questions
from bot.store import daily_post, quiz
from bot.store.database import Database
from tests.services.daily.daily_stand_in import at_once

GUILD = 1


@dataclass
class StandInChannel:
    """Takes everything: `open` is what each channel is asked, and `ended` the games in order.
    `counted_alone` is what the podium of each says to count if one person played."""

    open: dict[int, AskedQuestion] = field(default_factory=dict)
    ended: list[int] = field(default_factory=list)
    counted_alone: list[int] = field(default_factory=list)

    async def ask(self, game: Game, asked: AskedQuestion) -> int:
        self.open[game.channel_id] = asked
        return asked.question_id

    async def find(self, game: Game, asked: AskedQuestion) -> int | None:
        return None

    async def show_deadline(self, game: Game, asked: AskedQuestion) -> None: ...

    async def has_ended(self, game: Game) -> bool:
        return False

    async def reveal(self, game: Game, asked: AskedQuestion, outcome: Outcome) -> None:
        self.open.pop(game.channel_id, None)

    async def close(self, game: Game, asked: AskedQuestion, outcome: Outcome) -> bool:
        return True

    async def end(self, game: Game, podium: Podium) -> None:
        self.ended.append(game.id)
        self.counted_alone.append(podium.counted_alone)


def games_of(database: Database, questions: Questions, clock: Callable[[], datetime]) -> Games:
    """Games that are played nowhere, and wait for no turn."""
    return Games(
        database, questions, StandInChannel(), clock, at_once, random.Random(0), lambda: None
    )


async def ask_of_the_day(
    database: Database, questions: Questions, guild_id: int, day: date
) -> Question:
    """As if it had just been posted."""
    now = datetime.combine(day, time(), UTC)
    question = questions.ask(questions.subjects[0], random.Random(0))
    async with database.transaction() as connection:
        topics = questions.topics(question.subject)
        question_id = await quiz.add_question(connection, guild_id, question, topics, now)
        due = Due(day, now)
        draft = DraftClaim(guild_id, due, "UTC", 1, None, 0, question.key, question)
        await daily_post.claim(connection, draft, question_id, now, now)
        claim = await daily_post.claimed(connection, guild_id, day)
        assert claim is not None
        await daily_post.mark_sent(connection, claim, 1)
    return question
