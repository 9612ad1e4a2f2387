"""`python -m tests.discord_server.bot_process ADDRESS COMMAND…` runs the command line unchanged.

Only the address of Discord is another, and pauses before a connection are short.
"""

import sys
from typing import Any

import discord
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.__main__ import entry_point


def delay(_: ExponentialBackoff[Any]) -> float:
    return 0.1


async def before_identify_hook(_: discord.Client, __: int | None, *, initial: bool = False) -> None:
    """discord.py waits 5 seconds between two shards here."""


if __name__ == "__main__":
    Route.BASE = f"http://{sys.argv[1]}"
    DiscordWebSocket.DEFAULT_GATEWAY = URL(f"ws://{sys.argv[1]}/gateway")
    ExponentialBackoff.delay = delay  # type: ignore[method-assign, assignment]
    discord.Client.before_identify_hook = before_identify_hook  # type: ignore
    entry_point(sys.argv[2:])
