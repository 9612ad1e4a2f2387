"""Posts live games to the channel that they were started in."""

import discord
from discord import ui

from bot.cards.game import podium_card, question_card, revealed_card
from bot.model.catalogue import Catalogue
from bot.model.game import AskedQuestion, Game, Outcome, Podium
from bot.posting.requests import guild_to_post_in, raise_obstacle, unbroken
from bot.services.language import Languages
from bot.texts import Texts, Voice

# Discord's error code for a deleted message in a channel that exists.
_UNKNOWN_MESSAGE = 10008


class DiscordGameChannel:
    """The GameChannel on Discord. Cards are in the server's language."""

    def __init__(
        self, client: discord.Client, catalogue: Catalogue, languages: Languages, texts: Texts
    ) -> None:
        self._client = client
        self._catalogue = catalogue
        self._languages = languages
        self._texts = texts

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
                nobody = discord.AllowedMentions.none()
                await unbroken(message.edit(view=view, allowed_mentions=nobody))
            except discord.HTTPException as error:
                if error.code != _UNKNOWN_MESSAGE:
                    raise_obstacle(self._client, game.guild_id, error)
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
            raise_obstacle(self._client, game.guild_id, error)
            raise
        return message.id

    def _channel(self, game: Game) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(game.channel_id, guild_id=game.guild_id)

    def _voice(self, game: Game) -> Voice:
        guild = guild_to_post_in(self._client, game.guild_id)
        language = self._languages.of_guild(guild.id, guild.preferred_locale.value)
        return self._texts.voice(language)
