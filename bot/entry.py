"""The command `teapot`. `teapot run` heeds signals before the imports, which take 0.1 seconds."""

import sys

from bot.signals import SIGNALS, unblock


def start() -> None:
    if sys.argv[1:2] == ["run"]:
        SIGNALS.listen()
    unblock()
    from bot.__main__ import entry_point

    entry_point()
