"""The servers and clients that have recipes."""

from tests.servers.apache import APACHE
from tests.servers.caddy import CADDY
from tests.servers.curl import CURL
from tests.servers.haproxy import HAPROXY
from tests.servers.lighttpd import LIGHTTPD
from tests.servers.nginx import NGINX
from tests.servers.observe import Observation, observe, observe_client
from tests.servers.recipe import Client, Server
from tests.servers.squid import SQUID
from tests.servers.varnish import VARNISH
from tests.servers.wget import WGET

SERVERS: tuple[Server, ...] = (NGINX, HAPROXY, APACHE, SQUID, VARNISH, CADDY, LIGHTTPD)
CLIENTS: tuple[Client, ...] = (CURL, WGET)
EVERY: tuple[Server | Client, ...] = (*SERVERS, *CLIENTS)


def observations(of: Server | Client) -> list[Observation]:
    """Return all that a server or a client writes in its recipes."""
    return observe(of) if isinstance(of, Server) else observe_client(of)
