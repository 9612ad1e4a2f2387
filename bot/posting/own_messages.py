"""Finds a message that an earlier attempt has posted, in its channel's history."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import discord

# The search reads at most this many messages.
MAX_SEARCHED_MESSAGES = 2_000


async def find_own(
    channel: discord.PartialMessageable,
    after: datetime,
    is_wanted: Callable[[discord.Message], bool],
) -> int | None:
    """Return the id of Teapot's first message for which `is_wanted` is true.

    Without Read Message History, Discord returns no messages.
    """
    user = channel._state.user
    async for message in channel.history(
        limit=MAX_SEARCHED_MESSAGES, after=after, oldest_first=True
    ):
        if user is not None and message.author.id == user.id and is_wanted(message):
            return message.id
    return None


def has_button(message: discord.Message, beginning: str) -> bool:
    """Return whether the custom_id of one of its buttons has this beginning."""
    return any(
        (getattr(each, "custom_id", None) or "").startswith(beginning)
        for each in _parts(message.components)
    )


def has_part(message: discord.Message, part_id: int) -> bool:
    """Return whether a component has this id."""
    return any(getattr(each, "id", None) == part_id for each in _parts(message.components))


def _parts(components: object) -> Iterator[Any]:
    """Yield components at any depth."""
    for each in components if isinstance(components, list) else []:
        yield each
        yield from _parts(getattr(each, "children", None))
