"""How a live game goes on: a question asked, closed and shown, the next, to the podium.

Where a game is stands in the store, with the moment at which its next step is due. A tick a second
takes the steps that are due; what was interrupted is taken up by the next tick of whoever runs.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.model.game import AskedQuestion, Ending, Game, Outcome, Podium
from bot.services.failures import CannotPostError, log_unexpected
from bot.services.quiz.closing import close_question
from bot.services.quiz.next_subject import draw
from bot.services.quiz.open_questions import OpenQuestions
from bot.services.quiz.questions import Questions
from bot.services.retry import GAME_RETRY_DELAYS
from bot.store import game as store
from bot.store import game_question, quiz, score
from bot.store.database import Database

log = logging.getLogger("teapot")

# To read what was right, before the next question comes.
PAUSE_BETWEEN_QUESTIONS = timedelta(seconds=6)
# So many questions in a row that nobody answers end a game.
UNANSWERED_QUESTIONS_END_GAME = 2
# A step that is overdue for so long is not made up for: nobody is there any more.
MAX_STEP_LATENESS = timedelta(minutes=10)
# What has no answer from Discord after so long has failed, for now.
STEP_TIMEOUT_SECONDS = 20.0
# A step that takes longer keeps no other game waiting.
TICK_WAIT_SECONDS = 1.0


class GameChannel(Protocol):
    """Where games are played: Discord, or what stands in for it. Whatever it raises but
    CannotPostError is tried again."""

    async def ask(self, game: Game, asked: AskedQuestion) -> int:
        """The message's id."""

    async def reveal(self, game: Game, asked: AskedQuestion, outcome: Outcome) -> None:
        """In the question's message, or in a new one where that is gone."""

    async def end(self, game: Game, podium: Podium) -> None: ...


class GameRunner:
    """Takes each game's next step when it is due."""

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
        self._running: set[int] = set()

    @property
    def has_games(self) -> bool:
        return bool(self._running)

    def begin(self, game: Game) -> None:
        """Count a game that was just stored among those that are running."""
        self._running.add(game.id)

    async def load(self) -> None:
        """Takes up what was running when the process ended: its buttons work from now on."""
        for game in await store.all_running(self._database.reader):
            self.begin(game)
            asked = await game_question.last(self._database.reader, game.id)
            if asked is None or asked.is_closed:
                continue
            await self._open.open(self._database.reader, game, asked)
            if asked.message_id is None and game.due_at > (now := self._clock()):
                async with self._database.transaction() as connection:
                    await store.reschedule(connection, game.id, now)

    async def tick(self) -> None:
        """Takes the steps that are due. What one raises is logged, and touches no other game."""
        # What they do may be read as due still, though they end before the reading does.
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
        """Leaves every game where it is; `load` takes it up."""
        steps = list(self._steps.values())
        for step in steps:
            step.cancel()
        if steps:
            await asyncio.wait(steps)

    async def _step(self, game_id: int) -> None:
        try:
            try:
                async with asyncio.timeout(STEP_TIMEOUT_SECONDS):
                    await self._advance(game_id)
            except CannotPostError as error:
                log.warning("game %s has ended: %s", game_id, error.reason)
                await self.end(game_id, "lost")
        except Exception as error:
            await self._failed(game_id, error)
        else:
            self._failures.pop(game_id, None)
        finally:
            self._steps.pop(game_id, None)

    async def _failed(self, game_id: int, error: Exception) -> None:
        """Tries again after a pause, a few times."""
        log_unexpected(f"game {game_id}", error)
        failures = self._failures[game_id] = self._failures.get(game_id, 0) + 1
        try:
            if GAME_RETRY_DELAYS.are_used_up(failures):
                await self.end(game_id, "lost")
                return
            again = GAME_RETRY_DELAYS.next_attempt(self._clock(), failures)
            async with self._database.transaction() as connection:
                await store.reschedule_failed(connection, game_id, again)
        except Exception as other:  # the store is failing: the next tick tries again
            log_unexpected(f"game {game_id}", other)

    async def _advance(self, game_id: int) -> None:
        """The step that comes next."""
        game = await store.running(self._database.reader, game_id)
        if game is None:
            return
        if game.ending is None and self._clock() - game.due_at > MAX_STEP_LATENESS:
            game = replace(game, ending="away")
            async with self._database.transaction() as connection:
                await store.set_ending(connection, game.id, "away", self._clock())
        asked = await game_question.last(self._database.reader, game.id)
        if asked is None or asked.is_revealed:
            ending = await self._ending(game, asked)
            if ending is not None:
                await self._finish(game, ending, asked.number if asked else 0)
            elif (following := await self._draw(game, asked)) is not None:
                await self._ask(game, following)
        elif asked.message_id is None and await self._is_unanswered(asked):
            await self._ask_again(game, asked)
        else:
            await self._reveal(game, asked)

    async def _ending(self, game: Game, asked: AskedQuestion | None) -> Ending | None:
        if game.ending is not None or asked is None:
            return game.ending
        if asked.number >= game.settings.questions:
            return "finished"
        lately = await game_question.answered_lately(
            self._database.reader, game.id, UNANSWERED_QUESTIONS_END_GAME
        )
        return "quiet" if asked.number >= UNANSWERED_QUESTIONS_END_GAME and not lately else None

    async def _draw(self, game: Game, last: AskedQuestion | None) -> AskedQuestion | None:
        """The next question: one of those that are furthest behind in the channel's rounds, and
        that this game did not ask, if there is such. None where the game is not to go on, since a
        moment ago."""
        subjects = self._questions.on(game.settings.topic, game.settings.level)
        self._chance.shuffle(subjects)  # those that are equally hard have no order
        pool = {str(each): each for each in sorted(subjects, key=self._questions.hardness)}
        async with self._database.transaction() as connection:
            current = await store.running(connection, game.id)
            if current is None or current.ending is not None:
                return None
            rounds = await store.rounds(connection, game.channel_id)
            here = await game_question.subjects(connection, game.id)
            behind = min(rounds.get(name, 0) for name in pool)
            names = [name for name in pool if rounds.get(name, 0) == behind]
            fresh = [pool[name] for name in names if name not in here]
            fresh = fresh or [pool[name] for name in names]
            number = last.number + 1 if last else 1
            before = last.question.subject if last else None
            subject = draw(
                fresh, number, game.settings.questions, before, self._questions, self._chance
            )
            question = self._questions.ask(subject, self._chance)
            now = self._clock()
            topics = self._questions.topics(question.subject)
            question_id = await quiz.add_question(connection, game.guild_id, question, topics, now)
            asked = AskedQuestion(game.id, number, question_id, question, _deadline(now, game))
            await game_question.add(connection, asked)
            # One that was left out while its pool went round is in the newest round once it has
            # come: else it would now come again and again.
            newest = max(rounds.get(name, 0) for name in pool)
            await store.set_round(connection, game.channel_id, question, max(behind + 1, newest))
            await store.reschedule(connection, game.id, asked.closes_at)
        return asked

    async def _ask(self, game: Game, asked: AskedQuestion) -> None:
        await self._open.open(self._database.reader, game, asked)
        await self._acquire()
        message_id = await self._game_channel.ask(game, asked)
        async with self._database.transaction() as connection:
            await game_question.mark_sent(connection, asked.question_id, message_id)

    async def _ask_again(self, game: Game, asked: AskedQuestion) -> None:
        """What Discord did not take, or nobody knows whether it did, with all of its time."""
        if game.ending is not None:
            return await self._reveal(game, asked)
        asked = replace(asked, closes_at=_deadline(self._clock(), game))
        async with self._database.transaction() as connection:
            await game_question.set_deadline(connection, asked)
            await store.reschedule(connection, game.id, asked.closes_at)
        return await self._ask(game, asked)

    async def _reveal(self, game: Game, asked: AskedQuestion) -> None:
        async with self._database.transaction() as connection:
            await close_question(connection, asked.question_id, self._clock())
            outcome = await game_question.outcome(connection, asked.question_id)
        self._open.close(asked)
        await self._acquire()
        await self._game_channel.reveal(game, replace(asked, is_closed=True), outcome)
        async with self._database.transaction() as connection:
            await game_question.mark_revealed(connection, asked.question_id)
            await store.reschedule(connection, game.id, self._clock() + PAUSE_BETWEEN_QUESTIONS)

    async def _finish(self, game: Game, ending: Ending, asked: int) -> None:
        podium = Podium(ending, asked, *await store.places(self._database.reader, game.id))
        await self._acquire()
        await self._game_channel.end(game, podium)
        await self.end(game.id, ending)

    async def end(self, game_id: int, ending: Ending) -> None:
        """For good, and once: from now on its answers count."""
        async with self._database.transaction() as connection:
            if await store.running(connection, game_id) is None:
                return
            asked = await game_question.last(connection, game_id)
            if asked is not None:
                await close_question(connection, asked.question_id, self._clock())
                self._open.close(asked)
            await store.end(connection, game_id, ending)
            await score.count_game(connection, game_id)
        self._failures.pop(game_id, None)
        self._running.discard(game_id)

    async def _is_unanswered(self, asked: AskedQuestion) -> bool:
        return (await game_question.outcome(self._database.reader, asked.question_id)).answered == 0


def _deadline(now: datetime, game: Game) -> datetime:
    """A whole second, since people are shown it so, and never early."""
    return (now + timedelta(seconds=game.settings.seconds, microseconds=999_999)).replace(
        microsecond=0
    )
