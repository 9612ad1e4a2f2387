"""Requests that must not be cut short."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def unbroken(request: Coroutine[Any, Any, T]) -> T:
    """Await a request, and let it finish even if the caller is cancelled.

    A request that is cancelled during its wait for the global rate limit makes discord.py's later
    requests wait forever. A request that finishes late causes no second post: the next attempt has
    the same nonce, or finds the post. Only the end of the process cancels a request, together with
    all others.
    """
    sending = asyncio.ensure_future(request)
    sending.add_done_callback(_retrieve)
    return await asyncio.shield(sending)


def _retrieve(sent: asyncio.Future[Any]) -> None:
    """Retrieve a request's exception: asyncio logs an exception that no caller retrieves."""
    if not sent.cancelled():
        sent.exception()
