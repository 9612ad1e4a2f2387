"""The command tree. It also answers an interaction that fits no command."""

from typing import Any, cast

import discord
from discord import app_commands

from bot.commands.app import Interaction
from bot.commands.interactions import command_name, refuse
from bot.commands.option_check import fits
from bot.errors import UserError


class Tree(app_commands.CommandTree[Any]):
    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Refuse options that don't fit the command.

        Without this check, discord.py would fail on such options, or pass them to the command.
        """
        is_autocomplete = interaction.type is discord.InteractionType.autocomplete
        data = cast("dict[str, Any]", interaction.data)
        if not fits(self, data, is_autocomplete=is_autocomplete):
            await refuse(interaction, "forged command", UserError("error.wrong_option"))
            return False
        return True

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Answer an error that `answering` hasn't handled.

        Most of these errors are discord.py's own. An error that escapes from a command's code is
        the `original` of a CommandInvokeError.
        """
        cause: Exception = error
        if isinstance(error, app_commands.CommandNotFound):
            cause = UserError("error.unknown_command")
        elif isinstance(error, app_commands.CommandInvokeError):
            cause = error.original
        await refuse(interaction, command_name(interaction), cause)
