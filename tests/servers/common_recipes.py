"""Requests that several servers get, and the site that those with files serve."""

import os
from pathlib import Path

from tests.servers.recipe import Recipe, request

MODIFIED_AT = 1795424400
FRESH = "If-Modified-Since: Mon, 23 Nov 2026 09:00:00 GMT"
TLS_HELLO = b"\x16\x03\x01\x02\x00\x01\r\n\r\n"
WITHOUT_HOST = b"GET / HTTP/1.1\r\n\r\n"
HALF = b"GET /slow HTTP/1.1\r\nHost: x\r\n"


def write_site(folder: Path, *names: str) -> None:
    """Write files of a fixed age under `www`."""
    for name in ("hello.txt", *names):
        path = folder / "www" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("hello\n")
        os.utime(path, (MODIFIED_AT, MODIFIED_AT))
    (folder / "users").touch()


def files(sender: str) -> tuple[Recipe, ...]:
    """Return what any server of the site does with files, redirects and access rules."""
    return (
        Recipe("a file", request("/hello.txt"), 200, sender),
        Recipe("a range", request("/hello.txt", "Range: bytes=0-3"), 206, sender),
        Recipe("a redirect", request("/old"), 301, sender),
        Recipe("not modified", request("/hello.txt", FRESH), 304, sender),
        Recipe("no password", request("/login"), 401, sender),
        Recipe("denied", request("/private~"), 403, sender),
        Recipe("no file", request("/missing.txt"), 404, sender),
        Recipe("a range after the end", request("/hello.txt", "Range: bytes=900-"), 416, sender),
    )


def passed_on(prefix: str) -> tuple[Recipe, ...]:
    """Return responses of the application that a proxy passes on."""
    phrases = {200: "OK", 404: "Not-Found", 500: "Internal-Server-Error"}
    phrases[503] = "Service-Unavailable"
    return tuple(
        Recipe(f"the app's {code}", request(f"{prefix}/{code}/{phrase}"), code, "app")
        for code, phrase in phrases.items()
    )


def upload(path: str, *fields: str, length: int = 5000) -> bytes:
    """Return the head of a request whose body is too long."""
    return request(path, f"Content-Length: {length}", *fields, method="POST")
