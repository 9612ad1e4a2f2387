"""`/privacy server`, its buttons and its form: a server's data, for the people who manage it."""

import asyncio
import unicodedata

import discord

from bot.cards import custom_id
from bot.cards.layout import inert, server_text
from bot.cards.server_data import (
    FILE,
    NAME,
    erase_form,
    server_data_card,
    server_erased_card,
    server_export_card,
)
from bot.commands.app import FOLLOW_UP_SECONDS, Interaction, app_of, follow_up, voice_of
from bot.commands.data_export import attachment
from bot.commands.dynamic_item import Item
from bot.commands.first_reply import reply
from bot.commands.form_fields import fields_of
from bot.commands.guild import managed_guild_of
from bot.errors import UserError

# These choose whether an emoji is shown as a picture or as text. A keyboard may leave them out.
_VARIATIONS = "\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}"


async def show_server_data(interaction: Interaction) -> None:
    guild, app = _managed(interaction), app_of(interaction)
    kept = await app.server_data.kept(guild.id)
    voice = voice_of(interaction, private=True)
    view = server_data_card(kept, app.contact, app.privacy_url, voice)
    await reply(interaction, view, private=True)


class ServerDataButton(Item, template=custom_id.SERVER_DATA):
    """Acts on the data of the server in which it is pressed."""

    async def handle(self, interaction: Interaction) -> None:
        guild = _managed(interaction)
        if self.match["action"] == "export":
            await _export(interaction, guild)
        else:
            form = erase_form(server_text(guild.name), voice_of(interaction, private=True))
            await interaction.response.send_modal(form)


async def answer_erase_form(interaction: Interaction) -> None:
    """Erase the server's data if the person typed the server's name."""
    guild, app = _managed(interaction), app_of(interaction)
    typed = str(fields_of(interaction).get(NAME, {}).get("value") or "")
    if _compared(typed) != _compared(server_text(guild.name)):
        raise UserError("privacy.server.wrong_name", name=inert(server_text(guild.name)))
    # A million rows take longer than Discord waits for a reply.
    await interaction.response.defer(ephemeral=True, thinking=True)
    erased = await app.server_data.erase(guild.id)
    app.forget_server(guild.id)
    await follow_up(interaction, server_erased_card(erased, voice_of(interaction, private=True)))


async def _export(interaction: Interaction, guild: discord.Guild) -> None:
    app, voice = app_of(interaction), voice_of(interaction, private=True)
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = await app.server_data.export(guild.id)
    file = await attachment(
        interaction, FILE, found.rows, guild.id, voice, "privacy.server.too_large"
    )
    view = server_export_card(file.filename, found.of_people, voice)
    async with asyncio.timeout(FOLLOW_UP_SECONDS):
        await interaction.followup.send(view=view, file=file, ephemeral=True)


def _managed(interaction: Interaction) -> discord.Guild:
    return managed_guild_of(interaction, "privacy.server.guild_only", "privacy.server.forbidden")


def _compared(name: str) -> str:
    """Normalise a server's name, or the name that a person typed, before the two are compared.

    People may type other forms of letters and other spaces. They can't type invisible characters,
    such as a joiner between two emoji.
    """
    words = unicodedata.normalize("NFKC", name).casefold().split()
    return " ".join(
        "".join(each for each in word if each.isprintable() and each not in _VARIATIONS)
        for word in words
    )
