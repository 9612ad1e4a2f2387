"""What a server's commands begin with: which server, by which clock, what people are called."""

import asyncio
from collections.abc import Collection
from datetime import date

import discord

from bot.commands.app import Interaction, app_of
from bot.errors import UserError
from bot.model import Language

# The gateway usually answers at once; an interaction lives three seconds.
MEMBERS_TIMEOUT_SECONDS = 1.0


def guild_of(interaction: Interaction) -> discord.Guild:
    """The server, where Teapot is a member; raises UserError elsewhere."""
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
    """What these people are called there; None for those who have left. Asks Discord for just
    these, which takes no privileged intent. Who could not be asked about in time is left out."""
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
