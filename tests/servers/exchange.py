"""The client's side of a recipe, on a plain socket."""

import contextlib
import re
import socket
import ssl
import time
from pathlib import Path

from tests.servers.origin import Origin
from tests.servers.recipe import Recipe

ANSWER_SECONDS = 15
STATUS_LINE = re.compile(r"HTTP/[0-9.]+ ([0-9]{3})")


def exchange(port: int, recipe: Recipe, behind: Origin) -> str:
    """Return the response as a terminal shows it: "" if there is none."""
    with socket.create_connection(("127.0.0.1", port), ANSWER_SECONDS) as plain:
        return exchange_on(plain, recipe, behind)


def exchange_on(
    plain: socket.socket, recipe: Recipe, behind: Origin, certificate: Path | None = None
) -> str:
    """Do the same on a connection. `certificate` is the client's, with its key in the same file."""
    if not recipe.over_tls:
        return _exchange(plain, recipe, behind)
    with _insecure(certificate).wrap_socket(plain) as secure:
        return _exchange(secure, recipe, behind)


def _exchange(connection: socket.socket, recipe: Recipe, behind: Origin) -> str:
    connection.sendall(behind.with_ports(recipe.sends))
    if recipe.hangs_up_after_seconds is not None:
        time.sleep(recipe.hangs_up_after_seconds)
        return ""
    if recipe.hangs_up_in_response:
        connection.recv(1)
        return ""
    received = b""
    # Some servers reset a connection whose request they didn't read.
    with contextlib.suppress(ConnectionResetError, ssl.SSLError):
        while piece := connection.recv(65536):
            received += piece
    return received.decode("utf-8", "replace").replace("\r\n", "\n")


def seen_code(response: str) -> int | None:
    """Return the code of a response's status line."""
    match = STATUS_LINE.match(response)
    return int(match[1]) if match else None


def _insecure(certificate: Path | None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if certificate:
        context.load_cert_chain(certificate)
    return context
