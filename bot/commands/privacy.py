"""`/privacy me` and its buttons: a person sees, exports and deletes what is kept of them."""

import functools
from collections.abc import Callable, Coroutine
from typing import Any

from discord import app_commands, ui

from bot.cards import custom_id
from bot.cards.privacy import FILE, confirm_card, erased_card, export_card, privacy_card
from bot.commands.app import Interaction, app_of, localised, voice_of
from bot.commands.data_export import attachment
from bot.commands.dynamic_item import Item
from bot.commands.first_reply import reply
from bot.commands.interactions import answering
from bot.commands.server_privacy import show_server_data
from bot.errors import UserError
from bot.texts import Texts, Voice


def privacy_group(texts: Texts) -> app_commands.Group:
    """Build the command group for servers, DMs and group chats. The group's replies are private."""
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
    group.add_command(
        app_commands.Command(
            name=localised(texts, "command.privacy.server.name"),
            description=localised(texts, "command.privacy.server.description"),
            callback=answering(show_server_data),
        )
    )
    return group


async def _me(interaction: Interaction) -> None:
    await reply(interaction, await _card(interaction), private=True)


async def _export(interaction: Interaction) -> None:
    app, voice = app_of(interaction), voice_of(interaction, private=True)
    rows = await app.people.export(interaction.user.id)
    file = await attachment(
        interaction, FILE, rows, interaction.user.id, voice, "privacy.too_large"
    )
    await interaction.response.send_message(
        view=export_card(file.filename, voice), file=file, ephemeral=True
    )


async def _confirm(interaction: Interaction) -> None:
    kept = await app_of(interaction).people.kept(interaction.user.id)
    if kept.rows:
        voice = voice_of(interaction, private=True)
        await _replace(interaction, confirm_card(kept, interaction.user.id, voice))
    else:
        await _say_erased(interaction, 0)


async def _erase(interaction: Interaction, *, keeps_choices: bool = False) -> None:
    # The erasure deletes the person's choice of language, too. So get the texts in that language
    # (`voice`) first.
    app, voice = app_of(interaction), voice_of(interaction, private=True)
    erased = await app.people.erase(interaction.user.id, keeps_choices=keeps_choices)
    app.forget_person(interaction.user.id)
    await _say_erased(interaction, erased, voice)


async def _hide(interaction: Interaction, *, is_hidden: bool) -> None:
    hidden = app_of(interaction).hidden
    await hidden.set_hidden_everywhere(interaction.user.id, is_hidden=is_hidden)
    await _replace(interaction, await _card(interaction))


async def _unrecord(interaction: Interaction, *, is_unrecorded: bool) -> None:
    unrecorded = app_of(interaction).unrecorded
    await unrecorded.set_unrecorded(interaction.user.id, is_unrecorded=is_unrecorded)
    await _replace(interaction, await _card(interaction))


async def _back(interaction: Interaction) -> None:
    await _replace(interaction, await _card(interaction))


ACTIONS: dict[str, Callable[[Interaction], Coroutine[Any, Any, None]]] = {
    "export": _export,
    "delete": _confirm,
    "erase": _erase,
    "erase-keep": functools.partial(_erase, keeps_choices=True),
    "back": _back,
    "hide": functools.partial(_hide, is_hidden=True),
    "show": functools.partial(_hide, is_hidden=False),
    "unrecord": functools.partial(_unrecord, is_unrecorded=True),
    "record": functools.partial(_unrecord, is_unrecorded=False),
}


class PrivacyButton(Item, template=custom_id.PRIVACY):
    """Acts on the presser's data, but only if the custom_id has the presser's ID."""

    async def handle(self, interaction: Interaction) -> None:
        action = ACTIONS.get(self.match["action"])
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


async def _say_erased(interaction: Interaction, erased: int, voice: Voice | None = None) -> None:
    kept = await app_of(interaction).people.kept(interaction.user.id)
    voice = voice or voice_of(interaction, private=True)
    card = erased_card(erased, interaction.user.id, voice, is_unrecorded=kept.is_unrecorded)
    await _replace(interaction, card)


async def _replace(interaction: Interaction, view: ui.LayoutView) -> None:
    """Replace the message that the button is on. If that message is public, reply in private."""
    message = interaction.message
    if message is not None and message.flags.ephemeral:
        await interaction.response.edit_message(view=view)
    else:
        await reply(interaction, view, private=True)
