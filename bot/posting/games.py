"""Posts live games to the channel that they were started in."""

from collections.abc import Callable
from datetime import datetime

import discord
from discord import ui

from bot.cards import custom_id
from bot.cards.game import podium_card, podium_id, question_card, revealed_card
from bot.model.catalogue import Catalogue
from bot.model.game import AskedQuestion, Game, Outcome, Podium
from bot.posting.own_messages import find_own, has_button, has_part
from bot.posting.requests import unbroken
from bot.posting.servers import UNKNOWN_MESSAGE, Servers
from bot.services.daily.send_once import CLOCK_SKEW
from bot.texts import Voice


class DiscordGameChannel:
    """Implements GameChannel for Discord. Cards are in the server's language."""

    def __init__(self, servers: Servers, catalogue: Catalogue) -> None:
        self._servers = servers
        self._catalogue = catalogue

    async def ask(self, game: Game, asked: AskedQuestion) -> int:
        view = question_card(game, asked, self._catalogue, self._voice(game))
        return await self._send(game, view, asked.nonce)

    async def find(self, game: Game, asked: AskedQuestion) -> int | None:
        mine = custom_id.game_question(asked.question_id)
        return await self._find(game, asked.asked_at, lambda each: has_button(each, mine))

    async def show_deadline(self, game: Game, asked: AskedQuestion) -> None:
        view = question_card(game, asked, self._catalogue, self._voice(game))
        # If the message was deleted, there is nothing to edit: `reveal` posts a new one.
        await self._edit(game, asked.message_id, view)

    async def reveal(self, game: Game, asked: AskedQuestion, outcome: Outcome) -> None:
        if await self.close(game, asked, outcome):
            return
        view = revealed_card(game, asked, outcome, self._catalogue, self._voice(game))
        if asked.message_id is not None:
            await self._send(game, view, asked.separate_answer_nonce)
            return
        # An earlier request to post the question may still reach Discord. The right answer is sent
        # with the question's nonce, so Discord posts only the first of the two. If the question
        # came first, Discord returns the question's message, and the edit then shows the answer in
        # that message.
        await self._edit(game, await self._send(game, view, asked.nonce), view)

    async def close(self, game: Game, asked: AskedQuestion, outcome: Outcome) -> bool:
        view = revealed_card(game, asked, outcome, self._catalogue, self._voice(game))
        # If `asked.message_id` is None or its message was deleted, `find` may still find a message
        # in which an earlier attempt posted the question or the answer.
        return await self._edit(game, asked.message_id, view) or await self._edit(
            game, await self.find(game, asked), view
        )

    async def end(self, game: Game, podium: Podium) -> None:
        view = podium_card(game, podium, self._voice(game))
        await self._send(game, view, game.podium_nonce)

    async def has_ended(self, game: Game) -> bool:
        mine = podium_id(game)
        found = await self._find(game, game.started_at, lambda each: has_part(each, mine))
        return found is not None

    async def _find(
        self, game: Game, since: datetime, is_wanted: Callable[[discord.Message], bool]
    ) -> int | None:
        try:
            return await unbroken(find_own(self._channel(game), since - CLOCK_SKEW, is_wanted))
        except discord.HTTPException as error:
            self._servers.raise_obstacle(game.guild_id, error)
            raise

    async def _edit(self, game: Game, message_id: int | None, view: ui.LayoutView) -> bool:
        """Edit a message. Return False if the message is unknown or was deleted."""
        if message_id is None:
            return False
        message = self._channel(game).get_partial_message(message_id)
        try:
            # discord.py applies the client's mentions setting only if an edit changes the content.
            no_pings = discord.AllowedMentions.none()
            await unbroken(message.edit(view=view, allowed_mentions=no_pings))
        except discord.HTTPException as error:
            if error.code == UNKNOWN_MESSAGE:
                return False
            self._servers.raise_obstacle(game.guild_id, error)
            raise
        return True

    async def _send(self, game: Game, view: ui.LayoutView, nonce: str) -> int:
        """Send a message. Each attempt has the same nonce, so that Discord posts the message once.

        If an earlier attempt's message has been deleted, the message is sent with another nonce.
        """
        channel = self._channel(game)
        try:
            try:
                message = await unbroken(channel.send(view=view, nonce=nonce))
            except discord.NotFound as error:
                if error.code != UNKNOWN_MESSAGE:
                    raise
                message = await unbroken(channel.send(view=view, nonce=f"{nonce}2"))
        except discord.HTTPException as error:
            self._servers.raise_obstacle(game.guild_id, error)
            raise
        return message.id

    def _channel(self, game: Game) -> discord.PartialMessageable:
        return self._servers.channel(game.guild_id, game.channel_id)

    def _voice(self, game: Game) -> Voice:
        return self._servers.voice(self._servers.guild(game.guild_id))
