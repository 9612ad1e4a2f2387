"""What is done to a real server, and the status code that must come of it."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.origin import Origin


@dataclass(frozen=True, slots=True)
class Recipe:
    """A request that makes a server log `code`; None if its log has no code then.

    `sender` makes the response, or logs the code if there is none. The log flags the code with
    `flag`. The client reads the response, or hangs up after some seconds, or once the response has
    begun. `is_answered` says
    whether it gets `code` on the wire, and `is_logged` whether the access log has a line. With
    `repeats`, only the second request counts.
    """

    title: str
    sends: bytes
    code: int | None
    sender: str
    vendor: str | None = None
    flag: str | None = None
    is_answered: bool = True
    is_logged: bool = True
    repeats: bool = False
    hangs_up_after_seconds: float | None = None
    hangs_up_in_response: bool = False
    to: str = "http"
    over_tls: bool = False


@dataclass(frozen=True, slots=True)
class Invocation:
    """A run of a client's program. The ports come into `arguments`, the code into what it prints.

    `sender` makes the response, or is the client if it writes a code without a response.
    """

    title: str
    arguments: tuple[str, ...]
    code: int | None
    sender: str
    exit_code: int = 0
    vendor: str | None = None
    flag: str | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """A client from a Debian package, and the pattern of the codes in what it prints."""

    name: str
    program: str
    package: str
    status: re.Pattern[str]
    recipes: tuple[Invocation, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """A file that a server writes, and the pattern whose groups are its status columns.

    The first group is the code of the response. A log without a pattern holds no code. Some
    requests leave no line in a log that isn't `always` written.
    """

    name: str
    path: Path
    status: re.Pattern[str] | None
    always: bool = True


@dataclass(frozen=True, slots=True)
class Listener:
    """A port of a server. `serves` is what a recipe's `to` names."""

    port: int
    logs: tuple[Log, ...]
    serves: str = "http"


@dataclass(frozen=True, slots=True)
class Server:
    """A server from a Debian package. `start` gets an empty folder, and an origin to proxy to.

    `start` also runs the programs that `needs` names.
    """

    name: str
    program: str
    package: str
    start: Callable[[Path, Origin], AbstractContextManager[tuple[Listener, ...]]]
    recipes: tuple[Recipe, ...]
    needs: tuple[str, ...] = ()


def request(path: str = "/", *fields: str, method: str = "GET", version: str = "HTTP/1.1") -> bytes:
    """Return the bytes of a request without a body, after which the server closes."""
    lines = (
        f"{method} {path} {version}",
        "Host: shop.example",
        "User-Agent: curl/8.5.0",
        "Connection: close",
        *fields,
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()
