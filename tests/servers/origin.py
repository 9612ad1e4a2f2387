"""An origin server that behaves as badly as its paths say."""

import contextlib
import os
import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import cast

SILENCE_SECONDS = 20
RESET = b"\1\0\0\0\0\0\0\0"  # SO_LINGER without a wait: a close resets.


@dataclass(frozen=True, slots=True)
class Origin:
    """Ports on loopback: one answers, the other refuses every connection.

    `asked` are the paths of the requests that have arrived.
    """

    port: int
    refusing_port: int
    asked: set[str] = field(compare=False)

    def with_ports(self, sends: bytes) -> bytes:
        """Return a request to a forward proxy, with the ports in its URL."""
        return sends.replace(b"ORIGIN_PORT", b"%d" % self.port).replace(
            b"REFUSING_PORT", b"%d" % self.refusing_port
        )


class _Threads(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 50

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.asked: set[str] = set()

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing: proxies hang up on purpose."""


class _Connection(socketserver.StreamRequestHandler):
    timeout = SILENCE_SECONDS
    server: _Threads

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            begin = self.rfile.read(1)
            if begin == b"\x16":
                self.wfile.write(_response("400 Bad Request", "no TLS here"))
                return
            first = self.rfile.readline().decode("latin-1").split(" ")
            while self.rfile.readline().strip():
                pass
            self._answer(first[1] if len(first) > 1 else "/")

    def _answer(self, path: str) -> None:
        is_first = path not in self.server.asked
        self.server.asked.add(path)
        match path.strip("/").split("/"):
            case [*_, "silent"]:
                self.rfile.read()  # Returns when the other side closes.
            case [*_, "closes"]:
                pass
            case [*_, "garbage"]:
                self.wfile.write(b"Segmentation fault\r\n\r\n")
            case [*_, "cut"]:
                self.wfile.write(_response("200 OK", "cut")[:-2])
            case [*_, "stalls"]:
                self.wfile.write(_response("200 OK", "stalls")[:-2])
                self.rfile.read(1)
            case [*_, "breaks"]:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                os.close(self.connection.detach())  # Before the server shuts it down in order.
            case [*_, "floods"]:
                self.wfile.write(_response("200 OK", "x" * 20_000_000))
            case [*_, "bad-field"]:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nBad Field\r\nX: 1\r\n\r\n{}")
            case [*_, "fresh"]:
                fields = (f"Date: {formatdate(usegmt=True)}", "Cache-Control: max-age=60")
                self.wfile.write(_response("200 OK", "{}", *fields))
            case [*_, "once", rest] if is_first:
                fields = ("Last-Modified: Mon, 23 Nov 2026 09:00:00 GMT", f"Cache-Control: {rest}")
                self.wfile.write(_response("200 OK", "{}", *fields))
            case [*_, "once", _]:
                pass
            case [*_, "redirects"]:
                self.wfile.write(_response("302 Found", "", "Location: /redirects"))
            case [*_, "resets"]:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            case [*_, "large-field"]:
                self.wfile.write(_response("200 OK", "large", f"X-Large: {'x' * 100_000}"))
            case [*_, code, phrase]:
                self.wfile.write(_response(f"{code} {phrase.replace('-', ' ')}", "{}"))
            case _:
                self.wfile.write(_response("200 OK", "{}"))


def _response(status: str, body: str, *fields: str) -> bytes:
    lines = (
        f"HTTP/1.1 {status}",
        "Server: gunicorn",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *fields,
    )
    return ("".join(f"{line}\r\n" for line in lines) + f"\r\n{body}").encode()


@contextlib.contextmanager
def origin() -> Iterator[Origin]:
    with _Threads() as server, socket.socket() as refusing:
        refusing.bind(("127.0.0.1", 0))  # Bound and not listening: nobody else gets the port.
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield Origin(
                cast("tuple[str, int]", server.server_address)[1],
                refusing.getsockname()[1],
                server.asked,
            )
        finally:
            server.shutdown()
            thread.join()
