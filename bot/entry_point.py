"""The program's entry point. `teapot run` handles signals before the imports, which take 0.1 s."""

import sys

from bot.signals import SIGNALS, unblock


def start() -> None:
    if sys.argv[1:2] == ["run"]:
        SIGNALS.listen()
    unblock()
    from bot.terminal.command_line import entry_point

    entry_point()
