"""The servers that Teapot posts to on its own: their channels and languages, and the obstacles to
a post."""

from dataclasses import dataclass

import discord

from bot.model.daily import Obstacle
from bot.services.failures import CannotPostError
from bot.services.language import Languages
from bot.texts import Texts, Voice

# Discord's error code for a message that was deleted. Discord also sends it for a new message with
# the nonce of a deleted one.
UNKNOWN_MESSAGE = 10008
# Discord's error codes for faults that only a server's administrators can fix. Other refusals may
# be temporary: a proxy in front of Discord can send them, too.
_OBSTACLES: dict[int, Obstacle] = {
    10003: "channel_gone",  # Unknown Channel
    50001: "no_access",  # Missing Access
    50013: "no_access",  # Missing Permissions
}


class OutageError(Exception):
    """The server is unavailable, during an outage of Discord or just after a connection: its
    channels, roles and language are unknown."""


@dataclass(frozen=True, slots=True)
class Servers:
    client: discord.Client
    languages: Languages
    texts: Texts

    def guild(self, guild_id: int) -> discord.Guild:
        """Return the server. Raise CannotPostError if Teapot has been removed from it, and
        OutageError if it is unavailable."""
        guild = self.client.get_guild(guild_id)
        if guild is None:
            raise CannotPostError("left")
        if guild.unavailable:
            raise OutageError(f"server {guild.id} is unavailable")
        return guild

    def voice(self, guild: discord.Guild) -> Voice:
        return self.texts.voice(self.languages.of_guild(guild.id, guild.preferred_locale.value))

    def channel(self, guild_id: int, channel_id: int) -> discord.PartialMessageable:
        return self.client.get_partial_messageable(channel_id, guild_id=guild_id)

    def raise_obstacle(self, guild_id: int, error: discord.HTTPException) -> None:
        """Raise CannotPostError if only the server's administrators can fix the error.

        Raises OutageError instead if the server is unavailable. Returns if a retry may succeed.
        """
        obstacle = _OBSTACLES.get(error.code)
        if obstacle is not None:
            # Raises if Teapot was removed or the server is unavailable: this explains the error
            # better than `obstacle`.
            self.guild(guild_id)
            raise CannotPostError(obstacle) from error
