"""Time in the playground: real time, as long as the page is open."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from simcord import Env
from simcord.types import HttpLogEntry

# Between two steps of the simulated clock.
_BEAT = 0.25
# The longest step, in seconds: a machine that slept for a night makes up for it bit by bit, and a
# press in the page waits no longer than one step takes.
_STRIDE = 10.0
# Discord's number for the answer to an autocomplete, which changes nothing that anybody sees.
_SUGGESTIONS = 8


async def run_time(
    env: Env,
    lock: asyncio.Lock,
    refresh: Callable[[], Awaitable[None]],
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Moves the simulated clock along with `now`, and shows what the bot did meanwhile. Never ends.

    Holds `lock` while it does, since the simulation does one thing at a time.
    """
    while True:
        await asyncio.sleep(_BEAT)
        async with lock:
            behind = (now() - env.now()).total_seconds()
            # Where a step is not done in time, the next goes on with it.
            with contextlib.suppress(TimeoutError):
                await env.advance_time(min(max(behind, 0.0), _STRIDE))
                if any(map(_is_seen, env.http_requests)):
                    await refresh()
                # Only tests would read them, and they would grow.
                env.http_requests.clear()


def _is_seen(request: HttpLogEntry) -> bool:
    return not (isinstance(request.json, dict) and request.json.get("type") == _SUGGESTIONS)
