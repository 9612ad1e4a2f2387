"""What a server's commands need to know of it: the server, its clock and its date."""

from datetime import date

import discord

from bot.commands.app import Interaction, app_of
from bot.errors import UserError
from bot.model import Language


def guild_of(interaction: Interaction) -> discord.Guild:
    """Return the server. Raise UserError unless Teapot is a member of it."""
    if interaction.guild is None or interaction.guild.me is None:
        raise UserError("quiz.guild_only")
    return interaction.guild


async def timezone_of(interaction: Interaction) -> str:
    guild = guild_of(interaction)
    return await app_of(interaction).local_time.timezone(guild.id, _language(interaction, guild))


async def today_of(interaction: Interaction) -> date:
    """Return the date on the server's calendar."""
    guild = guild_of(interaction)
    return await app_of(interaction).local_time.today(guild.id, _language(interaction, guild))


def _language(interaction: Interaction, guild: discord.Guild) -> Language:
    return app_of(interaction).languages.of_guild(guild.id, guild.preferred_locale.value)
