"""Sends daily posts to Discord, and finds those that were sent."""

import discord

from bot.cards.daily import post_card
from bot.model.catalogue import Catalogue
from bot.model.daily import Claim, PauseNotice, Post
from bot.posting.own_messages import find_own, has_button
from bot.posting.pause_notices import post_notice
from bot.posting.requests import unbroken
from bot.posting.servers import UNKNOWN_MESSAGE, Servers
from bot.services.daily.send_once import search_start
from bot.services.failures import CannotPostError, DeletedError


class DiscordPostSender:
    """Implements PostSender for Discord. Posts are in the server's language.

    A Claim says that a server's post for one date must be sent.
    """

    def __init__(self, servers: Servers, catalogue: Catalogue) -> None:
        self._servers = servers
        self._catalogue = catalogue

    async def send(self, claim: Claim, post: Post) -> int:
        guild = self._servers.guild(claim.guild_id)
        role = guild.get_role(claim.role_id) if claim.role_id else None
        view = post_card(
            post,
            self._catalogue,
            self._servers.voice(guild),
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
            if error.code == UNKNOWN_MESSAGE:
                raise DeletedError from error
            self._servers.raise_obstacle(claim.guild_id, error)
            raise
        return message.id

    async def find(self, claim: Claim) -> int | None:
        """Search the channel for Teapot's own message whose buttons name the claim's date."""
        guild = self._servers.guild(claim.guild_id)
        channel = guild.get_channel(claim.channel_id)
        if channel is not None and not channel.permissions_for(guild.me).read_message_history:
            # Discord returns no messages without this permission. The post may have been sent, and
            # must not be sent twice.
            raise CannotPostError("no_access")
        try:
            return await unbroken(self._look(claim))
        except discord.HTTPException as error:
            self._servers.raise_obstacle(claim.guild_id, error)
            raise

    async def tell(self, notice: PauseNotice, *, is_late: bool) -> None:
        await post_notice(self._servers, notice, is_late=is_late)

    async def _look(self, claim: Claim) -> int | None:
        mine = f"daily:{claim.due.local_date}:"
        return await find_own(
            self._channel(claim), search_start(claim), lambda each: has_button(each, mine)
        )

    def _channel(self, claim: Claim) -> discord.PartialMessageable:
        return self._servers.channel(claim.guild_id, claim.channel_id)
