"""A history: what people and the network do, and when. It always runs the same way."""

from dataclasses import dataclass
from datetime import UTC, datetime

from tests.simulation.faults import Fault

START = datetime(2026, 3, 2, tzinfo=UTC)
MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
# At its end nothing goes wrong, so that everything unfinished can be finished.
CALM_END = 1.5 * HOUR


@dataclass(frozen=True, slots=True)
class Action:
    """At `at` seconds, the world's method `name` is called with a server's number and values."""

    at: float
    name: str
    server: int = 0
    values: tuple[int | str | bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Server:
    """`keenness` is how likely a person answers the question of the day, after how many hours."""

    locale: str = "en-US"
    people: int = 3
    channels: int = 3
    keenness: float = 0.7
    hours: float = 6.0


@dataclass(frozen=True, slots=True)
class History:
    seed: int
    seconds: float
    servers: tuple[Server, ...] = (Server(),)
    actions: tuple[Action, ...] = ()
    faults: tuple[Fault, ...] = ()
    latency: float = 0.1
    jitter: float = 0.0  # the share of SQLite's calls that take some time
    nonce_seconds: float = 300.0
    start: datetime = START
