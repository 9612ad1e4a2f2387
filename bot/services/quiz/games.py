"""Live games, as people see to them: started, stopped, answered."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import UserError
from bot.model.game import DraftGame, Game, GameSettings, RecordedAnswer
from bot.model.points import bonus
from bot.model.quiz import NewAnswer
from bot.services.local_time import local_date
from bot.services.quiz.answer_batch import AnswerBatch
from bot.services.quiz.game_runner import GameChannel, GameRunner
from bot.services.quiz.open_questions import OpenQuestions
from bot.services.quiz.questions import Questions
from bot.store import game as store
from bot.store import game_question
from bot.store.database import Database

# To see that a game begins, before its first question comes.
DELAY_BEFORE_FIRST_QUESTION = timedelta(seconds=3)


class GameRunningError(Exception):
    """The channel has a game already. `message_id` is its last question's, None before the first
    one is sent."""

    def __init__(self, message_id: int | None) -> None:
        super().__init__(message_id)
        self.message_id = message_id


class Games:
    """Every server's games. `acquire` is awaited before each request, `chance` draws the questions,
    and `wake` is called when there is something to tick for, once a second."""

    def __init__(
        self,
        database: Database,
        questions: Questions,
        game_channel: GameChannel,
        clock: Callable[[], datetime],
        acquire: Callable[[], Awaitable[None]],
        chance: random.Random,
        wake: Callable[[], None],
    ) -> None:
        self._database = database
        self._questions = questions
        self._answers = AnswerBatch(database)
        self._clock = clock
        self._open = OpenQuestions()
        self._runner = GameRunner(
            database, questions, self._open, game_channel, clock, acquire, chance
        )
        self._wake = wake

    @property
    def are_running(self) -> bool:
        """Without one, there is nothing to tick for."""
        return self._runner.has_games

    async def load(self) -> None:
        """Takes up what was running when the process ended."""
        await self._runner.load()
        if self.are_running:
            self._wake()

    async def tick(self) -> None:
        """Perform each game's next step if it is due. Never raises."""
        await self._runner.tick()

    async def close(self) -> None:
        """Interrupt every game; `load` continues them."""
        await self._runner.close()

    async def start(
        self,
        guild_id: int,
        channel_id: int,
        started_by: int,
        timezone: str,
        settings: GameSettings,
    ) -> Game:
        """Start a game; its first question follows after DELAY_BEFORE_FIRST_QUESTION.

        Raises GameRunningError if the channel has a game, UserError if there is nothing to ask.
        """
        pool = self._questions.on(settings.topic, settings.level)
        if not pool:
            raise UserError("quiz.nothing_to_ask")
        now = self._clock()
        draft = DraftGame(
            guild_id=guild_id,
            channel_id=channel_id,
            started_by=started_by,
            settings=replace(settings, questions=min(settings.questions, len(pool))),
            timezone=timezone,
            started_at=now,
            due_at=now + DELAY_BEFORE_FIRST_QUESTION,
        )
        async with self._database.transaction() as connection:
            if (other := await store.running_in(connection, channel_id)) is not None:
                asked = await game_question.last(connection, other.id)
                raise GameRunningError(asked.message_id if asked is not None else None)
            game = await store.add(connection, draft)
        self._runner.begin(game)
        self._wake()
        return game

    async def stop(
        self, guild_id: int, channel_id: int, user_id: int, *, may_manage_messages: bool
    ) -> None:
        """Stop a channel's game: its open question is closed and revealed, then the podium posted.

        Only the person who started it may do so, or a moderator. Raises UserError for anyone else,
        and if the channel has no game.
        """
        async with self._database.transaction() as connection:
            game = await store.running_in(connection, channel_id)
            if game is None or game.guild_id != guild_id:
                raise UserError("quiz.none_running")
            if game.started_by != user_id and not may_manage_messages:
                raise UserError("quiz.not_yours")
            await store.set_ending(connection, game.id, "stopped", self._clock())

    async def end_all(self, guild_id: int) -> None:
        """In a server that Teapot has left."""
        for game in await store.all_running(self._database.reader):
            if game.guild_id == guild_id:
                await self._runner.end(game.id, "lost")

    async def answer(
        self, guild_id: int, question_id: int, user_id: int, choice: int
    ) -> RecordedAnswer:
        """Keeps it. Raises UserError where the question is no game's of this server, or closed."""
        now, place = self._clock(), self._open.get(question_id)
        if place is None or place.game.guild_id != guild_id:
            raise await self._refusal(guild_id, question_id)
        game, asked = place.game, place.asked
        question = asked.question
        if not question.has(choice):
            raise UserError("quiz.no_question")
        if now >= asked.closes_at:
            raise UserError("quiz.closed")
        points = question.points(choice)
        remaining = (asked.closes_at - now) / timedelta(seconds=game.settings.seconds)
        kept = await self._answers.keep(
            NewAnswer(
                question_id=question_id,
                user_id=user_id,
                guild_id=guild_id,
                local_date=local_date(now, game.timezone),
                choice=choice,
                is_right=choice == question.right,
                points=points,
                bonus=bonus(points, remaining),
                answered_at=now,
            )
        )
        if kept is None:
            raise UserError("quiz.closed")
        self._open.has_answered(question_id, user_id)
        return RecordedAnswer(question, kept.choice, kept.is_new)

    async def _refusal(self, guild_id: int, question_id: int) -> UserError:
        """Why a press is not taken: a game of this server asked it, and it is over; or none did."""
        asked_in = await game_question.guild_of(self._database.reader, question_id)
        return UserError("quiz.closed" if asked_in == guild_id else "quiz.no_question")
