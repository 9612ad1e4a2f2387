"""Sends daily posts to Discord."""

import discord

from bot.cards.daily import post_card
from bot.cards.layout import plain_message
from bot.model.catalogue import Catalogue
from bot.model.daily import Claim, Daily, Obstacle, Post
from bot.posting.requests import guild_to_post_in, raise_obstacle, unbroken
from bot.services.daily.send_once import search_start
from bot.services.failures import CannotPostError
from bot.services.language import Languages
from bot.texts import Texts, Voice

# The search for an earlier attempt's message reads at most this many messages.
MAX_SEARCHED_MESSAGES = 2_000


class DiscordPostSender:
    def __init__(
        self, client: discord.Client, catalogue: Catalogue, languages: Languages, texts: Texts
    ) -> None:
        self._client = client
        self._catalogue = catalogue
        self._languages = languages
        self._texts = texts

    async def send(self, claim: Claim, post: Post) -> int:
        guild = guild_to_post_in(self._client, claim.guild_id)
        role = guild.get_role(claim.role_id) if claim.role_id else None
        view = post_card(
            post,
            self._catalogue,
            self._voice(guild),
            role_id=role.id if role else None,
        )
        mentions = discord.AllowedMentions(
            everyone=False, users=False, roles=[role] if role else False
        )
        try:
            message = await unbroken(
                self._channel(claim).send(view=view, nonce=claim.nonce, allowed_mentions=mentions)
            )
        except discord.HTTPException as error:
            raise_obstacle(self._client, claim.guild_id, error)
            raise
        return message.id

    async def find(self, claim: Claim) -> int | None:
        """Search the channel for Teapot's own message whose buttons name the claim's date."""
        guild = guild_to_post_in(self._client, claim.guild_id)
        channel = guild.get_channel(claim.channel_id)
        if channel is not None and not channel.permissions_for(guild.me).read_message_history:
            # Without this permission Discord returns no messages. Whether the post was sent is then
            # unknown, and it must not be sent twice.
            raise CannotPostError("no_access")
        try:
            return await unbroken(self._look(claim))
        except discord.HTTPException as error:
            raise_obstacle(self._client, claim.guild_id, error)
            raise

    async def tell(self, daily: Daily, reason: Obstacle) -> None:
        guild = self._client.get_guild(daily.guild_id)
        channel = guild.system_channel if guild else None
        if guild is None or channel is None:
            return
        may = channel.permissions_for(guild.me)
        if may.view_channel and may.send_messages:
            said = plain_message(self._voice(guild).say(f"daily.paused.{reason}"))
            await unbroken(channel.send(view=said))

    async def _look(self, claim: Claim) -> int | None:
        mine = f"daily:{claim.due.local_date}:"
        async for message in self._channel(claim).history(
            limit=MAX_SEARCHED_MESSAGES, after=search_start(claim), oldest_first=True
        ):
            if self._is_own(message) and any(
                identity.startswith(mine) for identity in _custom_ids(message.components)
            ):
                return message.id
        return None

    def _voice(self, guild: discord.Guild) -> Voice:
        language = self._languages.of_guild(guild.id, guild.preferred_locale.value)
        return self._texts.voice(language)

    def _channel(self, claim: Claim) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(claim.channel_id, guild_id=claim.guild_id)

    def _is_own(self, message: discord.Message) -> bool:
        return self._client.user is not None and message.author.id == self._client.user.id


def _custom_ids(components: object) -> list[str]:
    """Return the custom_ids of all buttons, at any depth."""
    found: list[str] = []
    for component in components if isinstance(components, list) else []:
        found += [getattr(component, "custom_id", None) or ""]
        found += _custom_ids(getattr(component, "children", None))
    return found
