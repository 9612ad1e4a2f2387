"""`python -m tests.discord_server.bot_process ADDRESS COMMAND…` runs the command line unchanged.

Only the address of Discord is another, no person has a cooldown unless COOLDOWNS is set, and pauses
are short: those before a connection, and those between two heartbeats.
"""

import os
import sys
from typing import Any

from bot.signals import SIGNALS


def meet(address: str) -> None:
    from discord import Client
    from discord.backoff import ExponentialBackoff
    from discord.gateway import DiscordWebSocket
    from discord.http import Route
    from yarl import URL

    import bot.health
    from bot.services.cooldowns import Cooldowns

    Route.BASE = f"http://{address}"
    DiscordWebSocket.DEFAULT_GATEWAY = URL(f"ws://{address}/gateway")
    ExponentialBackoff.delay = lambda _: 0.1  # type: ignore
    Client.before_identify_hook = no_pause  # type: ignore
    if "COOLDOWNS" not in os.environ:
        Cooldowns.use = never  # type: ignore
    bot.health.BEAT_SECONDS = float(os.environ.get("BEAT_SECONDS", "0.05"))


async def no_pause(*_: Any, **__: Any) -> None:
    """discord.py waits 5 seconds between two shards."""


def never(*_: Any) -> None:
    """Tests press faster than people do, unless a test sets COOLDOWNS."""


if __name__ == "__main__":
    SIGNALS.listen()
    meet(sys.argv[1])
    from bot.terminal.command_line import entry_point

    entry_point(sys.argv[2:])
