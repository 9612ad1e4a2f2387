"""Finds Teapot's own messages in a channel, so that a retry doesn't post a message again."""

from collections.abc import Callable
from datetime import datetime

import discord

from bot.cards.layout import parts_of

# The search reads at most this many messages.
MAX_SEARCHED_MESSAGES = 2_000


async def find_own(
    channel: discord.PartialMessageable,
    after: datetime,
    is_wanted: Callable[[discord.Message], bool],
) -> int | None:
    """Return the id of Teapot's first message after `after` for which `is_wanted` is true, or None.

    Discord returns no messages if Teapot lacks the permission Read Message History.
    """
    user = channel._state.user
    async for message in channel.history(
        limit=MAX_SEARCHED_MESSAGES, after=after, oldest_first=True
    ):
        if user is not None and message.author.id == user.id and is_wanted(message):
            return message.id
    return None


def has_button(message: discord.Message, beginning: str) -> bool:
    """Return whether the custom_id of one of the message's buttons has this beginning."""
    return any(
        (getattr(each, "custom_id", None) or "").startswith(beginning)
        for each in parts_of(message.components)
    )


def has_part(message: discord.Message, part_id: int) -> bool:
    """Return whether a component has this id."""
    return any(getattr(each, "id", None) == part_id for each in parts_of(message.components))


def has_text(message: discord.Message, text: str) -> bool:
    """Return whether one of the message's texts is `text`."""
    return any(getattr(each, "content", None) == text for each in parts_of(message.components))
