"""Follows the proofs of a server, all at once: most of them wait for a timeout."""

import contextlib
import re
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.proof.proof import Proof, Seen
from tests.servers.exchange import ANSWER_SECONDS, exchange, exchange_on
from tests.servers.origin import Origin, origin
from tests.servers.processes import server_folder
from tests.servers.recipe import Listener, Log, Recipe, Server

LINE_SECONDS = 8
PAUSE_SECONDS = 0.03
HEAD_START_SECONDS = 0.4


def follow(server: Server, proofs: tuple[Proof, ...]) -> list[Seen]:
    """Start a server, follow its proofs, and end it."""
    with (
        server_folder() as place,
        origin() as behind,
        server.start(place, behind) as listeners,
        ThreadPoolExecutor(len(proofs)) as threads,
    ):
        by_name = {each.serves: each for each in listeners}
        clients = [_client() for _ in proofs]
        return list(
            threads.map(
                lambda proof, client: _follow(proof, client, by_name, behind, place),
                proofs,
                clients,
            )
        )


def _client() -> socket.socket:
    """Return a socket whose port no other connection gets: a log names the connection by it."""
    client = socket.socket()
    client.settimeout(ANSWER_SECONDS)
    client.bind(("127.0.0.1", 0))
    return client


def _follow(
    proof: Proof,
    client: socket.socket,
    listeners: dict[str, Listener],
    behind: Origin,
    place: Path,
) -> Seen:
    """Send a recipe, and find what the logs say of it by the port that it is sent from."""
    recipe = proof.recipe
    assert isinstance(recipe, Recipe)
    listener = listeners[recipe.to]
    if proof.before:
        exchange(listener.port, replace(recipe, sends=proof.before), behind)
        time.sleep(HEAD_START_SECONDS)  # A cache stores a response after it has sent it.
    access, *others = listener.logs
    # What is open meanwhile stays so until the log has a line: its end would free a place.
    with _open(proof.meanwhile, listener.port, behind):
        with client:
            client.connect(("127.0.0.1", listener.port))
            port = client.getsockname()[1]
            if proof.starts:
                client.sendall(proof.starts)
                time.sleep(HEAD_START_SECONDS)
            certificate = place / proof.certificate if proof.certificate else None
            response = exchange_on(client, recipe, behind, certificate)
        names = rf"(?<![0-9]){port}(?![0-9])"
        line = _lines(access, names, is_expected=recipe.is_logged).partition("\n")[0]
    # nginx names a connection in its error log, as in "PORT*CONNECTION<tab>".
    if found := re.match(rf"{port}\*([0-9]+)\t", line):
        names = rf" \*{found[1]} "
    if proof.says:
        names += f"|{re.escape(proof.says)}"
    errors = "".join(_lines(each, names, is_expected=False) for each in others)
    line = re.sub(r"^[0-9*]+\t", "", line)
    status = access.status.search(line) if access.status else None
    return Seen(proof, response, line, errors, int(status[1]) if status else None)


@contextmanager
def _open(sends: bytes, port: int, behind: Origin) -> Iterator[None]:
    """Send a request, if there is one, and keep its connection open.

    A busy machine may pass the next request on first, so this request must have arrived.
    """
    with contextlib.ExitStack() as stack:
        if sends:
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            connection.sendall(behind.with_ports(sends))
            deadline = time.monotonic() + LINE_SECONDS
            while sends.split(b" ")[1].decode() not in behind.asked:
                assert time.monotonic() < deadline, f"{sends!r} did not arrive"
                time.sleep(PAUSE_SECONDS)
            time.sleep(HEAD_START_SECONDS)
        yield


def _lines(log: Log, names: str, *, is_expected: bool) -> str:
    """Return the lines of a log that match a pattern, as soon as there are any."""
    deadline = time.monotonic() + LINE_SECONDS
    while True:
        text = log.path.read_text(errors="replace") if log.path.exists() else ""
        lines = [each for each in text.splitlines(keepends=True) if re.search(names, each)]
        if lines or not is_expected:
            return "".join(lines)
        assert time.monotonic() < deadline, f"no line with {names} in the {log.name}: {text!r}"
        time.sleep(PAUSE_SECONDS)
