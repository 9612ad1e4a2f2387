"""What a server's commands need to know of it: the server, its date, and its people's names."""

import asyncio
from collections.abc import Collection
from datetime import date

import discord

from bot.commands.app import Interaction, app_of
from bot.errors import UserError
from bot.model import Language

# The gateway usually answers at once. An interaction must be answered within three seconds.
MEMBERS_TIMEOUT_SECONDS = 1.0


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


async def names_of(guild: discord.Guild, user_ids: Collection[int]) -> dict[int, str | None]:
    """Return the display name of each user. None: the user has left the server.

    Asks Discord for these members alone, which needs no privileged intent. The result lacks the
    users about whom Discord didn't answer in time.
    """
    names: dict[int, str | None] = {}
    for user_id in user_ids:
        if (member := guild.get_member(user_id)) is not None:
            names[user_id] = member.display_name
    unknown = [user_id for user_id in user_ids if user_id not in names]
    if unknown:
        try:
            async with asyncio.timeout(MEMBERS_TIMEOUT_SECONDS):
                found = await guild.query_members(user_ids=unknown, limit=100, cache=False)
        except (TimeoutError, discord.DiscordException):
            return names
        names |= dict.fromkeys(unknown)
        names |= {member.id: member.display_name for member in found}
    return names


def _language(interaction: Interaction, guild: discord.Guild) -> Language:
    return app_of(interaction).languages.of_guild(guild.id, guild.preferred_locale.value)
