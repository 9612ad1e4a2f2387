"""What every post to a channel that answers nobody has in common: its server, and what may fail."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import discord

from bot.model.daily import Obstacle
from bot.services.failures import CannotPostError

Answer = TypeVar("Answer")
# What only those who run a server can mend, by Discord's own numbers. Whatever else refuses a post,
# such as a proxy before Discord, may pass.
_OBSTACLES: dict[int, Obstacle] = {
    10003: "channel_gone",  # Unknown Channel
    50001: "no_access",  # Missing Access
    50013: "no_access",  # Missing Permissions
}


class OutageError(Exception):
    """Discord has lost the server for now: its roles, its language and its channels."""


def guild_to_post_in(client: discord.Client, guild_id: int) -> discord.Guild:
    """Raises CannotPostError for a server that was left, and OutageError."""
    guild = client.get_guild(guild_id)
    if guild is None:
        raise CannotPostError("left")
    if guild.unavailable:
        raise OutageError(f"server {guild.id} is unavailable")
    return guild


def raise_obstacle(client: discord.Client, guild_id: int, error: discord.HTTPException) -> None:
    """Raises CannotPostError where trying again is of no use."""
    obstacle = _OBSTACLES.get(error.code)
    if obstacle is not None:
        guild_to_post_in(client, guild_id)  # it may have been left, or lost, meanwhile
        raise CannotPostError(obstacle) from error


async def unbroken(request: Coroutine[Any, Any, Answer]) -> Answer:
    """Whoever waits for it may give up, and the request still comes to its end: one that is
    cancelled while it waits for the global limit leaves discord.py waiting for good. A post that
    comes late in this way has the same nonce as the next attempt's, or is found by it."""
    return await asyncio.shield(request)
