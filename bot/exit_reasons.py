"""Turns the error that ended `teapot run` into one line for the operator.

A `PassingError` has the exit code 75, because a later start may succeed. Any other `StartError` has
the exit code 78, because no restart fixes it.
"""

import aiohttp
import discord

from bot.errors import PassingError, StartError
from bot.store.database import DatabaseError
from bot.store.database_faults import database_fault

_TOKEN_REFUSED = (
    "Discord refused the token. Copy the bot's token again. To try the bot without one, run:"
    " teapot play"
)
# Two of the gateway's final close codes. After a final one, discord.py raises ConnectionClosed.
# After any other close code, the bot connects again.
_AUTHENTICATION_FAILED, _SHARDING_REQUIRED = 4004, 4011


def exit_reason(error: BaseException, database: str) -> BaseException:
    """Return a StartError, or its subclass PassingError, for an error with a known cause.

    Returns any other error unchanged.
    """
    match error:
        case discord.LoginFailure():
            return StartError(_TOKEN_REFUSED)
        case discord.ConnectionClosed(code=code):
            return _closed(code)
        case discord.PrivilegedIntentsRequired():
            return StartError("Discord refused the intents of the bot.")
        case discord.HTTPException():
            return _refused(error)
        case discord.GatewayNotFound() | aiohttp.ClientError() | OSError():
            return PassingError(f"Discord can't be reached: {error or type(error).__name__}.")
        case DatabaseError():
            return database_fault(database, error)
    return error


def _closed(code: int) -> StartError:
    if code == _AUTHENTICATION_FAILED:
        return StartError(_TOKEN_REFUSED)
    if code == _SHARDING_REQUIRED:
        return PassingError("Discord asks for more shards, which a restart brings.")
    return StartError(f"Discord closed the connection for good, with code {code}.")


def _refused(error: discord.HTTPException) -> StartError:
    """Return the error for the operator.

    A response without Discord's own error code is from a proxy or a failing server, so a later
    start may succeed.
    """
    said = f"Discord refused a request: {error}."
    is_final = 400 <= error.status < 500 and error.status != 429 and error.code != 0
    return StartError(said) if is_final else PassingError(said)
