"""`python -m tests.discord_server.full_disk ADDRESS COMMAND…` runs the bot on a disk that is full
from SIGUSR1 on. The kernel itself refuses what SQLite writes."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from bot.signals import SIGNALS
from tests.discord_server.bot_process import meet

# The descriptors close with the process.
_FULL = os.open("/dev/full", os.O_RDWR) if Path("/dev/full").exists() else -1


def fill(*_: Any) -> None:
    log = f"{os.environ['TEAPOT_DATABASE']}-wal"
    for each in Path("/proc/self/fd").iterdir():
        if os.path.realpath(each) == os.path.realpath(log):
            os.dup2(_FULL, int(each.name))


if __name__ == "__main__":
    SIGNALS.listen()
    meet(sys.argv[1])
    signal.signal(signal.SIGUSR1, fill)
    from bot.terminal.command_line import entry_point

    entry_point(sys.argv[2:])
