"""Logging of the bot's process."""

import logging


def start_logging(level: str) -> None:
    """Log to standard error.

    Below INFO, discord.py logs every event and request, aiosqlite every value that is stored, and
    with them what people type and paste. Only Teapot's own log goes below INFO.
    """
    logging.basicConfig(format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    logging.getLogger().setLevel(max(logging.INFO, logging.getLevelNamesMapping()[level]))
    logging.getLogger("teapot").setLevel(level)
