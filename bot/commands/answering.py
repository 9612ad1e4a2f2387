"""Runs each command, button, menu and form: times and logs it, and answers its errors.

After an error, the person gets a private line: what to correct, or that Teapot failed.
"""

import asyncio
import functools
import logging
import math
import secrets
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec

import aiohttp
import discord
from discord import app_commands, ui

from bot.cards.layout import plain_message
from bot.commands.app import Interaction, app_of, follow_up, voice_of
from bot.commands.first_reply import reply
from bot.errors import UserError
from bot.events import INTERACTION, tell
from bot.logs import described
from bot.services.failures import is_of_database

# Discord accepts a first reply only within three seconds. A command is cancelled if it has sent no
# reply after REPLY_SECONDS, which leaves time for a line that says so. That line, or the line about
# another error, must be sent before LAST_REPLY_SECONDS. Each attempt to send a line ends after
# ATTEMPT_SECONDS, and is then retried once.
REPLY_SECONDS, LAST_REPLY_SECONDS, ATTEMPT_SECONDS = 2.2, 2.9, 1.2
# Discord's codes for Unknown Interaction and Unknown Webhook: the time for a reply is over.
_EXPIRED = (10062, 10015)

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

    result, error_id = "cut", None  # the result if the process stops
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
        result, error_id = await _answer_error(interaction, command, began, error, is_late=is_late)
    finally:
        tell(
            INTERACTION,
            id=interaction.id,
            command=command,
            server=interaction.guild_id,
            ms=round(1000 * (loop.time() - began)),
            result=result,
            error=error_id,
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


async def _answer_error(
    interaction: Interaction, command: str, began: float, error: Exception, *, is_late: bool
) -> tuple[str, str | None]:
    """Answer an error. Return the result to log, and the ID of an unexpected error."""
    until = began + LAST_REPLY_SECONDS
    if isinstance(error, UserError):
        await _say(interaction, until, error.key, **error.values)
        return "refused", None
    if is_late:
        log.warning("%s had no reply after %s s, and was given up", command, REPLY_SECONDS)
        await _say(interaction, until, "error.late")
        return "late", None
    if _is_expired(error):
        log.warning("Discord no longer takes a reply to %s", command)
        return "late", None
    return "failed", await _answer_failure(interaction, until, error)


async def _answer_failure(interaction: Interaction, until: float, error: Exception) -> str:
    """Log an unexpected error under a short ID, tell the person the ID, and return it."""
    error_id = secrets.token_hex(4)
    log.error("unexpected error %s", error_id, exc_info=error)
    key = "error.database" if is_of_database(error) else "error.unexpected"
    await _say(interaction, until, key, id=error_id)
    return error_id


def _is_expired(error: Exception) -> bool:
    """Return whether Discord says that the time for a reply is over."""
    return isinstance(error, discord.NotFound) and error.code in _EXPIRED


async def _say(interaction: Interaction, until: float, key: str, **values: str | int) -> None:
    """Send one private line in the person's language. Retry once if the connection fails.

    A first reply must be sent before `until`, a time of the event loop. Never raises: no caller
    catches an error.
    """
    if interaction.type is discord.InteractionType.autocomplete:
        return
    try:
        view = plain_message(voice_of(interaction, private=True).say(key, **values))
        if interaction.response.is_done():
            await _twice(lambda: follow_up(interaction, view))
            return
        async with asyncio.timeout_at(until):
            await _twice(lambda: _reply_at_once(interaction, view))
    except Exception as unsent:
        # Three seconds have passed, or Discord fails. The error itself is in the log.
        log.warning("could not answer an error: %s", described(unsent))


async def _twice(send: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Send, and retry once if the connection hangs or ends before an answer."""
    try:
        await send()
    except (aiohttp.ClientConnectionError, TimeoutError):
        await send()


async def _reply_at_once(interaction: Interaction, view: ui.LayoutView) -> None:
    async with asyncio.timeout(ATTEMPT_SECONDS):
        await reply(interaction, view, private=True)
