"""Refuses unknown buttons, menus and forms: an older Teapot's, and forged ones."""

from collections.abc import Iterable
from typing import Any, cast

import discord

from bot.cards.layout import parts_of
from bot.commands.app import Interaction
from bot.commands.dynamic_item import Item
from bot.commands.interactions import refuse
from bot.errors import UserError


async def answer_if_unknown(interaction: Interaction, items: Iterable[type[Item]]) -> None:
    """Refuse an interaction with an unknown form, button or menu. Do nothing for a command.

    Every form is unknown here: the caller has answered the known ones. A button or menu is unknown
    if its custom_id matches no class in `items`, or if the interaction's message has no such part.
    """
    if interaction.type is discord.InteractionType.modal_submit:
        await refuse(interaction, "unknown form", UserError("error.unknown_form"))
    if interaction.type is discord.InteractionType.component:
        custom_id = cast("dict[str, str]", interaction.data)["custom_id"]
        patterns = (item.__discord_ui_compiled_template__ for item in items)
        # discord.py doesn't call an item that the interaction's message lacks.
        is_known = any(pattern.fullmatch(custom_id) for pattern in patterns)
        if not is_known or not _holds_what_was_used(interaction):
            await refuse(interaction, "unknown button", UserError("error.unknown_button"))


def _holds_what_was_used(interaction: Interaction) -> bool:
    """Return whether the interaction's message holds the button or menu that was used."""
    data = cast("dict[str, Any]", interaction.data)
    held = () if interaction.message is None else interaction.message.components
    used = data["component_type"], data["custom_id"]
    return any(
        (each.type.value, getattr(each, "custom_id", None)) == used for each in parts_of(held)
    )
