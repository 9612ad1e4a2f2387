"""Checks Teapot's permissions in a channel before a command promises a post there.

Permissions are named as in Discord's API, such as "view_channel". The text with the key
"permission.view_channel" is the name that Discord's settings show.
"""

from collections.abc import Iterable, Sequence

import discord

from bot.commands.app import Interaction, voice_of
from bot.errors import UserError
from bot.model.daily import Daily
from bot.texts import Voice

# Teapot needs the history to search for its own post after an interrupted attempt.
_NEEDED_BY_DAILY_POSTS = ("view_channel", "send_messages", "read_message_history")


def missing_for_daily_posts(daily: Daily, guild: discord.Guild) -> list[str]:
    """Return the permissions that Teapot lacks in the channel; [] if the channel is gone."""
    channel = guild.get_channel(daily.channel_id)
    if channel is None:
        return []
    own = channel.permissions_for(guild.me)
    missing = _missing(own, _NEEDED_BY_DAILY_POSTS)
    role = guild.get_role(daily.role_id) if daily.role_id else None
    if role is not None and not role.mentionable and not own.mention_everyone:
        missing.append("mention_everyone")
    return missing


def require_for_daily_posts(interaction: Interaction, daily: Daily, guild: discord.Guild) -> None:
    """Raise UserError if the channel is gone, or if Teapot lacks a permission there."""
    if guild.get_channel(daily.channel_id) is None:
        raise UserError("daily.channel_gone")
    if missing := missing_for_daily_posts(daily, guild):
        named = ", ".join(permission_names(missing, voice_of(interaction, private=True)))
        channel = f"<#{daily.channel_id}>"
        raise UserError("daily.forbidden_there", channel=channel, permissions=named)


def require_for_game(interaction: Interaction) -> None:
    """Raise UserError if the person or Teapot may not write in the interaction's channel.

    A game posts to everyone in the channel, so the person must be allowed to do that, too.
    """
    channel = interaction.channel
    is_thread = channel is not None and channel.type.name.endswith("thread")
    write = "send_messages_in_threads" if is_thread else "send_messages"
    if not getattr(interaction.permissions, write):
        raise UserError("quiz.may_not_write")
    needed = ("view_channel", write)
    if missing := _missing(interaction.app_permissions, needed):
        named = ", ".join(permission_names(missing, voice_of(interaction, private=True)))
        raise UserError("quiz.forbidden_here", permissions=named)


def permission_names(permissions: Iterable[str], voice: Voice) -> list[str]:
    """Return each permission's name as Discord's settings show it."""
    return [voice.say(f"permission.{each}") for each in permissions]


def _missing(own: discord.Permissions, needed: Sequence[str]) -> list[str]:
    return [each for each in needed if not getattr(own, each)]
