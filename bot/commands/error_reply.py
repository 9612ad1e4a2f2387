"""Answers errors: a private line about what the person can mend, or about a logged failure."""

import functools
import logging
import secrets
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec

import discord

from bot.cards.layout import plain_message
from bot.commands.app import Interaction, voice_of
from bot.errors import UserError

log = logging.getLogger("teapot")
Options = ParamSpec("Options")


def answering(
    callback: Callable[Concatenate[Interaction, Options], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[Interaction, Options], Coroutine[Any, Any, None]]:
    """Wrap a command, so that its UserErrors are answered and not logged.

    Other errors go on to the tree's error handler, which logs them.
    """

    @functools.wraps(callback)
    async def answered(
        interaction: Interaction, /, *args: Options.args, **options: Options.kwargs
    ) -> None:
        try:
            await callback(interaction, *args, **options)
        except UserError as error:
            await answer_error(interaction, error)

    return answered


async def answer_error(interaction: Interaction, error: BaseException) -> None:
    """Send one private line in the person's language.

    It says what they can mend, or the short ID under which an unexpected error is logged. Never
    raises: no caller would catch the error.
    """
    key = "error.unexpected"
    values: dict[str, str | int] = {}
    if isinstance(error, UserError):
        key, values = error.key, error.values
    else:
        values = {"id": secrets.token_hex(4)}
        log.error("unexpected error %s", values["id"], exc_info=error)
    if interaction.type is discord.InteractionType.autocomplete:
        return
    try:
        voice = voice_of(interaction, private=True)
        view = plain_message(voice.say(key, **values))
        if interaction.response.is_done():
            await interaction.followup.send(view=view, ephemeral=True)
        else:
            await interaction.response.send_message(view=view, ephemeral=True)
    except Exception as unsent:
        # Three seconds have passed, or Discord or the store fails. The error itself is in the log.
        log.warning("could not answer an error: %s", unsent)
