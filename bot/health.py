"""Tells whether a running bot is live and ready, by the heartbeat file beside its database.

The bot's event loop writes the heartbeat, so the heartbeat grows old if the loop is blocked or the
process is stopped. A heartbeat's time is from the monotonic clock, which no adjustment changes.
"""

import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.store.lock import beside

# How often the bot writes a heartbeat. Each one is a write to the disk.
BEAT_SECONDS = 10.0

DAILY, GAMES = "daily posts", "games"
# Each heartbeat has this length and is written in one call, so a reader never meets half of one.
_BYTES = 256


@dataclass(frozen=True, slots=True)
class Beat:
    """A heartbeat.

    `silence` is the number of seconds for which Discord has sent nothing on the connection that has
    been silent the longest. It is None until the bot is first ready. `idle` is the number of
    seconds since the most delayed loop (daily posts or games) made progress.
    """

    at: float
    silence: float | None
    idle: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The seconds after which something is wrong.

    Discord acknowledges the gateway's heartbeat every 41 seconds, and the daily posts' loop runs
    every minute.
    """

    age: float = 40.0
    silence: float = 90.0
    idle: float = 100.0


class Progress:
    """The time of each loop's last progress."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._last: dict[str, float] = {}

    def note(self, loop: str) -> None:
        self._last[loop] = self._now()

    def end(self, loop: str) -> None:
        self._last.pop(loop, None)

    def idle(self) -> float:
        """Return the seconds since the most delayed loop made progress; 0 without loops."""
        now = self._now()
        # The metrics call this from another thread, so the dictionary may change meanwhile.
        # Iterate over a copy.
        return max((now - last for last in list(self._last.values())), default=0.0)


def write_beat(database: str, beat: Beat) -> None:
    """Write a heartbeat. Raises OSError if the file can't be written."""
    text = json.dumps(asdict(beat)).encode().ljust(_BYTES)
    descriptor = os.open(_file(database), os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, text)
    finally:
        os.close(descriptor)


def remove_beat(database: str) -> None:
    _file(database).unlink(missing_ok=True)


def read_beat(database: str) -> Beat | None:
    """Return the last heartbeat, None if the bot has ended or is about to write its first one.

    Raises OSError or ValueError if a heartbeat exists and can't be read.
    """
    try:
        text = _file(database).read_bytes()
    except FileNotFoundError:
        return None
    try:
        return Beat(**json.loads(text)) if text else None
    except TypeError as error:
        raise ValueError("another version wrote it") from error


def faults(
    beat: Beat | None, now: float, *, only_live: bool = False, limits: Limits = Limits()
) -> list[str]:
    """Return the faults in words; [] if the bot is live and ready.

    With `only_live`, a bot that is live but not ready has no fault.
    """
    if beat is None:
        return ["it is not running"]
    age = now - beat.at
    if age < 0:  # The machine's start resets the monotonic clock.
        return ["it has not run since the machine started"]
    if age > limits.age:
        return [f"its loop has given no sign of life for {age:.0f} s"]
    found = []
    if beat.idle + age > limits.idle:
        found.append(f"its posts or games have made no progress for {beat.idle + age:.0f} s")
    if not only_live and beat.silence is None:
        found.append("it is not ready yet")
    elif not only_live and beat.silence is not None and beat.silence + age > limits.silence:
        found.append(f"Discord has not been heard from for {beat.silence + age:.0f} s")
    return found


def _file(database: str) -> Path:
    return beside(Path(database).absolute(), ".heartbeat")
