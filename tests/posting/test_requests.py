"""A request goes on after its caller has given it up."""

import asyncio
import gc
from typing import Any

import pytest

from bot.posting.requests import unbroken


async def test_a_request_that_fails_after_it_was_given_up_is_not_logged() -> None:
    """Its caller has logged that it took too long."""
    said: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: said.append(context))
    answer = asyncio.Event()

    async def request() -> None:
        await answer.wait()
        raise ConnectionError

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await unbroken(request())
    answer.set()
    await asyncio.sleep(0.01)
    gc.collect()

    assert said == []
