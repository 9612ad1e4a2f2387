"""Starts the command line: `python -m bot` does the same as the installed command `teapot`."""

from bot.entry_point import start

if __name__ == "__main__":
    start()
