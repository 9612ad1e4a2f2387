"""Runs, times and logs each command, button, menu and form. error_replies.py answers errors."""

import asyncio
import functools
import logging
import math
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec

from discord import app_commands

from bot.commands.app import Interaction, app_of
from bot.commands.error_replies import answer_error
from bot.errors import UserError
from bot.log_events import InteractionEvent, InteractionResult, tell

# Discord accepts a first reply only within three seconds. A command is cancelled if it has sent no
# reply after REPLY_SECONDS. The remaining time is for a line about this error.
REPLY_SECONDS = 2.2

log = logging.getLogger("teapot")
Options = ParamSpec("Options")
Answer = Callable[[Interaction], Coroutine[Any, Any, None]]


def answering(
    callback: Callable[Concatenate[Interaction, Options], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[Interaction, Options], Coroutine[Any, Any, None]]:
    """Wrap a command, so that its errors are answered."""

    @functools.wraps(callback)
    async def answered(
        interaction: Interaction, /, *args: Options.args, **options: Options.kwargs
    ) -> None:
        await handle(
            interaction,
            command_name(interaction),
            lambda interaction: callback(interaction, *args, **options),
        )

    return answered


def suggesting(
    callback: Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]],
) -> Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]:
    """Wrap an option's autocomplete, so that a failed autocomplete suggests nothing."""

    @functools.wraps(callback)
    async def suggested(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        async def suggest(interaction: Interaction) -> None:
            # discord.py itself would send the choices without a deadline, and log a traceback on
            # failure.
            await interaction.response.autocomplete(await callback(interaction, typed))

        await handle(interaction, f"{command_name(interaction)} autocomplete", suggest)
        if not interaction.response.is_done():
            # If this function returned, discord.py would send choices itself. If it raised an
            # error, discord.py would log a traceback. A cancellation ends the task quietly.
            raise asyncio.CancelledError
        return []

    return suggested


def command_name(interaction: Interaction) -> str:
    """Return the command's English name: Teapot's own word, not text from the interaction."""
    command = interaction.command
    return "unknown" if command is None else command.qualified_name


async def refuse(interaction: Interaction, command: str, error: Exception) -> None:
    """Answer an interaction with an error. The cooldown doesn't count the interaction."""

    async def fail(_: Interaction) -> None:
        raise error

    await handle(interaction, command, fail, is_counted=False)


async def handle(
    interaction: Interaction, command: str, answer: Answer, *, is_counted: bool = True
) -> None:
    """Answer an interaction with `answer`, or with a line about its error. Log the outcome.

    `command` is a command's name, or the kind of a button, menu or form. The use counts towards the
    cooldown if `is_counted`. `answer` is cancelled if it has sent no reply after REPLY_SECONDS. A
    deferral counts as a reply. The content that follows a deferral, such as the explanation of a
    file, has no deadline here.
    """
    loop = asyncio.get_running_loop()
    began, limit = loop.time(), asyncio.timeout(None)

    def give_up_if_late() -> None:
        if not interaction.response.is_done():
            limit.reschedule(began)

    # The result if the process stops.
    result: InteractionResult = "cut"
    error_id = None
    try:
        async with limit:
            timer = loop.call_later(REPLY_SECONDS, give_up_if_late)
            try:
                if is_counted:
                    _count_use(interaction, command)
                await answer(interaction)
            finally:
                timer.cancel()
        result = "answered"
    except Exception as error:
        is_late = isinstance(error, TimeoutError) and limit.expired()
        if is_late:
            log.warning("%s had no reply after %s s, and was given up", command, REPLY_SECONDS)
        result, error_id = await answer_error(interaction, command, began, error, is_late=is_late)
    finally:
        tell(
            InteractionEvent(
                id=interaction.id,
                command=command,
                server=interaction.guild_id,
                ms=round(1000 * (loop.time() - began)),
                result=result,
                error=error_id,
            )
        )


def _count_use(interaction: Interaction, kind: str) -> None:
    """Count a use. Raise UserError if the person has used the command, button or form too often.

    Each further use gets the error, too. Without a reply, Discord would show that Teapot did not
    respond.
    """
    app = app_of(interaction)
    ends = app.cooldowns.use(interaction.user.id, kind, app.clock())
    if ends is not None:
        raise UserError("error.cooldown", when=f"<t:{math.ceil(ends.timestamp())}:R>")
