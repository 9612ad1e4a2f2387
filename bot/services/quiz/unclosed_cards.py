"""Closes the cards (messages with a question) that games have left open.

A game ends as "lost" if Teapot can't post in its channel or has left its server, or if a step of
the game fails in every retry. The game's last card may then still have open buttons, because the
edit that shows the answer has failed.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.services.failures import CannotPostError, log_unexpected
from bot.services.quiz.game_channel import GameChannel
from bot.services.retry_delays import UNCLOSED_CARD_RETRY_DELAYS, FailedAttempts
from bot.store import game as store
from bot.store import game_question
from bot.store.database import Database

# The card of a game that began longer ago than this stays open: the card is far up in its channel,
# or Teapot was removed for good.
MAX_AGE = timedelta(days=1)
# A card may take this long to reach Discord. If a younger card isn't found there, closing the card
# is retried.
MAX_DELIVERY_TIME = timedelta(minutes=10)
TIMEOUT_SECONDS = 20.0


class UnclosedCards:
    """Closes the last card of each lost game: retries the edit that shows the right answer.

    The open cards are in the database, so the next process goes on with them.
    """

    def __init__(
        self,
        database: Database,
        game_channel: GameChannel,
        clock: Callable[[], datetime],
        acquire: Callable[[], Awaitable[None]],
    ) -> None:
        self._database = database
        self._game_channel = game_channel
        self._clock = clock
        self._acquire = acquire
        self._failed = FailedAttempts(UNCLOSED_CARD_RETRY_DELAYS)

    async def tick(self) -> None:
        """Close each card that is due. Never raises."""
        now = self._clock()
        try:
            game_ids = await store.with_unclosed_card(self._database.reader, now - MAX_AGE)
        except Exception as error:
            log_unexpected("the cards of lost games", error)
            return
        self._failed.keep(game_ids)
        for game_id in game_ids:
            if self._failed.is_due(game_id, now) and not await self._close(game_id):
                self._failed.add(game_id, now)

    async def _close(self, game_id: int) -> bool:
        """Edit a card to show the answer. Return False if the edit must be retried."""
        reader = self._database.reader
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                game = await store.ended(reader, game_id)
                asked = await game_question.last(reader, game_id)
                if game is None or asked is None:
                    return True  # erased meanwhile
                outcome = await game_question.outcome(reader, asked.question_id)
                await self._acquire()
                is_closed = await self._game_channel.close(game, asked, outcome)
                if not is_closed and self._clock() - asked.asked_at < MAX_DELIVERY_TIME:
                    return False
                async with self._database.transaction() as connection:
                    await game_question.mark_revealed(connection, asked.question_id)
        except CannotPostError:
            return False
        except Exception as error:
            log_unexpected(f"the card of game {game_id}", error)
            return False
        return True
