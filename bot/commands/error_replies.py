"""The private line that a person gets after an error: what to correct, or that Teapot failed."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp
import discord
from discord import ui

from bot.cards.layout import plain_message
from bot.commands.app import Interaction, follow_up, voice_of
from bot.commands.first_reply import reply
from bot.errors import UserError
from bot.log_events import InteractionResult
from bot.logs import described
from bot.services.failures import is_of_database

# Discord accepts a first reply only within three seconds, so the line about an error must be sent
# before LAST_REPLY_SECONDS. There are at most two attempts, of at most ATTEMPT_SECONDS each.
LAST_REPLY_SECONDS, ATTEMPT_SECONDS = 2.9, 1.2
# Discord's codes for Unknown Interaction and Unknown Webhook: the time for a reply is over.
_EXPIRED = (10062, 10015)

log = logging.getLogger("teapot")


async def answer_error(
    interaction: Interaction, command: str, began: float, error: Exception, *, is_late: bool
) -> tuple[InteractionResult, str | None]:
    """Answer an error of a command, button, menu or form that began at `began`.

    `began` is a time of the event loop. If `is_late`, the command was cancelled because it had sent
    no reply. Return the result, which the caller logs, and the ID of an unexpected error.
    """
    until = began + LAST_REPLY_SECONDS
    if isinstance(error, UserError):
        await _say(interaction, until, error.key, **error.values)
        return "refused", None
    if is_late:
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
        # Three seconds have passed, or Discord fails. If the private line reports an unexpected
        # error, that error is in the log already.
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
