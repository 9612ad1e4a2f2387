"""Where the posts of the day go on Discord."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

import discord

from bot.cards.daily import post_card
from bot.cards.layout import line
from bot.commands.app import guild_language
from bot.model.daily import Claim, Daily, Obstacle, Post
from bot.services.daily import CannotPostError
from bot.services.language import Languages
from bot.services.lookup import Lookup
from bot.texts import Texts

Answer = TypeVar("Answer")
# Discord's clock and ours may differ by so much.
CLOCKS = timedelta(minutes=2)
# What only those who run a server can mend, by Discord's own numbers. Whatever else refuses a post,
# such as a proxy before Discord, may pass.
_OBSTACLES: dict[int, Obstacle] = {
    10003: "channel_gone",  # Unknown Channel
    50001: "no_access",  # Missing Access
    50013: "no_access",  # Missing Permissions
}
# Messages that are looked through for an earlier attempt's, from the claim on.
SEARCHED = 2_000


class OutageError(Exception):
    """Discord has lost the server for now: its roles, its language and its channels."""


class DiscordChannels:
    def __init__(
        self, client: discord.Client, lookup: Lookup, languages: Languages, texts: Texts
    ) -> None:
        self._client = client
        self._lookup = lookup
        self._languages = languages
        self._texts = texts

    async def send(self, post: Post) -> int:
        claim = post.claim
        guild = self._guild(claim)
        role = guild.get_role(claim.role_id) if claim.role_id else None
        view = post_card(
            post, self._lookup.by_key, self._lookup.scenarios, self._texts,
            guild_language(self._languages, guild), role_id=role.id if role else None,
        )  # fmt: skip
        mentions = discord.AllowedMentions(
            everyone=False, users=False, roles=[role] if role else False
        )
        try:
            message = await _unbroken(
                self._channel(claim).send(view=view, nonce=claim.nonce, allowed_mentions=mentions)
            )
        except discord.HTTPException as error:
            self._raise_obstacle(error, claim)
            raise
        return message.id

    async def find(self, claim: Claim) -> int | None:
        """By its buttons, which name the date."""
        guild = self._guild(claim)
        channel = guild.get_channel(claim.channel_id)
        if channel is not None and not channel.permissions_for(guild.me).read_message_history:
            # Discord would show an empty channel. Whether it was posted is not known then, and it
            # must not be posted twice.
            raise CannotPostError("no_access")
        try:
            return await _unbroken(self._look(claim))
        except discord.HTTPException as error:
            self._raise_obstacle(error, claim)
            raise

    async def tell(self, daily: Daily, reason: Obstacle) -> None:
        guild = self._client.get_guild(daily.guild_id)
        channel = guild.system_channel if guild else None
        if guild is None or channel is None:
            return
        may = channel.permissions_for(guild.me)
        if may.view_channel and may.send_messages:
            language = guild_language(self._languages, guild)
            said = line(self._texts.say(language, f"daily.paused.{reason}"))
            await _unbroken(channel.send(view=said))

    async def _look(self, claim: Claim) -> int | None:
        mine = f"daily:{claim.due.local_date}:"
        async for message in self._channel(claim).history(
            limit=SEARCHED, after=claim.claimed_at - CLOCKS, oldest_first=True
        ):
            if self._is_own(message) and any(
                identity.startswith(mine) for identity in _custom_ids(message.components)
            ):
                return message.id
        return None

    def _channel(self, claim: Claim) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(claim.channel_id, guild_id=claim.guild_id)

    def _is_own(self, message: discord.Message) -> bool:
        return self._client.user is not None and message.author.id == self._client.user.id

    def _guild(self, claim: Claim) -> discord.Guild:
        guild = self._client.get_guild(claim.guild_id)
        if guild is None:
            raise CannotPostError("left")
        if guild.unavailable:
            raise OutageError(f"server {guild.id} is unavailable")
        return guild

    def _raise_obstacle(self, error: discord.HTTPException, claim: Claim) -> None:
        """Raises CannotPostError where trying again is of no use."""
        obstacle = _OBSTACLES.get(error.code)
        if obstacle is not None:
            self._guild(claim)  # it may have been left, or lost, meanwhile
            raise CannotPostError(obstacle) from error


async def _unbroken(request: Coroutine[Any, Any, Answer]) -> Answer:
    """Whoever waits for it may give up, and the request still comes to its end: one that is
    cancelled while it waits for the global limit leaves discord.py waiting for good. A post that
    comes late in this way has the same nonce as the next attempt's, or is found by it."""
    return await asyncio.shield(request)


def _custom_ids(components: object) -> list[str]:
    """Of all buttons, however deep."""
    found: list[str] = []
    for component in components if isinstance(components, list) else []:
        found += [getattr(component, "custom_id", None) or ""]
        found += _custom_ids(getattr(component, "children", None))
    return found
