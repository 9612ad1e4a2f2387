"""Squid as a forward proxy: its own numbers, and the codes that a company's proxy sends."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.proof.nginx import upload
from tests.proof.proof import Proof, proof
from tests.servers.origin import Origin
from tests.servers.processes import find_program, free_ports, process, wait_for_lines
from tests.servers.recipe import Listener, Log, Server, request

# The pattern is the packaged one: without any, Squid serves nothing stale. The cache is on disk,
# because a TCP_HIT is a hit there.
CONFIGURATION = """
http_port 127.0.0.1:{port}
visible_hostname proxy.example
pid_filename none
coredump_dir {folder}
cache_log {folder}/cache.log
cache_mem 1 MB
cache_dir ufs {folder}/cache 10 2 2
maximum_object_size_in_memory 0 KB
refresh_pattern . 0 20% 4320
logformat ported %>p\t%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt
access_log stdio:{folder}/access.log ported
auth_param basic program /usr/lib/squid/basic_fake_auth
auth_param basic children 1 startup=1
auth_param basic realm corp-proxy
acl person proxy_auth REQUIRED
acl api dstdomain api.example.com
acl banned urlpath_regex ^/banned
http_access deny banned
http_access deny api !person
http_access allow CONNECT localhost
http_access allow localhost
http_access deny all
dns_nameservers 127.0.0.1
read_timeout 3 seconds
connect_timeout 3 seconds
request_timeout 3 seconds
forward_max_tries 1
request_header_max_size 8 KB
reply_header_max_size 8 KB
request_body_max_size 1 MB
shutdown_lifetime 0 seconds
pinger_enable off
netdb_filename none
"""
ORIGIN, REFUSING = "http://127.0.0.1:ORIGIN_PORT", "http://127.0.0.1:REFUSING_PORT"
FRESH = request(f"{ORIGIN}/fresh")
# The origin answers these once.
STALE = request(f"{ORIGIN}/once/max-age=0")
CHECKED = request(f"{ORIGIN}/once/max-age=0,must-revalidate")
TUNNEL = request("127.0.0.1:ORIGIN_PORT", method="CONNECT") + request("/200/OK")


def result(
    name: str,
    sends: bytes,
    code: int,
    sender: str = "Squid",
    *,
    leaves: float | None = None,
    before: bytes = b"",
) -> Proof:
    """Return the proof of what Squid writes before the status."""
    flag = None if name == "000" else name
    key = f"Squid {name}"
    return proof(
        sender, key, "", sends, code, flag=flag, hangs_up_after_seconds=leaves, before=before
    )


by_squid = partial(proof, "Squid")
PROOFS = (
    by_squid(
        "600/Squid",
        "An origin with malformed headers",
        request(f"{ORIGIN}/bad-field"),
        502,
        says="Bad header encountered from",
        differs="body",
    ),
    by_squid(
        "601/Squid",
        "Too many Set-Cookie or CSP",
        request(f"{ORIGIN}/large-field"),
        502,
        says="X-Squid-Error: ERR_TOO_BIG",
        differs="body",
    ),
    by_squid("400", "An unknown Host, illegal", request("http://"), 400, differs="body"),
    by_squid(
        "403", "A WAF, IP, country or bot rule", request(f"{ORIGIN}/banned"), 403, differs="body"
    ),
    by_squid(
        "407", "An HTTPS_PROXY without user", request("api.example.com:443", method="CONNECT"), 407
    ),
    by_squid(
        "413",
        "A body over the proxy's limit",
        upload(f"{ORIGIN}/files", 5_242_880),
        413,
        differs="status line",
    ),
    by_squid("431", "Piled-up cookies", request(f"{ORIGIN}/", "Cookie: sid=" + "9f2c" * 2500), 431),
    by_squid("502", "A worker that died", request(f"{ORIGIN}/closes"), 502, differs="body"),
    by_squid(
        "503",
        "No healthy app behind",
        request(f"{REFUSING}/cart"),
        503,
        differs="Retry-After, Cache-Control, body",
    ),
    by_squid(
        "504", "A slow query, lock", request(f"{ORIGIN}/silent"), 504, differs="status line, body"
    ),
    by_squid(
        "505",
        "A hand-written client",
        request(f"{ORIGIN}/health", version="HTTP/2.0"),
        505,
        differs="status line, body",
    ),
    result("000", request(f"{ORIGIN}/silent"), 0, leaves=0.6),
    result("TCP_DENIED", request(f"{ORIGIN}/banned"), 403),
    result("TCP_HIT", FRESH, 200, "app", before=FRESH),
    result("TCP_MISS", request(f"{ORIGIN}/404/Not-Found"), 404, "app"),
    result("TCP_MISS_ABORTED", request(f"{ORIGIN}/silent"), 0, leaves=0.6),
    result("TCP_REFRESH_FAIL_ERR", CHECKED, 502, before=CHECKED),
    result("TCP_REFRESH_FAIL_OLD", STALE, 200, "app", before=STALE),
    result("TCP_TUNNEL", TUNNEL, 200, "app"),
)


@contextmanager
def start(folder: Path, origin: Origin) -> Iterator[tuple[Listener, ...]]:
    (port,) = free_ports(1)
    (folder / "squid.conf").write_text(CONFIGURATION.format(port=port, folder=folder))
    logs = (
        Log("access log", folder / "access.log", re.compile(r" [A-Z_]+/([0-9]{3}) [0-9]+ ")),
        Log("cache log", folder / "cache.log", None),
    )
    squid = find_program("squid") or "squid"
    command = (squid, "-N", "-z", "-f", "squid.conf")
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    with process(folder, squid, "-N", "-f", "squid.conf", ports=(port,)):
        wait_for_lines(logs[:1])  # The wait for the port leaves a line.
        yield (Listener(port, logs),)


SQUID = Server("Squid", "squid", "squid", start, ())
