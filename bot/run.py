"""`teapot run`: the bot's life, from the lock on its database to the last line of its log."""

import asyncio
import logging
import time
from collections.abc import Coroutine
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from bot import health
from bot.config import DEFAULT_DATABASE, Config, version
from bot.errors import PassingError
from bot.health import DAILY, Beat, Progress, remove_beat, write_beat
from bot.log_events import DailyPostEvent, Event, ReadyEvent, StartEvent, StopEvent, listeners, tell
from bot.logs import described, start_logging
from bot.signals import SIGNALS
from bot.store.database_faults import disk_fault
from bot.store.lock import DatabaseLock, check_not_lost, locked

# The import of discord.py takes half a second. The lock must refuse a second process before that
# import.
if TYPE_CHECKING:
    from bot.client import Teapot
    from bot.metrics import Metrics

log = logging.getLogger("teapot")

WATCH_SECONDS = 2.0
TURNS_BETWEEN_REMOVALS = 1800  # an hour
MEASURE_SECONDS = 0.25
# A stop may take 5 seconds. These limits add up to 4, because the event loop may begin the stop
# late. CLOSE_SECONDS is enough for an SQL statement that waits until another process, such as one
# that copies the database, releases SQLite's lock.
OPEN_SECONDS, CANCEL_SECONDS, CLOSE_SECONDS = 1.0, 1.0, 2.0


def run(config: Config) -> None:
    """Run the bot until a signal ends it.

    Raises a StartError that says which fault ended the bot. Raises an unknown exception unchanged.
    """
    SIGNALS.listen()
    start_logging(config.log_level, config.log_format)
    path = config.database or DEFAULT_DATABASE
    check_not_lost(path)
    with locked(path) as lock:
        from bot.exit_reasons import exit_reason

        progress = Progress()
        metrics = _metrics(config, path, progress)
        tell(StartEvent(version=version(), database=path))
        if config.contact is None:
            log.warning("TEAPOT_CONTACT is not set: people can't see how to reach you")
        # asyncio.run() would wait for every thread, such as one that asks a name server.
        loop = asyncio.new_event_loop()
        loop.set_exception_handler(_log_unhandled)
        try:
            loop.run_until_complete(_live(config, lock, progress, metrics))
        except Exception as error:
            raise exit_reason(error, path) from None
        finally:
            remove_beat(path)
    if SIGNALS.received is not None:
        seconds = round(SIGNALS.seconds(), 1)
        tell(StopEvent(signal=SIGNALS.received.name, seconds=seconds))


def _metrics(config: Config, path: str, progress: Progress) -> "Metrics | None":
    if config.metrics is None:
        return None
    from bot.metrics import Metrics

    metrics = Metrics(path, progress.idle)
    metrics.serve(config.metrics)
    listeners.append(metrics.count)
    return metrics


def _log_unhandled(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log an error that no task has caught.

    asyncio's own handler also logs the values of arguments, which may be what a person typed.
    """
    error = context.get("exception")
    what = context["message"] if error is None else "in the event loop"
    log.error("unexpected error: %s", what, exc_info=error)


async def _live(
    config: Config, lock: DatabaseLock, progress: Progress, metrics: "Metrics | None"
) -> None:
    from bot.client import create_client

    if SIGNALS.received is not None:
        return
    client = create_client(config)
    client.progress = progress
    path = config.database or DEFAULT_DATABASE
    due = asyncio.Event()

    def hear(event: Event) -> None:
        if isinstance(event, DailyPostEvent):
            # The work that Teapot does each minute takes long if many daily posts are due. Each
            # post, sent or failed, is progress.
            progress.note(DAILY)
        elif isinstance(event, ReadyEvent):
            # A heartbeat is due: `teapot health` must not say "not ready" after the log says
            # "ready".
            due.set()

    listeners.append(hear)
    beating = [asyncio.create_task(_beat(client, path, due))]
    if metrics is not None:
        beating.append(asyncio.create_task(_measure(client, metrics)))
    stopping = asyncio.create_task(SIGNALS.wait())
    # The store opens before the login: Discord counts logins, and a database that can't be used
    # must not cost a login.
    opening = asyncio.create_task(client.open_store())
    await asyncio.wait((stopping, opening), return_when=asyncio.FIRST_COMPLETED)
    error: BaseException | None = None
    if SIGNALS.received is None:
        await opening
        error = await _first_error(
            client.start(config.token or ""), _watch(client, config, lock), stopping
        )
    # Wait for the opening: a database connection that is cancelled while it opens is never closed.
    await asyncio.wait((opening,), timeout=OPEN_SECONDS)
    for task in beating:
        task.cancel()
    await _end(client)
    if SIGNALS.received is None:
        raise error or PassingError("The connection to Discord has ended.")


async def _first_error(
    starting: Coroutine[Any, Any, None],
    watching: Coroutine[Any, Any, None],
    stopping: asyncio.Task[None],
) -> BaseException | None:
    """Run both coroutines until one of them or `stopping` ends. Return the coroutine's error."""
    tasks = [asyncio.create_task(each) for each in (starting, watching)]
    await asyncio.wait((*tasks, stopping), return_when=asyncio.FIRST_COMPLETED)
    return next((task.exception() for task in tasks if task.done()), None)


async def _watch(client: "Teapot", config: Config, lock: DatabaseLock) -> None:
    """Check the lock and the disk at intervals, and remove old copies of the database.

    Ends only with an error.
    """
    for turn in count():
        lock.check()
        if client.database is not None and (error := client.database.disk_error) is not None:
            raise disk_fault(config.database or DEFAULT_DATABASE, error)
        if turn % TURNS_BETWEEN_REMOVALS == 0:
            _remove_old_copies(config.database or DEFAULT_DATABASE)
        await asyncio.sleep(WATCH_SECONDS)


async def _beat(client: "Teapot", path: str, due: asyncio.Event) -> None:
    """Write the heartbeat that `teapot health` reads, at intervals and whenever it is due.

    A heartbeat that can't be written must not end the bot.
    """
    has_failed = False
    while True:
        beat = Beat(time.monotonic(), client.silence(), client.progress.idle())
        try:
            write_beat(path, beat)
            has_failed = False
        except OSError as error:
            if not has_failed:
                log.warning("the heartbeat can't be written: %s", described(error))
            has_failed = True
        with suppress(TimeoutError):
            await asyncio.wait_for(due.wait(), health.BEAT_SECONDS)
        due.clear()


def _remove_old_copies(path: str) -> None:
    from bot.store.migration_copies import remove_old_copies

    try:
        for copy in remove_old_copies(path, datetime.now(UTC)):
            log.info("removed %s, which an upgrade or a restore left behind", copy)
    except OSError as error:
        log.warning("an old copy of the database can't be removed: %s", described(error))


async def _measure(client: "Teapot", metrics: "Metrics") -> None:
    while True:
        due = time.monotonic() + MEASURE_SECONDS
        await asyncio.sleep(MEASURE_SECONDS)
        metrics.came_late(max(0.0, time.monotonic() - due))
        metrics.gateway(
            latency=client.latency, silence=client.silence(), servers=len(client.guilds)
        )


async def _end(client: "Teapot") -> None:
    """Cancel all tasks and requests, and close the gateway and the store.

    A gateway connection closes when its task is cancelled, without waiting for Discord to close it.
    Cancelling is safe. The next process finds out what was sent: each message has a nonce, and the
    ledger of daily posts records what became of each post. Requests that are otherwise shielded
    from cancelling (`unbroken`) are cancelled, too. In a bot that keeps running, a cancelled
    request may block later requests. Here, no request follows.
    """
    try:
        async with asyncio.timeout(CANCEL_SECONDS):
            await _cancel_others()
    except TimeoutError:
        log.warning("something took too long to stop; it ends with the process")
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await client.close()
    except TimeoutError:
        log.warning("the database took too long to close; the next start recovers it")


async def _cancel_others() -> None:
    """Cancel every other task, and every task that one of them starts while it ends."""
    mine = asyncio.current_task()
    while others := asyncio.all_tasks() - {mine}:
        for task in others:
            task.cancel()
        ended, _ = await asyncio.wait(others, timeout=CANCEL_SECONDS / 4)
        for task in ended:
            if not task.cancelled():
                task.exception()  # asyncio logs the error with its traceback if no code reads it.
