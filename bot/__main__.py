"""`python -m bot` is the installed command `teapot`."""

from bot.entry import start

if __name__ == "__main__":
    start()
