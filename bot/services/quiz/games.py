"""What people do with live games: start, stop and answer them."""

import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import UserError
from bot.log_events import AnswerEvent, tell
from bot.model.game import DraftGame, Game, GameSettings, RecordedAnswer
from bot.model.quiz import NewAnswer
from bot.model.quiz_rules import bonus
from bot.services.failures import log_unexpected
from bot.services.local_time import local_date
from bot.services.quiz.answer_batch import AnswerBatch
from bot.services.quiz.endings import may_stop
from bot.services.quiz.game_channel import GameChannel
from bot.services.quiz.game_runner import GameRunner
from bot.services.quiz.open_questions import OpenQuestions
from bot.services.quiz.questions import Questions
from bot.services.quiz.unclosed_cards import UnclosedCards
from bot.store import game as store
from bot.store import game_question
from bot.store.database import Database

# Lets people notice that a game begins.
DELAY_BEFORE_FIRST_QUESTION = timedelta(seconds=3)
# A game edits a question's card (its message) when the question closes. If the card still has open
# buttons this long after the close, the edit has failed.
CARD_CLOSES_WITHIN = timedelta(minutes=4)


class GameRunningError(Exception):
    """Raised if the channel has a game already.

    `message_id` is the ID of the message with the game's last question. It is None before the
    game's first question is sent.
    """

    def __init__(self, message_id: int | None) -> None:
        super().__init__(message_id)
        self.message_id = message_id


class Games:
    """The games of every server.

    `acquire` waits for the rate limit, and is awaited before each request to Discord. `chance`
    draws the questions. `wake` is called when a game begins or continues: `tick` must then be
    called every second.
    """

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
        self._unclosed_cards = UnclosedCards(database, game_channel, clock, acquire)
        self._wake = wake

    @property
    def are_running(self) -> bool:
        """Whether any game is running; without one, `tick` has nothing to do."""
        return self._runner.has_games

    async def load(self) -> None:
        """Continue stored games that this process doesn't run, such as an earlier process's."""
        await self._runner.load()
        if self.are_running:
            self._wake()

    async def continue_unknown(self) -> None:
        """Continue stored games that don't run because `/quiz start` failed. Never raises."""
        try:
            await self.load()
        except Exception as error:
            log_unexpected("the games", error)

    async def tick(self) -> None:
        """Perform each game's next step if it is due. Never raises."""
        await self._runner.tick()

    async def close_unclosed_cards(self) -> None:
        """Close the cards (question messages) that ended games have left open. Never raises.

        A card stays open if the edit that shows the answer has failed.
        """
        await self._unclosed_cards.tick()

    async def close(self) -> None:
        """Cancel the running steps; the next process continues the games with `load`."""
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
        """Stop a channel's game: `tick` then closes and reveals its question, and posts the podium.

        Raises UserError if the channel has no game, or the person may not stop it.
        """
        async with self._database.transaction() as connection:
            game = await store.running_in(connection, channel_id)
            if game is None or game.guild_id != guild_id:
                raise UserError("quiz.none_running")
            if not may_stop(game, user_id, may_manage_messages=may_manage_messages):
                raise UserError("quiz.not_yours")
            await store.set_ending(connection, game.id, "stopped", self._clock())

    async def end_all(self, guild_id: int) -> None:
        """End a server's games, because Teapot has left it."""
        for game in await store.all_running(self._database.reader):
            if game.guild_id == guild_id:
                await self._runner.end(game.id, "lost")

    def forget(self, user_id: int) -> None:
        """Stop waiting for an erased person's answers: questions may close early without them."""
        self._open.forget(user_id)

    def servers(self) -> set[int]:
        """Return the servers with a running game."""
        return self._runner.servers()

    def forget_server(self, guild_id: int) -> None:
        """Forget the games of a server that was erased from the store."""
        self._runner.forget_server(guild_id)
        self._open.forget_server(guild_id)

    async def answer(
        self,
        guild_id: int,
        question_id: int,
        user_id: int,
        choice: int,
        message_id: int | None = None,
    ) -> RecordedAnswer:
        """Record a press of a button as the person's answer, unless the person has answered
        already. Return the person's first answer.

        A right answer scores the question's worth, and a bonus for the time that was left. Raises
        UserError if the question is closed, lacks the choice, or is not from a game of this server.
        Also raises UserError if the message shows another question with the same `question_id`,
        from a database that was replaced.
        """
        now, opened = self._clock(), self._open.get(question_id)
        if opened is None or opened.game.guild_id != guild_id:
            raise await self._refusal(guild_id, question_id)
        game, asked = opened.game, opened.asked
        question = asked.question
        if not question.has(choice):
            raise UserError("quiz.no_question")
        is_other_message = message_id is not None and asked.message_id not in (None, message_id)
        if is_other_message or now >= asked.closes_at:
            raise UserError("quiz.closed")
        if message_id is not None and asked.message_id is None:
            await self._runner.posted(asked, message_id)
        points = question.points(choice)
        remaining = (asked.closes_at - now) / timedelta(seconds=game.settings.seconds)
        answer = await self._answers.keep(
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
        if answer is None:
            raise UserError("quiz.closed")
        self._open.has_answered(question_id, user_id)
        if not answer.is_recorded:
            self._open.note_unrecorded(question_id)
        elif answer.is_new:
            tell(AnswerEvent(server=guild_id, kind="game"), logging.DEBUG)
        return RecordedAnswer(question, answer.choice, answer.is_new, answer.is_recorded)

    async def is_long_closed(self, question_id: int) -> bool:
        """Return whether a question was closed more than CARD_CLOSES_WITHIN ago."""
        closed_at = await game_question.closed_at(self._database.reader, question_id)
        return closed_at is not None and self._clock() - closed_at > CARD_CLOSES_WITHIN

    async def _refusal(self, guild_id: int, question_id: int) -> UserError:
        """Return why a question takes no answer: it is closed, or not from a game of the server."""
        asked_in = await game_question.guild_of(self._database.reader, question_id)
        return UserError("quiz.closed" if asked_in == guild_id else "quiz.no_question")
