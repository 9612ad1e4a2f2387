"""Keeps the simulated clock at real time while the page is open."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from simcord import Env
from simcord.types import HttpLogEntry

_PAUSE_SECONDS = 0.25  # between two steps of the simulated clock
# After a night's sleep of the machine, the clock catches up in steps. A press in the page waits for
# one step at most.
_MAX_STEP_SECONDS = 10.0
# Discord's type of the response to an autocomplete, which changes no message.
_AUTOCOMPLETE_RESULT = 8


async def run_time(
    env: Env,
    lock: asyncio.Lock,
    refresh: Callable[[], Awaitable[None]],
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Move the simulated clock along with `now`, and show what the bot sends. Never returns.

    Holds `lock` during each step, because the simulation does one thing at a time.
    """
    while True:
        await asyncio.sleep(_PAUSE_SECONDS)
        async with lock:
            behind = (now() - env.now()).total_seconds()
            # If a step times out, the next step continues it.
            with contextlib.suppress(TimeoutError):
                await env.advance_time(min(max(behind, 0.0), _MAX_STEP_SECONDS))
                if any(map(_is_seen, env.http_requests)):
                    await refresh()
                # The simulation never shortens this list. Uncleared, the list would grow while the
                # page is open.
                env.http_requests.clear()


def _is_seen(request: HttpLogEntry) -> bool:
    return not (isinstance(request.json, dict) and request.json.get("type") == _AUTOCOMPLETE_RESULT)
