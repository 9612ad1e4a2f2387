"""Runs live games: asks a question, closes it, reveals the answer, and so on to the podium.

`tick()` runs every second and performs each game's next step when the step is due. The state is in
the database, so the next process continues each game after a crash.
"""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import ErasedError
from bot.log_events import GameEvent, tell
from bot.model.daily import Obstacle
from bot.model.game import AskedQuestion, Ending, Game, Podium
from bot.services.failures import CannotPostError, log_unexpected
from bot.services.quiz.closing import close_question
from bot.services.quiz.endings import next_ending
from bot.services.quiz.game_channel import GameChannel
from bot.services.quiz.next_question import add_next, deadline
from bot.services.quiz.open_questions import OpenQuestions
from bot.services.quiz.questions import Questions
from bot.services.retry_delays import GAME_RETRY_DELAYS
from bot.store import erased_answer, game_question, score
from bot.store import game as store
from bot.store.database import Database

# Leaves people time to read the revealed answer.
PAUSE_BETWEEN_QUESTIONS = timedelta(seconds=6)
# A game ends if its step is overdue for longer: the players have left by then.
MAX_STEP_LATENESS = timedelta(minutes=10)
# A step counts as failed and is retried if one of its turns (see `_turn`) takes longer.
TURN_SECONDS = 20.0
# A tick returns after this time even if steps are still running: other games must not wait.
TICK_WAIT_SECONDS = 1.0


class GameRunner:
    """Performs the steps of every running game, at most one step per game at a time.

    Awaits `acquire`, which waits for the rate limit, before each turn of requests to Discord.
    """

    def __init__(
        self,
        database: Database,
        questions: Questions,
        open_questions: OpenQuestions,
        game_channel: GameChannel,
        clock: Callable[[], datetime],
        acquire: Callable[[], Awaitable[None]],
        chance: random.Random,
    ) -> None:
        self._database = database
        self._questions = questions
        self._open = open_questions
        self._game_channel = game_channel
        self._clock = clock
        self._acquire = acquire
        self._chance = chance
        self._steps: dict[int, asyncio.Task[None]] = {}
        self._failures: dict[int, int] = {}
        self._running: dict[int, int] = {}  # by game: its server
        self._inherited: set[int] = set()  # from an earlier process

    @property
    def has_games(self) -> bool:
        return bool(self._running)

    def begin(self, game: Game) -> None:
        """Add a game to the running games. The game is already stored."""
        self._running[game.id] = game.guild_id

    def servers(self) -> set[int]:
        return set(self._running.values())

    def forget_server(self, guild_id: int) -> None:
        """Forget the games of a server that was erased from the store, and cancel their steps."""
        for game_id in [each for each, server in self._running.items() if server == guild_id]:
            self._forget(game_id)
            if (step := self._steps.get(game_id)) is not None:
                step.cancel()

    def _forget(self, game_id: int) -> None:
        self._failures.pop(game_id, None)
        self._running.pop(game_id, None)
        self._inherited.discard(game_id)

    async def load(self) -> None:
        """Continue stored games that this process doesn't run, such as an earlier process's.

        Their buttons work from now on. A question that may not have reached Discord is due at once.
        """
        # A copy, because a game that ends during the query must not be added again.
        known = set(self._running)
        for game in await store.all_running(self._database.reader):
            if game.id in known or game.id in self._running:
                continue
            self.begin(game)
            self._inherited.add(game.id)
            asked = await game_question.last(self._database.reader, game.id)
            if await store.running(self._database.reader, game.id) is None:
                self._forget(game.id)  # Its server was erased after the games were read.
            if game.id not in self._running or asked is None or asked.is_closed:
                continue
            await self._open.open(self._database.reader, game, asked)
            if asked.message_id is None and game.due_at > (now := self._clock()):
                async with self._database.transaction() as connection:
                    await store.reschedule(connection, game.id, now)

    async def tick(self) -> None:
        """Perform each game's next step if it is due.

        Logs an exception that a step raises; the other games go on.
        """
        # If a step ends during the query, the result may still contain the step's game. So skip the
        # games that have a step before or after the query.
        busy = set(self._steps)
        try:
            due = await store.due(self._database.reader, self._clock())
        except Exception as error:
            log_unexpected("the tick of the games", error)
            return
        busy |= self._steps.keys()
        for game_id in self._open.take_answered(busy=busy) | (set(due) - busy):
            self._steps[game_id] = asyncio.create_task(self._step(game_id))
        if self._steps:
            await asyncio.wait(self._steps.values(), timeout=TICK_WAIT_SECONDS)

    async def close(self) -> None:
        """Cancel the running steps; the next process continues the games with `load`."""
        steps = list(self._steps.values())
        for step in steps:
            step.cancel()
        if steps:
            await asyncio.wait(steps)

    async def _step(self, game_id: int) -> None:
        try:
            try:
                await self._advance(game_id)
            except CannotPostError as error:
                await self.end(game_id, "lost", error.reason)
        except ErasedError:
            pass  # The erasure forgets the game.
        except Exception as error:
            await self._failed(game_id, error)
        else:
            self._failures.pop(game_id, None)
        finally:
            self._steps.pop(game_id, None)

    async def _failed(self, game_id: int, error: Exception) -> None:
        """Schedule a retry of a failed step; end the game if the retries are used up."""
        error_id = log_unexpected(f"game {game_id}", error)
        failures = self._failures[game_id] = self._failures.get(game_id, 0) + 1
        try:
            if GAME_RETRY_DELAYS.are_used_up(failures):
                await self.end(game_id, "lost")
                return
            again = GAME_RETRY_DELAYS.next_attempt(self._clock(), failures)
            async with self._database.transaction() as connection:
                await store.reschedule_failed(connection, game_id, again)
            tell(GameEvent(game=game_id, result="retried", error=error_id), logging.WARNING)
        except Exception as other:  # the store is failing: the next tick tries again
            log_unexpected(f"game {game_id}", other)

    async def _advance(self, game_id: int) -> None:
        """Perform a game's next step."""
        game = await store.running(self._database.reader, game_id)
        if game is None:
            return
        if game.ending is None and self._clock() - game.due_at > MAX_STEP_LATENESS:
            game = replace(game, ending="away")
            async with self._database.transaction() as connection:
                await store.set_ending(connection, game.id, "away", self._clock())
        asked = await game_question.last(self._database.reader, game.id)
        if asked is None or asked.is_revealed:
            played = self._open.played_unrecorded(game.id)
            ending = await next_ending(
                self._database.reader, game, asked, self._questions, last_unrecorded=played
            )
            if ending is not None:
                await self._finish(game, ending, asked.number if asked else 0)
            else:
                await self._ask_next(game, asked)
        elif asked.message_id is None or await self._must_stay_open(game, asked):
            await self._recover(game, asked)
        else:
            await self._reveal(game, asked)

    async def _ask_next(self, game: Game, last: AskedQuestion | None) -> None:
        """Ask the next question. Does nothing if the game was told to end meanwhile."""
        async with self._turn():  # The wait comes first: it must not shorten the question's time.
            async with self._database.transaction() as connection:
                asked = await add_next(
                    connection, game, last, self._questions, self._chance, self._clock()
                )
            if asked is not None:
                await self._open.open(self._database.reader, game, asked)
                await self.posted(asked, await self._game_channel.ask(game, asked))

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Wait for the rate limit as long as it takes, then run the block within TURN_SECONDS."""
        await self._acquire()
        async with asyncio.timeout(TURN_SECONDS):
            yield

    async def posted(self, asked: AskedQuestion, message_id: int) -> None:
        """Store the ID of a question's message."""
        async with self._database.transaction() as connection:
            await game_question.mark_sent(connection, asked.question_id, message_id)
        self._open.posted(asked.question_id, message_id)

    async def _must_stay_open(self, game: Game, asked: AskedQuestion) -> bool:
        """Return whether a question must stay open although the game's step is due.

        The retry of a failed step can be due before the question's deadline.
        """
        if game.ending is not None or asked.is_closed or self._clock() >= asked.closes_at:
            return False
        return await game_question.missing(self._database.reader, asked) != set()

    async def _recover(self, game: Game, asked: AskedQuestion) -> None:
        """Go on with a question that an earlier attempt may have posted.

        A question is revealed if it is closed or the game is ending. A question with an answer is
        also revealed if its time is over or its message can't be found. Any other question stays
        open. It gets its full time again if it has no answer.
        """
        if asked.message_id is None:
            async with self._turn():
                asked = replace(asked, message_id=await self._game_channel.find(game, asked))
        outcome = await game_question.outcome(self._database.reader, asked.question_id)
        has_answers = outcome.answered > 0
        is_lost = has_answers and (asked.message_id is None or self._clock() >= asked.closes_at)
        if is_lost or asked.is_closed or game.ending is not None:
            await self._reveal(game, asked)
            return
        async with self._turn():
            if not has_answers:
                asked = replace(asked, closes_at=deadline(self._clock(), game))
                async with self._database.transaction() as connection:
                    await game_question.set_deadline(connection, asked)
            await self._open.open(self._database.reader, game, asked)
            message_id = asked.message_id
            if message_id is None:
                message_id = await self._game_channel.ask(game, asked)
        async with self._turn():  # An earlier attempt's message may show an earlier deadline.
            await self._game_channel.show_deadline(game, replace(asked, message_id=message_id))
        await self.posted(asked, message_id)
        async with self._database.transaction() as connection:
            await store.reschedule(connection, game.id, asked.closes_at)

    async def _reveal(self, game: Game, asked: AskedQuestion) -> None:
        async with self._database.transaction() as connection:
            await close_question(connection, asked.question_id, self._clock())
            outcome = await game_question.outcome(connection, asked.question_id)
        self._open.close(asked)
        async with self._turn():
            await self._game_channel.reveal(game, replace(asked, is_closed=True), outcome)
        async with self._database.transaction() as connection:
            await game_question.mark_revealed(connection, asked.question_id)
            await store.reschedule(connection, game.id, self._clock() + PAUSE_BETWEEN_QUESTIONS)

    async def _finish(self, game: Game, ending: Ending, asked: int) -> None:
        players, places = await store.places(self._database.reader, game.id)
        counted_alone = await score.counted_alone(self._database.reader, game.id)
        podium = Podium(ending, asked, players, places, counted_alone)
        # An earlier attempt, or an earlier process, may have posted the podium.
        is_retried = game.id in self._failures or game.id in self._inherited
        async with self._turn():
            if not (is_retried and await self._game_channel.has_ended(game)):
                await self._game_channel.end(game, podium)
        await self.end(game.id, ending)

    async def end(self, game_id: int, ending: Ending, reason: Obstacle | None = None) -> None:
        """End a game and count its answers. Does nothing if the game has ended already."""
        async with self._database.transaction() as connection:
            if await store.running(connection, game_id) is None:
                return
            asked = await game_question.last(connection, game_id)
            if asked is not None:
                await close_question(connection, asked.question_id, self._clock())
                self._open.close(asked, is_last=True)
            await store.end(connection, game_id, ending)
            await erased_answer.forget_game(connection, game_id)
            await score.count_game(connection, game_id)
        level = logging.WARNING if ending in ("away", "lost") else logging.DEBUG
        tell(GameEvent(game=game_id, result=ending, reason=reason), level)
        self._forget(game_id)
