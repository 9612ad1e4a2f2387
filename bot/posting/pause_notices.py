"""Tells a server's administrators that its daily posts are paused."""

import discord

from bot.cards.layout import plain_message
from bot.model.daily import PauseNotice
from bot.posting.own_messages import find_own, has_text
from bot.posting.requests import unbroken
from bot.posting.servers import UNKNOWN_MESSAGE, Servers
from bot.services.daily.send_once import CLOCK_SKEW
from bot.services.failures import CannotPostError


async def post_notice(servers: Servers, notice: PauseNotice, *, is_late: bool) -> None:
    """Post a notice in the server's system channel, in the server's language.

    If `is_late`, an earlier attempt's notice is searched for first. Raises CannotPostError if
    Teapot can't post in the channel.
    """
    guild = servers.guild(notice.guild_id)
    channel = guild.system_channel
    if channel is None:
        raise CannotPostError("channel_gone")
    may = channel.permissions_for(guild.me)
    if not (may.view_channel and may.send_messages):
        raise CannotPostError("no_access")
    said = servers.voice(guild).say(f"daily.paused.{notice.reason}")
    here = servers.channel(guild.id, channel.id)
    try:
        if is_late and await unbroken(_posted(here, notice, said)) is not None:
            return
        await unbroken(here.send(view=plain_message(said), nonce=notice.nonce))
    except discord.HTTPException as error:
        # If a notice was sent and then deleted, Discord answers UNKNOWN_MESSAGE to another
        # notice with the same nonce. The deleted notice counts as sent.
        if error.code != UNKNOWN_MESSAGE:
            servers.raise_obstacle(guild.id, error)
            raise


async def _posted(
    channel: discord.PartialMessageable, notice: PauseNotice, said: str
) -> int | None:
    return await find_own(channel, notice.since - CLOCK_SKEW, lambda each: has_text(each, said))
