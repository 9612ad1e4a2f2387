"""The server and channel of a command, and the server's time zone and date."""

from datetime import date

import discord

from bot.commands.app import Interaction, app_of
from bot.errors import UserError
from bot.model import Language


def guild_of(interaction: Interaction, otherwise: str = "quiz.guild_only") -> discord.Guild:
    """Return the server. Raise UserError(`otherwise`) unless Teapot is a member of it.

    Also raises UserError while the server is unavailable, for example just after the gateway's
    READY or in an outage. The server's channels and roles are unknown then. This function doesn't
    use `interaction.guild`, which is only a placeholder if discord.py doesn't know the server.
    """
    guild_id = interaction.guild_id
    client: discord.Client = interaction.client
    guild = None if guild_id is None else client.get_guild(guild_id)
    if guild is None:
        raise UserError(otherwise)
    if guild.unavailable:
        raise UserError("error.unknown_guild")
    return guild


def managed_guild_of(interaction: Interaction, otherwise: str, forbidden: str) -> discord.Guild:
    """Return the server, as `guild_of` does. Raise UserError(`forbidden`) unless the person manages
    it."""
    guild = guild_of(interaction, otherwise)
    if not interaction.permissions.manage_guild:
        raise UserError(forbidden)
    return guild


def channel_id_of(interaction: Interaction) -> int:
    if interaction.channel_id is None:
        raise UserError("error.unknown_channel")
    return interaction.channel_id


async def timezone_of(interaction: Interaction) -> str:
    guild = guild_of(interaction)
    return await app_of(interaction).local_time.timezone(guild.id, _language(interaction, guild))


async def today_of(interaction: Interaction) -> date:
    """Return today's date in the server's time zone."""
    guild = guild_of(interaction)
    return await app_of(interaction).local_time.today(guild.id, _language(interaction, guild))


def _language(interaction: Interaction, guild: discord.Guild) -> Language:
    return app_of(interaction).languages.of_guild(guild.id, guild.preferred_locale.value)
