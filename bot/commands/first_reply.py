"""The first reply to an interaction, without a copy of it from Discord.

`send_message` of discord.py 2.7 always asks for the message that a reply has become, and makes an
object of it, which Teapot never uses. That is a sixth of a constant reply's CPU, and a fifth of a
card's. All that this needs of discord.py's private parts is in this module.
"""

import discord
from discord import ui
from discord.http import Route
from discord.webhook.async_ import async_context

from bot.commands.app import Interaction

_SEND = discord.InteractionResponseType.channel_message
_NO_MENTIONS = discord.AllowedMentions.none().to_dict()
# By whether only the person sees the reply.
_FLAGS = {
    private: discord.MessageFlags(components_v2=True, ephemeral=private).value
    for private in (False, True)
}


async def reply(interaction: Interaction, view: ui.LayoutView, *, private: bool) -> None:
    """Send the view, which must be finished. Raises what discord.py's `send_message` raises."""
    response, http = interaction.response, interaction.client.http
    if response.is_done():
        raise discord.InteractionResponded(interaction)
    assert view.is_finished(), "discord.py isn't told of the view, so its own callbacks never run"
    data = {
        # discord.py leaves this method untyped.
        "components": view.to_components(),  # type: ignore[no-untyped-call]
        "flags": _FLAGS[private],
        "allowed_mentions": _NO_MENTIONS,
    }
    route = Route(
        "POST",
        "/interactions/{webhook_id}/{webhook_token}/callback",
        webhook_id=interaction.id,
        webhook_token=interaction.token,
    )
    await async_context.get().request(
        route,
        interaction._session,
        proxy=http.proxy,
        proxy_auth=http.proxy_auth,
        payload={"type": _SEND.value, "data": data},
    )
    response._response_type = _SEND
