"""`python -m tests.discord_server.bot_process ADDRESS COMMAND…` runs the command line unchanged.

Only the address of Discord is another.
"""

import sys

from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.__main__ import entry_point

if __name__ == "__main__":
    Route.BASE = f"http://{sys.argv[1]}"
    DiscordWebSocket.DEFAULT_GATEWAY = URL(f"ws://{sys.argv[1]}/gateway")
    entry_point(sys.argv[2:])
