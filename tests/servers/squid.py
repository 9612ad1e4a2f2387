"""Squid as a forward proxy: its own codes, and those that it passes on."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.common_recipes import HALF, TLS_HELLO, passed_on, upload
from tests.servers.origin import Origin
from tests.servers.processes import find_program, free_ports, process, wait_for_lines
from tests.servers.recipe import Listener, Log, Recipe, Server, request

JSON = (
    '{"time":"%ts.%03tu","client":"%>a","result":"%Ss","status":%>Hs,"bytes":%<st,'
    '"method":"%rm","url":"%ru","hierarchy":"%Sh"}'
)
CONFIGURATION = """
http_port 127.0.0.1:{port}
visible_hostname proxy.example
pid_filename none
coredump_dir {folder}
cache_log {folder}/cache.log
cache_mem 1 MB
logformat json {json}
access_log stdio:{folder}/native.log squid
access_log stdio:{folder}/json.log json
auth_param basic program /usr/lib/squid/basic_fake_auth
auth_param basic children 1 startup=1
acl banned urlpath_regex ^/banned
acl staff urlpath_regex ^/staff
acl person proxy_auth REQUIRED
acl tls_port port 443 {origin} {refusing}
http_access deny banned
http_access deny CONNECT !tls_port
http_access deny staff !person
http_access allow localhost
http_access deny all
dns_nameservers 127.0.0.1
read_timeout 2 seconds
connect_timeout 2 seconds
request_timeout 1 second
forward_max_tries 1
request_header_max_size 2 KB
request_body_max_size 1 KB
shutdown_lifetime 0 seconds
pinger_enable off
netdb_filename none
"""
ORIGIN, REFUSING = "http://127.0.0.1:ORIGIN_PORT", "http://127.0.0.1:REFUSING_PORT"

RECIPES = (
    Recipe("no HTTP", TLS_HELLO, 400, "Squid"),
    Recipe("a bad URL", request("http://"), 400, "Squid"),
    Recipe("denied", request(f"{ORIGIN}/banned"), 403, "Squid", flag="TCP_DENIED"),
    Recipe("a tunnel to a bad port", request("127.0.0.1:25", method="CONNECT"), 403, "Squid"),
    Recipe("no password", request(f"{ORIGIN}/staff"), 407, "Squid", flag="TCP_DENIED"),
    Recipe("half a request", HALF, 0, "Squid", is_answered=False),
    Recipe("a large body", upload(f"{ORIGIN}/upload"), 413, "Squid"),
    Recipe("a large field", request(f"{ORIGIN}/", "Cookie: " + "a" * 3000), 431, "Squid"),
    Recipe("an unknown scheme", request("tea://pot.example/"), 400, "Squid"),
    Recipe(
        "nothing to revalidate",
        request(f"{ORIGIN}/x", "Cache-Control: only-if-cached"),
        504,
        "Squid",
    ),
    Recipe(
        "the client hangs up",
        request(f"{ORIGIN}/silent"),
        0,
        "Squid",
        flag="TCP_MISS_ABORTED",
        is_answered=False,
        hangs_up_after_seconds=0.2,
    ),
    Recipe(
        "a connection without a request",
        b"",
        0,
        "Squid",
        is_answered=False,
        hangs_up_after_seconds=0.0,
    ),
    Recipe("the origin closes", request(f"{ORIGIN}/closes"), 502, "Squid"),
    Recipe("the origin resets", request(f"{ORIGIN}/resets"), 502, "Squid"),
    Recipe("the origin speaks no HTTP", request(f"{ORIGIN}/garbage"), 200, "app"),
    Recipe("the origin refuses", request(f"{REFUSING}/cart"), 503, "Squid", flag="TCP_MISS"),
    Recipe(
        "a tunnel to a closed port",
        request("127.0.0.1:REFUSING_PORT", method="CONNECT"),
        503,
        "Squid",
        flag="NONE_NONE",
    ),
    Recipe("the origin is silent", request(f"{ORIGIN}/silent"), 504, "Squid"),
    *passed_on(ORIGIN),
)


@contextmanager
def start(folder: Path, origin: Origin) -> Iterator[tuple[Listener, ...]]:
    (port,) = free_ports(1)
    (folder / "squid.conf").write_text(
        CONFIGURATION.format(
            json=JSON, port=port, folder=folder, origin=origin.port, refusing=origin.refusing_port
        )
    )
    logs = (
        Log("native", folder / "native.log", re.compile(r" [A-Z_]+/([0-9]{3}) [0-9]+ ")),
        Log("JSON", folder / "json.log", re.compile(r'status":([0-9]{3}),')),
    )
    with process(folder, find_program("squid") or "squid", "-N", "-f", "squid.conf", ports=(port,)):
        wait_for_lines(logs)  # The wait for the port leaves a line in each.
        yield (Listener(port, logs),)


SQUID = Server("Squid", "squid", "squid", start, RECIPES)
