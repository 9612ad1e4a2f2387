"""Helpers for messages that Teapot posts on its own (daily posts, games): finding the server, and
turning Discord's errors into CannotPostError."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import discord

from bot.model.daily import Obstacle
from bot.services.failures import CannotPostError

T = TypeVar("T")
# Discord's error codes for what only a server's administrators can fix. Other refusals may be
# temporary: a proxy in front of Discord can send them, too.
_OBSTACLES: dict[int, Obstacle] = {
    10003: "channel_gone",  # Unknown Channel
    50001: "no_access",  # Missing Access
    50013: "no_access",  # Missing Permissions
}


class OutageError(Exception):
    """The server is unavailable during an outage of Discord: its channels, roles and language are
    unknown."""


def guild_to_post_in(client: discord.Client, guild_id: int) -> discord.Guild:
    """Return the server. Raise CannotPostError if Teapot has been removed from it, and OutageError
    if it is unavailable."""
    guild = client.get_guild(guild_id)
    if guild is None:
        raise CannotPostError("left")
    if guild.unavailable:
        raise OutageError(f"server {guild.id} is unavailable")
    return guild


def raise_obstacle(client: discord.Client, guild_id: int, error: discord.HTTPException) -> None:
    """Raise CannotPostError if retrying is of no use."""
    obstacle = _OBSTACLES.get(error.code)
    if obstacle is not None:
        guild_to_post_in(client, guild_id)  # being removed, or an outage, is the better reason
        raise CannotPostError(obstacle) from error


async def unbroken(request: Coroutine[Any, Any, T]) -> T:
    """Await a request, and let it finish even if the caller is cancelled.

    A request that is cancelled while it waits for the global rate limit makes discord.py wait
    forever. A post that arrives late has the nonce of the next attempt, or is found by it. Only the
    end of the process cancels it, together with all others.
    """
    return await asyncio.shield(request)
