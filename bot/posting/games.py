"""Posts live games to the channel that they were started in."""

import discord
from discord import ui

from bot.cards.game import podium_card, question_card, revealed_card
from bot.model.catalogue import Catalogue
from bot.model.game import AskedQuestion, Game, Outcome, Podium
from bot.posting.requests import unbroken
from bot.posting.servers import Servers
from bot.texts import Voice

# Discord's error code for a deleted message in a channel that exists.
_UNKNOWN_MESSAGE = 10008


class DiscordGameChannel:
    """The GameChannel on Discord. Cards are in the server's language."""

    def __init__(self, servers: Servers, catalogue: Catalogue) -> None:
        self._servers = servers
        self._catalogue = catalogue

    async def ask(self, game: Game, asked: AskedQuestion) -> int:
        view = question_card(game, asked, self._catalogue, self._voice(game))
        # Each attempt has an equal nonce: for some minutes, Discord posts a nonce only once.
        return await self._send(game, view, f"question-{asked.question_id}")

    async def reveal(self, game: Game, asked: AskedQuestion, outcome: Outcome) -> None:
        view = revealed_card(game, asked, outcome, self._catalogue, self._voice(game))
        if asked.message_id is not None:
            message = self._channel(game).get_partial_message(asked.message_id)
            try:
                # discord.py applies the client's default only if an edit changes the content.
                no_pings = discord.AllowedMentions.none()
                await unbroken(message.edit(view=view, allowed_mentions=no_pings))
            except discord.HTTPException as error:
                if error.code != _UNKNOWN_MESSAGE:
                    self._servers.raise_obstacle(game.guild_id, error)
                    raise
            else:
                return
        await self._send(game, view, f"answer-{asked.question_id}")

    async def end(self, game: Game, podium: Podium) -> None:
        view = podium_card(game, podium, self._voice(game))
        await self._send(game, view, f"podium-{game.id}")

    async def _send(self, game: Game, view: ui.LayoutView, nonce: str) -> int:
        try:
            message = await unbroken(self._channel(game).send(view=view, nonce=nonce))
        except discord.HTTPException as error:
            self._servers.raise_obstacle(game.guild_id, error)
            raise
        return message.id

    def _channel(self, game: Game) -> discord.PartialMessageable:
        return self._servers.channel(game.guild_id, game.channel_id)

    def _voice(self, game: Game) -> Voice:
        return self._servers.voice(self._servers.guild(game.guild_id))
