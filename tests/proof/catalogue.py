"""All proofs, each with the server that they need."""

from tests.proof import (
    apache,
    caddy,
    curl,
    haproxy,
    lighttpd,
    nginx,
    python,
    squid,
    varnish,
    websocket,
)
from tests.proof.follow import follow
from tests.proof.proof import Proof, Seen
from tests.servers.curl import CURL
from tests.servers.processes import lacking
from tests.servers.recipe import Client, Server

PROVED: dict[Server | Client, tuple[Proof, ...]] = {
    nginx.NGINX: nginx.PROOFS,
    haproxy.HAPROXY: haproxy.PROOFS,
    apache.APACHE: apache.PROOFS,
    squid.SQUID: squid.PROOFS,
    varnish.VARNISH: varnish.PROOFS,
    caddy.CADDY: caddy.PROOFS,
    lighttpd.LIGHTTPD: lighttpd.PROOFS,
    python.PYTHON: python.PROOFS,
    websocket.WEBSOCKET: websocket.PROOFS,
    CURL: curl.PROOFS,
}
PROOFS = tuple(proof for proofs in PROVED.values() for proof in proofs)


def missing(of: Server | Client) -> str | None:
    """Return the first program that this machine lacks for the proofs of a server or of curl."""
    return lacking(of) or (lacking(nginx.NGINX) if isinstance(of, Client) else None)


def seen_of(server: Server | Client) -> list[Seen]:
    """Run a server, or curl, with all its proofs."""
    if isinstance(server, Client):
        return curl.follow_curl()
    if server is websocket.WEBSOCKET:
        return websocket.follow_websocket()
    return follow(server, PROVED[server])
