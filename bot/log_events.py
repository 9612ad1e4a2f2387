"""The events that Teapot reports to the log and to the listeners, such as the metrics.

A field of an event is an ID of Discord's or Teapot's, a number, a date, or one of Teapot's own
words. A field is never a person's text, a name, or a token.
"""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import ClassVar, Literal

from bot.model.daily import Miss, Obstacle
from bot.model.game import Ending

log = logging.getLogger("teapot")

InteractionResult = Literal["answered", "refused", "late", "failed", "cut"]
DailyPostResult = Literal["sent", "retried", "missed"]
GameResult = Literal["retried", Ending]
QuizKind = Literal["daily", "game", "practice"]
ServerDataResult = Literal["left", "returned", "erased"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened, with the fields that the log shows. The log omits fields that are None."""

    name: ClassVar[str]


Listener = Callable[[Event], None]

# Each listener is called for every event, whatever the level of the log.
listeners: list[Listener] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class StartEvent(Event):
    name = "started"
    version: str
    database: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyEvent(Event):
    """Discord has named every server."""

    name = "ready"
    servers: int
    shards: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopEvent(Event):
    """`signal` names the signal that ended the process. `seconds` is how long the stop took."""

    name = "stopped"
    signal: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionEvent(Event):
    """The end of an interaction.

    `command` is a command's name, or the kind of a button, menu or form. `error` is the ID of an
    unexpected error. `result` is "cut" if the process stopped before a reply.
    """

    name = "interaction"
    id: int
    command: str
    server: int | None
    ms: int
    result: InteractionResult
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEvent(Event):
    """An answer that was recorded. An answer to a practice question belongs to no server."""

    name = "answer"
    server: int | None = None
    kind: QuizKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyPostEvent(Event):
    """The result of an attempt to send a daily post.

    `date` is in ISO 8601. `attempt` counts the failed attempts, and `error` is the ID of the
    unexpected error. `reason` says why the post was missed.
    """

    name = "daily post"
    server: int
    date: str | None = None
    result: DailyPostResult
    reason: Miss | None = None
    attempt: int | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseEvent(Event):
    """Teapot has paused a server's daily posts."""

    name = "daily posts paused"
    server: int
    reason: Obstacle


@dataclass(frozen=True, slots=True, kw_only=True)
class GameEvent(Event):
    """The end of a game, or a failed step.

    `reason` says why Teapot couldn't post. `error` is the ID of a failed step's error.
    """

    name = "game"
    game: int
    result: GameResult
    reason: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerDataEvent(Event):
    """What happened to a server's rows: they are kept for a time, kept after all, or erased."""

    name = "server data"
    server: int
    result: ServerDataResult
    rows: int | None = None


def tell(event: Event, level: int = logging.INFO) -> None:
    """Log an event with its fields, and call the listeners."""
    log.log(level, event.name, extra={"fields": asdict(event)})
    for listener in listeners:
        listener(event)
