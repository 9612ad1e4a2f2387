"""Answers errors: a private line about what the person can correct, or about a logged failure."""

import functools
import logging
import math
import secrets
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Concatenate, ParamSpec

import discord
from discord import app_commands

from bot.cards.layout import plain_message
from bot.commands.app import Interaction, app_of, voice_of
from bot.errors import UserError
from bot.events import INTERACTION, tell
from bot.logs import described

log = logging.getLogger("teapot")
Options = ParamSpec("Options")


def answering(
    callback: Callable[Concatenate[Interaction, Options], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[Interaction, Options], Coroutine[Any, Any, None]]:
    """Wrap a command, so that its errors are answered."""

    @functools.wraps(callback)
    async def answered(
        interaction: Interaction, /, *args: Options.args, **options: Options.kwargs
    ) -> None:
        name = command_name(interaction)
        async with handled(interaction, name):
            count_use(interaction, name)
            await callback(interaction, *args, **options)

    return answered


def suggesting(
    callback: Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]],
) -> Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]:
    """Wrap an option's autocomplete, so that nothing is suggested if it fails."""

    @functools.wraps(callback)
    async def suggested(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        name = f"{command_name(interaction)} autocomplete"
        async with handled(interaction, name):
            count_use(interaction, name)
            return await callback(interaction, typed)
        return []

    return suggested


def command_name(interaction: Interaction) -> str:
    """Return the English name of the command, which is Teapot's own word."""
    command = interaction.command
    return "unknown" if command is None else command.qualified_name


def count_use(interaction: Interaction, kind: str) -> None:
    """Raise UserError if the person has used this command, button or form too often just now.

    Each further try gets this line, too: Discord would show that Teapot did not respond.
    """
    app = app_of(interaction)
    ends = app.cooldowns.use(interaction.user.id, kind, app.clock())
    if ends is not None:
        raise UserError("error.cooldown", when=f"<t:{math.ceil(ends.timestamp())}:R>")


@asynccontextmanager
async def handled(interaction: Interaction, command: str) -> AsyncIterator[None]:
    """Answer the errors of the block, and tell how it ended.

    `command` is a command's name, or the kind of a button, menu or form.
    """
    started = time.perf_counter()
    result, error_id = "cut", None  # as it stays if the process stops
    try:
        yield
        result = "answered"
    except UserError as error:
        await answer_error(interaction, error)
        result = "refused"
    except Exception as error:
        error_id = await answer_error(interaction, error)
        result = "failed"
    finally:
        tell(
            INTERACTION,
            id=interaction.id,
            command=command,
            server=interaction.guild_id,
            ms=round(1000 * (time.perf_counter() - started)),
            result=result,
            error=error_id,
        )


async def answer_error(interaction: Interaction, error: BaseException) -> str | None:
    """Send one private line in the person's language.

    It says what they can correct, or gives the short ID of an unexpected error, which is logged
    under it. Returns that ID. Never raises: no caller would catch the error.
    """
    key, error_id = "error.unexpected", None
    values: dict[str, str | int] = {}
    if isinstance(error, UserError):
        key, values = error.key, error.values
    else:
        error_id = secrets.token_hex(4)
        values = {"id": error_id}
        log.error("unexpected error %s", error_id, exc_info=error)
    if interaction.type is discord.InteractionType.autocomplete:
        return error_id
    try:
        voice = voice_of(interaction, private=True)
        view = plain_message(voice.say(key, **values))
        if interaction.response.is_done():
            await interaction.followup.send(view=view, ephemeral=True)
        else:
            await interaction.response.send_message(view=view, ephemeral=True)
    except Exception as unsent:
        # Three seconds have passed, or Discord or the store fails. The error itself is in the log.
        log.warning("could not answer an error: %s", described(unsent))
    return error_id
