"""Caddy: redirects to HTTPS without being told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.proof.proof import proof
from tests.servers.caddy import caddy
from tests.servers.origin import Origin
from tests.servers.processes import free_ports
from tests.servers.recipe import Listener, Log, Server, request

CONFIGURATION = """
{{
  admin off
  skip_install_trust
  http_port {port}
  https_port {tls_port}
  default_bind 127.0.0.1
}}
shop.example {{
  tls internal
  respond tea
}}
"""
USER = request("/v1/users/42", "Content-Length: 14", method="PUT") + b'{"name":"Kim"}'

by_caddy = partial(proof, "Caddy", is_logged=False)
PROOFS = (
    by_caddy("308", "An http-to-https rule", USER, 308),
    by_caddy(
        "505",
        "A hand-written client",
        request("/health", version="HTTP/2.0"),
        505,
        differs="status line, body",
    ),
)


@contextmanager
def start(folder: Path, origin: Origin) -> Iterator[tuple[Listener, ...]]:
    port, tls_port = free_ports(2)
    (folder / "Caddyfile").write_text(CONFIGURATION.format(port=port, tls_port=tls_port))
    logs = (Log("log", folder / "errors.log", None),)
    with caddy(folder, port):
        yield (Listener(port, logs),)


CADDY = Server("Caddy", "caddy", "caddy", start, ())
