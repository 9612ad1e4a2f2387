"""Logging of the bot's process: one line for each event, on standard output, as text or JSON.

An exception's own message may repeat a person's text, so only known safe messages are logged.
Tokens are cut out of Discord's addresses.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

# In Discord's addresses for replies to an interaction, the part after the id is a token.
_TOKEN_IN_ADDRESS = re.compile(r"(/(?:interactions|webhooks)/\d+/)[^\s/?'\"]+")


def start_logging(level: str, log_format: str) -> None:
    """Log to standard output.

    Only Teapot's own logger goes below INFO. At DEBUG, discord.py logs every event and request, and
    aiosqlite logs every stored value. Both contain what people type and paste.
    """
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines() if log_format == "json" else TextLines())
    logging.basicConfig(handlers=[handler])
    logging.getLogger().setLevel(max(logging.INFO, logging.getLevelNamesMapping()[level]))
    logging.getLogger("teapot").setLevel(level)
    # If stdout can't take a line, Python would otherwise print the line's values to stderr.
    logging.raiseExceptions = False


def described(error: BaseException) -> str:
    """Return the exception's type, and the reason if the reason can't contain private data."""
    name = type(error).__qualname__
    if type(error).__module__ == "sqlite3":
        return f"{name}: {error}"
    if isinstance(error, OSError) and error.strerror:
        return f"{name}: {error.strerror}"
    known = vars(error)  # Discord's status and code, or a connection's close code
    numbers = [f"{key} {known[key]}" for key in ("status", "code") if type(known.get(key)) is int]
    return f"{name}: {', '.join(numbers)}" if numbers else name


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, event, the event's fields, and a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "event": _without_tokens(record.getMessage()),
            **_fields(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["traceback"] = "".join(_traceback(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


class TextLines(logging.Formatter):
    """One event a line, in words, with `key=value` for each field. A traceback follows below."""

    def format(self, record: logging.LogRecord) -> str:
        start = f"{_time(record)} {record.levelname:7} {record.name}:"
        fields = "".join(f" {key}={_worded(value)}" for key, value in _fields(record).items())
        line = f"{start} {_without_tokens(record.getMessage())}{fields}"
        if record.exc_info and record.exc_info[1] is not None:
            line += "\n" + "".join(_traceback(record.exc_info[1])).rstrip()
        return line


def _time(record: logging.LogRecord) -> str:
    now = datetime.fromtimestamp(record.created, UTC)
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    fields: dict[str, Any] = getattr(record, "fields", {})
    return {key: value for key, value in fields.items() if value is not None}


def _worded(value: object) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if re.search(r'[\s"=]', text) else text


def _without_tokens(text: str) -> str:
    return _TOKEN_IN_ADDRESS.sub(r"\1…", text)


def _traceback(error: BaseException, seen: frozenset[int] = frozenset()) -> Iterator[str]:
    """Yield Python's traceback with the code's lines, but only with safe messages."""
    seen |= {id(error)}
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and id(cause) not in seen:
        yield from _traceback(cause, seen)
        yield "This led to another exception.\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{described(error)}\n"
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _traceback(each, seen)
