"""Reports each event to the log and to the listeners, such as the metrics.

The caller of `tell` chooses the fields; commands/answering.py does so for each interaction.
"""

import logging
from collections.abc import Callable, Mapping

log = logging.getLogger("teapot")

ANSWER, DAILY_POST, GAME, INTERACTION = "answer", "daily post", "game", "interaction"
SERVER_DATA = "server data"
READY, STOPPED = "ready", "stopped"

Value = str | int | float | None
Listener = Callable[[str, Mapping[str, Value]], None]

# Each listener is called for every event, whatever the level of the log.
listeners: list[Listener] = []


def tell(event: str, level: int = logging.INFO, **fields: Value) -> None:
    """Log an event with its fields, and call the listeners. The log omits fields that are None.

    A field is an id of Discord's or Teapot's, a number, or one of Teapot's own words. A field is
    never a person's text, a name, or a token.
    """
    log.log(level, event, extra={"fields": fields})
    for listener in listeners:
        listener(event, fields)
