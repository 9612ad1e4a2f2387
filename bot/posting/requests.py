"""Requests that must not be cut short."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def unbroken(request: Coroutine[Any, Any, T]) -> T:
    """Await a request, and let it finish even if the caller is cancelled.

    discord.py waits forever if a request is cancelled during its wait for the global rate limit. A
    late post has the nonce of the next attempt, or the next attempt finds the post. Only the end of
    the process cancels a request, together with all others.
    """
    sending = asyncio.ensure_future(request)
    sending.add_done_callback(_retrieve)
    return await asyncio.shield(sending)


def _retrieve(sent: asyncio.Future[Any]) -> None:
    """Retrieve an exception without a waiting caller, since asyncio would log it."""
    if not sent.cancelled():
        sent.exception()
