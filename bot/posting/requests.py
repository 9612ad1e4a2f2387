"""Requests that must not be cut short."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def unbroken(request: Coroutine[Any, Any, T]) -> T:
    """Await a request, and let it finish even if the caller is cancelled.

    A request that is cancelled while it waits for the global rate limit makes discord.py wait
    forever. A post that arrives late has the nonce of the next attempt, or is found by it. Only the
    end of the process cancels it, together with all others.
    """
    sending = asyncio.ensure_future(request)
    sending.add_done_callback(_retrieve)
    return await asyncio.shield(sending)


def _retrieve(sent: asyncio.Future[Any]) -> None:
    """Retrieve an exception that no caller waits for any more: asyncio would log it."""
    if not sent.cancelled():
        sent.exception()
