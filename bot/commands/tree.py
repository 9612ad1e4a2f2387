"""The command tree. It also answers an interaction that fits no command."""

from typing import Any, cast

import discord
from discord import app_commands

from bot.commands.app import Interaction
from bot.commands.error_reply import command_name, handled
from bot.commands.option_check import fits
from bot.errors import UserError


class Tree(app_commands.CommandTree[Any]):
    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Refuse options that the command doesn't take: discord.py would fail, or pass them on."""
        is_autocomplete = interaction.type is discord.InteractionType.autocomplete
        data = cast("dict[str, Any]", interaction.data)
        if not fits(self, data, is_autocomplete=is_autocomplete):
            async with handled(interaction, "forged command"):
                raise UserError("error.wrong_option")
            return False
        return True

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Answer an error from before or after a command's own code, which `answering` wraps."""
        async with handled(interaction, command_name(interaction)):
            if isinstance(error, app_commands.CommandNotFound):
                raise UserError("error.unknown_command")
            raise error.original if isinstance(error, app_commands.CommandInvokeError) else error
