"""Prometheus metrics of the running bot, served by a thread of its own.

The thread answers even while the bot's loop is blocked. This module is imported only if metrics are
switched on.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args
from wsgiref.simple_server import WSGIServer

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
    start_http_server,
)

from bot.config import Address, version
from bot.errors import PassingError, StartError
from bot.log_events import (
    AnswerEvent,
    DailyPostEvent,
    DailyPostResult,
    Event,
    GameEvent,
    GameResult,
    InteractionEvent,
    QuizKind,
)
from bot.store.lock import beside

# Discord waits 3 seconds for a reply.
_REPLY_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0)
_LAG_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
# The daily posts' loop runs once a minute, so only the time beyond a minute counts as a lag.
_TICK_SECONDS = 60.0


class Metrics:
    """The bot's metrics.

    `idle` returns the seconds since the most delayed loop (daily posts or games) made progress.
    """

    def __init__(self, database: str, idle: Callable[[], float]) -> None:
        # prometheus_client leaves this function untyped.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = own = CollectorRegistry()
        ProcessCollector(registry=own)
        _add_facts(own, database, idle)
        self._interactions = Counter(
            "teapot_interactions", "Interactions by result", ["command", "result"], registry=own
        )
        self._seconds = Histogram(
            "teapot_interaction_seconds", "Seconds that interactions took", ["command"],
            buckets=_REPLY_SECONDS, registry=own,
        )  # fmt: skip
        self._posts = _counter(
            "teapot_daily_posts", "Attempts by result", "result", DailyPostResult, own
        )
        self._games = _counter("teapot_games", "Games by result", "result", GameResult, own)
        self._answers = _counter("teapot_answers", "Answers by place", "kind", QuizKind, own)
        self._lag = Histogram(
            "teapot_loop_lag_seconds", "Seconds by which the bot's loop was late for a step",
            buckets=_LAG_SECONDS, registry=own,
        )  # fmt: skip
        self._latency = Gauge(
            "teapot_gateway_latency_seconds",
            "Seconds until Discord answered a heartbeat",
            registry=own,
        )
        self._silence = Gauge(
            "teapot_gateway_silence_seconds", "Seconds since Discord was heard from", registry=own
        )
        self._servers = Gauge("teapot_servers", "Servers that have Teapot", registry=own)

    def count(self, event: Event) -> None:
        match event:
            case InteractionEvent(command=command, ms=ms, result=result):
                self._interactions.labels(command, result).inc()
                self._seconds.labels(command).observe(ms / 1000)
            case DailyPostEvent(result=result):
                self._posts.labels(result).inc()
            case GameEvent(result=result):
                self._games.labels(result).inc()
            case AnswerEvent(kind=kind):
                self._answers.labels(kind).inc()

    def came_late(self, seconds: float) -> None:
        self._lag.observe(seconds)

    def gateway(self, *, latency: float, silence: float | None, servers: int) -> None:
        self._latency.set(latency)
        self._silence.set(float("nan") if silence is None else silence)
        self._servers.set(servers)

    def serve(self, address: Address) -> WSGIServer:
        """Serve the metrics from a thread, and return their server.

        Raises StartError if the process lacks the permission to use the address. If another fault
        prevents the use of the address, raises PassingError, which is a StartError.
        """
        try:
            return start_http_server(address.port, address.host, self.registry)[0]
        except OSError as error:
            kind = StartError if isinstance(error, PermissionError) else PassingError
            raise kind(
                f"The metrics can't be served at {address}: {error.strerror or error}."
            ) from error


def _counter(
    name: str, words: str, label: str, values: Any, registry: CollectorRegistry
) -> Counter:
    """Make a counter that has every value of its label from the start. `values` is a Literal.

    Prometheus' increase() misses the first event if the counter appears only with that event.
    """
    counter = Counter(name, words, [label], registry=registry)
    for value in get_args(values):
        counter.labels(value)
    return counter


def _add_facts(registry: CollectorRegistry, database: str, idle: Callable[[], float]) -> None:
    """Add the version, and the gauges that are read at each scrape."""
    Info("teapot", "The version that runs", registry=registry).info({"version": version()})
    late = Gauge("teapot_tick_lag_seconds", "How late posts or games are", registry=registry)
    late.set_function(lambda: max(0.0, idle() - _TICK_SECONDS))
    size = Gauge("teapot_database_bytes", "Size of the database", registry=registry)
    size.set_function(lambda: _size(database))


def _size(database: str) -> float:
    size = 0
    for ending in ("", "-wal"):
        with suppress(FileNotFoundError):
            size += beside(Path(database), ending).stat().st_size
    return float(size)
