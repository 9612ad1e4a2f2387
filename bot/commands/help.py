"""`/help`: a private reply that says what Teapot does and what it stores."""

from typing import Any

from discord import app_commands

from bot.cards.help import help_card
from bot.commands.app import Interaction, app_of, localised, voice_of
from bot.commands.first_reply import reply
from bot.commands.interactions import answering
from bot.config import version
from bot.texts import Texts


def help_command(texts: Texts) -> app_commands.Command[Any, ..., None]:
    """Build the command, for servers, DMs and group chats."""

    @app_commands.command(
        name=localised(texts, "command.help.name"),
        description=localised(texts, "command.help.description"),
    )
    @answering
    async def show_help(interaction: Interaction) -> None:
        app, voice = app_of(interaction), voice_of(interaction, private=True)
        view = help_card(version(), app.contact, app.privacy_url, voice, has_menus=app.has_menus)
        await reply(interaction, view, private=True)

    return show_help
