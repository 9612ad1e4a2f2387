"""`/privacy me` and its buttons: a person sees, takes along and deletes what is kept of them."""

import gzip
import io
from collections.abc import Callable, Coroutine
from typing import Any

import discord
from discord import app_commands, ui

from bot.cards import custom_id
from bot.cards.data_file import data_file
from bot.cards.privacy import FILE, confirm_card, erased_card, export_card, privacy_card
from bot.commands.app import Interaction, app_of, localised, reply, voice_of
from bot.commands.dynamic_item import Item
from bot.commands.error_reply import answering
from bot.errors import UserError
from bot.texts import Texts


def privacy_group(texts: Texts) -> app_commands.Group:
    """Build the group, for servers, DMs and group chats. Its replies are private."""
    group = app_commands.Group(
        name=localised(texts, "command.privacy.name"),
        description=localised(texts, "command.privacy.description"),
    )
    group.add_command(
        app_commands.Command(
            name=localised(texts, "command.privacy.me.name"),
            description=localised(texts, "command.privacy.me.description"),
            callback=answering(_me),
        )
    )
    return group


async def _me(interaction: Interaction) -> None:
    await reply(interaction, await _card(interaction), private=True)


async def _export(interaction: Interaction) -> None:
    app, voice = app_of(interaction), voice_of(interaction, private=True)
    rows = await app.people.export(interaction.user.id)
    name, content = FILE, data_file(rows, interaction.user.id, app.clock(), voice)
    if len(content) > interaction.filesize_limit:
        name, content = f"{FILE}.gz", gzip.compress(content)
    if len(content) > interaction.filesize_limit:
        raise UserError("privacy.too_large")
    await interaction.response.send_message(
        view=export_card(name, voice), file=discord.File(io.BytesIO(content), name), ephemeral=True
    )


async def _confirm(interaction: Interaction) -> None:
    kept = await app_of(interaction).people.kept(interaction.user.id)
    voice = voice_of(interaction, private=True)
    card = confirm_card(kept, interaction.user.id, voice) if kept.rows else erased_card(0, voice)
    await _replace(interaction, card)


async def _erase(interaction: Interaction) -> None:
    voice = voice_of(interaction, private=True)  # the language goes, too
    erased = await app_of(interaction).people.erase(interaction.user.id)
    await _replace(interaction, erased_card(erased, voice))


async def _back(interaction: Interaction) -> None:
    await _replace(interaction, await _card(interaction))


_ACTIONS: dict[str, Callable[[Interaction], Coroutine[Any, Any, None]]] = {
    "export": _export,
    "delete": _confirm,
    "erase": _erase,
    "back": _back,
}


class PrivacyButton(Item, template=custom_id.PRIVACY):
    """Acts on the data of the person who presses it, and only if it was made for them."""

    async def handle(self, interaction: Interaction) -> None:
        action = _ACTIONS.get(self.match["action"])
        if action is None:
            raise UserError("error.unknown_button")
        if int(self.match["person"]) != interaction.user.id:
            raise UserError("privacy.not_yours")
        await action(interaction)


async def _card(interaction: Interaction) -> ui.LayoutView:
    app, person_id = app_of(interaction), interaction.user.id
    kept = await app.people.kept(person_id)
    voice = voice_of(interaction, private=True)
    return privacy_card(kept, person_id, app.contact, app.privacy_url, voice)


async def _replace(interaction: Interaction, view: ui.LayoutView) -> None:
    """Replace the private message that the button is on. A public one stays as it is."""
    message = interaction.message
    if message is not None and message.flags.ephemeral:
        await interaction.response.edit_message(view=view)
    else:
        await reply(interaction, view, private=True)
