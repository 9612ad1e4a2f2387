"""An origin server that behaves as badly as its paths say."""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

SILENCE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Origin:
    """Ports on loopback: one answers, the other refuses every connection."""

    port: int
    refusing_port: int

    def with_ports(self, sends: bytes) -> bytes:
        """Return a request to a forward proxy, with the ports in its URL."""
        return sends.replace(b"ORIGIN_PORT", b"%d" % self.port).replace(
            b"REFUSING_PORT", b"%d" % self.refusing_port
        )


class _Connection(socketserver.StreamRequestHandler):
    timeout = SILENCE_SECONDS

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
        match path.strip("/").split("/"):
            case [*_, "silent"]:
                self.rfile.read(1)  # Returns when the other side closes.
            case [*_, "closes"]:
                pass
            case [*_, "garbage"]:
                self.wfile.write(b"Segmentation fault\r\n\r\n")
            case [*_, "cut"]:
                self.wfile.write(_response("200 OK", "cut")[:-2])
            case [*_, "resets"]:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
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


class _Threads(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 50

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing: proxies hang up on purpose."""


@contextlib.contextmanager
def origin() -> Iterator[Origin]:
    with _Threads(("127.0.0.1", 0), _Connection) as server, socket.socket() as refusing:
        refusing.bind(("127.0.0.1", 0))  # Bound and not listening: nobody else gets the port.
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield Origin(
                cast("tuple[str, int]", server.server_address)[1], refusing.getsockname()[1]
            )
        finally:
            server.shutdown()
            thread.join()
