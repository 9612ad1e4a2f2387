"""Follows a server's recipes, and takes the lines that the server writes."""

import os
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.servers.exchange import ANSWER_SECONDS, exchange, seen_code
from tests.servers.origin import Origin, origin
from tests.servers.processes import find_program, server_folder
from tests.servers.recipe import Client, Invocation, Listener, Log, Recipe, Server

LINE_SECONDS = 8
SETTLE_SECONDS = 0.03


@dataclass(frozen=True, slots=True)
class Observation:
    """What a person would paste after a recipe, and where its codes begin.

    `source` is the log's name, or "response". `seen` is the code that the client got.
    """

    server: str
    recipe: Recipe | Invocation
    source: str
    text: str
    starts: tuple[int, ...]
    seen: int | None

    @property
    def codes(self) -> tuple[int, ...]:
        return tuple(int(self.text[start : start + 3]) for start in self.starts)


def observe(server: Server) -> list[Observation]:
    """Start a server, follow its recipes one after the other, and end it."""
    with server_folder() as folder, origin() as behind, server.start(folder, behind) as listeners:
        return [
            each
            for recipe in server.recipes
            for listener in listeners
            if listener.serves == recipe.to
            for each in _follow(server, recipe, listener, folder, behind)
        ]


def observe_client(client: Client) -> list[Observation]:
    """Run a client with each of its recipes against the origin."""
    with origin() as behind:
        return [_invoke(client, recipe, behind) for recipe in client.recipes]


def run(program: str, arguments: list[str], behind: Origin, exit_code: int) -> str:
    """Return what a client's program prints until it ends with an exit code."""
    ran = subprocess.run(
        [
            find_program(program) or program,
            *(behind.with_ports(each.encode()).decode() for each in arguments),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=ANSWER_SECONDS,
        check=False,
        env={"PATH": os.defpath, "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    )
    text = ran.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
    assert ran.returncode == exit_code, f"{arguments}: {ran.returncode}, {text}"
    return text


def _invoke(client: Client, recipe: Invocation, behind: Origin) -> Observation:
    text = run(client.program, list(recipe.arguments), behind, recipe.exit_code)
    starts = _starts(client.status, text)
    seen = int(text[starts[0] : starts[0] + 3]) if starts else None
    return Observation(client.name, recipe, "terminal", text, starts, seen)


def _follow(
    server: Server, recipe: Recipe, listener: Listener, folder: Path, behind: Origin
) -> Iterator[Observation]:
    sizes = [_size(log.path) for log in listener.logs]
    if recipe.repeats:
        exchange(listener.port, recipe, behind)
        for log, size in zip(listener.logs, sizes, strict=True):
            _new_lines(log, size, is_logged=True)
        sizes = [_size(log.path) for log in listener.logs]
    response = exchange(listener.port, recipe, behind)
    seen = seen_code(response)
    if response:
        yield Observation(server.name, recipe, "response", response, _in_response(response), seen)
    for log, size in zip(listener.logs, sizes, strict=True):
        text = _without(folder, _new_lines(log, size, is_logged=recipe.is_logged))
        if text:
            starts = _starts(log.status, text)
            yield Observation(server.name, recipe, log.name, text, starts, seen)


def _in_response(response: str) -> tuple[int, ...]:
    """Return where the code stands: in the status line, and on the page as a heading or title."""
    code = response[9:12]
    return _starts(re.compile(rf"(?<![\w.:/-])({code})(?= [A-Z\n]|\n)"), response)


def _starts(pattern: re.Pattern[str] | None, text: str) -> tuple[int, ...]:
    if not pattern:
        return ()
    matches = list(pattern.finditer(text))
    return tuple(m.start(1) for m in matches if m[1] == "000" or m[1] >= "100")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _new_lines(log: Log, size: int, *, is_logged: bool) -> str:
    """Return what a log has gained, as soon as it is whole lines."""
    deadline = time.monotonic() + LINE_SECONDS
    while True:
        text = log.path.read_bytes()[size:].decode("utf-8", "replace") if log.path.exists() else ""
        if text.endswith("\n") or (not (log.always and is_logged) and not text):
            return text
        assert time.monotonic() < deadline, f"no line in the {log.name}: {text!r}"
        time.sleep(SETTLE_SECONDS)


def _without(folder: Path, text: str) -> str:
    return text.replace(str(folder), "/srv")
