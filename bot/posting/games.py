"""Posts live games to the channel that they were started in."""

import discord
from discord import ui

from bot.cards.game import podium_card, question_card, revealed_card
from bot.model.catalogue import Catalogue
from bot.model.game import AskedQuestion, Game, Outcome, Podium
from bot.posting.requests import unbroken
from bot.posting.servers import UNKNOWN_MESSAGE, Servers
from bot.texts import Voice


class DiscordGameChannel:
    """The GameChannel on Discord. Cards are in the server's language."""

    def __init__(self, servers: Servers, catalogue: Catalogue) -> None:
        self._servers = servers
        self._catalogue = catalogue

    async def ask(self, game: Game, asked: AskedQuestion) -> int:
        view = question_card(game, asked, self._catalogue, self._voice(game))
        return await self._send(game, view, asked.nonce)

    async def reveal(self, game: Game, asked: AskedQuestion, outcome: Outcome) -> None:
        view = revealed_card(game, asked, outcome, self._catalogue, self._voice(game))
        if asked.message_id is not None:
            message = self._channel(game).get_partial_message(asked.message_id)
            try:
                # discord.py applies the client's default only if an edit changes the content.
                no_pings = discord.AllowedMentions.none()
                await unbroken(message.edit(view=view, allowed_mentions=no_pings))
            except discord.HTTPException as error:
                if error.code != UNKNOWN_MESSAGE:
                    self._servers.raise_obstacle(game.guild_id, error)
                    raise
            else:
                return
        await self._send(game, view, asked.answer_nonce)

    async def end(self, game: Game, podium: Podium) -> None:
        view = podium_card(game, podium, self._voice(game))
        await self._send(game, view, game.podium_nonce)

    async def _send(self, game: Game, view: ui.LayoutView, nonce: str) -> int:
        """Send a message. Each attempt has the same nonce, so that Discord posts it once.

        If the message of an earlier attempt was deleted since, it is sent once more.
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
