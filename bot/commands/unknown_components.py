"""The reply to a button, menu or form that is unknown: an older Teapot's, or a forged one."""

from collections.abc import Iterable
from typing import cast

import discord

from bot.commands.app import Interaction
from bot.commands.dynamic_item import Item
from bot.commands.error_reply import handled
from bot.errors import UserError


async def answer_if_unknown(interaction: Interaction, items: Iterable[type[Item]]) -> None:
    """Answer a form, or a button or menu that none of `items` takes. Commands are left alone."""
    if interaction.type is discord.InteractionType.modal_submit:
        async with handled(interaction, "unknown form"):
            raise UserError("error.unknown_form")
    if interaction.type is discord.InteractionType.component:
        custom_id = cast("dict[str, str]", interaction.data)["custom_id"]
        patterns = (item.__discord_ui_compiled_template__ for item in items)
        if not any(pattern.fullmatch(custom_id) for pattern in patterns):
            async with handled(interaction, "unknown button"):
                raise UserError("error.unknown_button")
