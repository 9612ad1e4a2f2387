"""HAProxy: its own codes with their termination states, and those of the servers behind it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.common_recipes import HALF, TLS_HELLO, passed_on
from tests.servers.origin import Origin
from tests.servers.processes import find_program, free_ports, process
from tests.servers.recipe import Listener, Log, Recipe, Server, request

JSON = (
    '{"time":"%t","client":"%ci:%cp","backend":"%b","server":"%s","status":%ST,"bytes":%B,'
    '"termination_state":"%tsc","request":%{+Q}r,"total_ms":%Ta}'
)
# Debian's package logs to syslog; a container logs the same line to its standard output.
CONFIGURATION = """
global
  log-send-hostname proxy1
  maxconn 100
defaults
  mode http
  option dontlognull
  option abortonclose
  retries 0
  timeout connect 2s
  timeout client 4s
  timeout server 1500ms
  timeout http-request 1s
  timeout queue 1s
  default_backend app
userlist people
  user ada insecure-password secret
frontend web
  bind 127.0.0.1:{port}
  log stdout format rfc3164 local0
  option httplog
  use_backend %[path,field(2,/)] if {{ path_beg /down/ /empty/ }}
  {rules}
frontend raw
  bind 127.0.0.1:{raw_port}
  log stdout format raw local0
  option httplog
  use_backend %[path,field(2,/)] if {{ path_beg /down/ /empty/ }}
  {rules}
frontend json
  bind 127.0.0.1:{json_port}
  log stderr format raw local0
  log-format '{json}'
  use_backend %[path,field(2,/)] if {{ path_beg /down/ /empty/ }}
  {rules}
backend app
  http-request auth realm shop if {{ path /login }} !{{ http_auth(people) }}
  server app1 127.0.0.1:{origin}
backend down
  server app2 127.0.0.1:{refusing}
backend empty
"""
RULES = (
    "http-request deny if { path /private }",
    "http-request deny deny_status 429 if { path /limited }",
    "http-request deny deny_status 405 if METH_TRACE",
    "http-request redirect location https://shop.example/new code 301 if { path /old }",
    "http-request return status 200 content-type text/plain string ok if { path /healthz }",
    "http-request silent-drop if { path /drop }",
)

RECIPES = (
    Recipe("a health check", request("/healthz"), 200, "HAProxy", flag="LR--"),
    Recipe("a redirect", request("/old"), 301, "HAProxy", flag="LR--"),
    Recipe("no HTTP", TLS_HELLO, 400, "HAProxy", flag="PR--"),
    Recipe("a space in the URL", request("/a b"), 400, "HAProxy", flag="PR--"),
    Recipe("a large field", request("/", "Cookie: " + "a" * 20000), 400, "HAProxy", flag="PR--"),
    Recipe("no password", request("/login"), 401, "HAProxy", flag="LR--"),
    Recipe("denied", request("/private"), 403, "HAProxy", flag="PR--"),
    Recipe("TRACE", request("/", method="TRACE"), 405, "HAProxy", flag="PR--"),
    Recipe("half a request", HALF, 408, "HAProxy", flag="cR--"),
    Recipe("too many requests", request("/limited"), 429, "HAProxy", flag="PR--"),
    Recipe(
        "the client hangs up",
        request("/silent"),
        400,
        "HAProxy",
        flag="CH--",
        is_answered=False,
        hangs_up_after_seconds=0.1,
    ),
    Recipe(
        "the client hangs up in its request",
        HALF,
        400,
        "HAProxy",
        flag="CR--",
        is_answered=False,
        hangs_up_after_seconds=0.1,
    ),
    Recipe(
        "dropped in silence",
        request("/drop"),
        None,
        "HAProxy",
        flag="PR--",
        is_answered=False,
        hangs_up_after_seconds=0.2,
    ),
    Recipe("the server closes", request("/closes"), 502, "HAProxy", flag="SH--"),
    Recipe("the server resets", request("/resets"), 502, "HAProxy", flag="SH--"),
    Recipe("the server speaks no HTTP", request("/garbage"), 502, "HAProxy", flag="PH--"),
    Recipe("the server sends a large field", request("/large-field"), 502, "HAProxy", flag="PH--"),
    Recipe("the server refuses", request("/down/cart"), 503, "HAProxy", flag="SC--"),
    Recipe("no server", request("/empty/cart"), 503, "HAProxy", flag="SC--"),
    Recipe("the server is silent", request("/silent"), 504, "HAProxy", flag="sH--"),
    Recipe("the server's response is cut", request("/cut"), 200, "app", flag="SD--"),
    *passed_on(""),
)


@contextmanager
def start(folder: Path, origin: Origin) -> Iterator[tuple[Listener, ...]]:
    port, raw_port, json_port = free_ports(3)
    (folder / "haproxy.cfg").write_text(
        CONFIGURATION.format(
            json=JSON, port=port, raw_port=raw_port, json_port=json_port,
            origin=origin.port, refusing=origin.refusing_port,
            rules="\n  ".join(RULES),
        )
    )  # fmt: skip
    status = re.compile(r"(?:[0-9-]+/){4}\+?[0-9]+ ([0-9]{3}) ")
    syslog = Log("syslog", folder / "output.log", status)
    raw = Log("httplog", folder / "output.log", status)
    json = Log("JSON", folder / "errors.log", re.compile(r'"status":([0-9]{3}),'))
    command = (find_program("haproxy") or "haproxy", "-db", "-f", "haproxy.cfg")
    with process(folder, *command, ports=(port, raw_port, json_port)):
        yield Listener(port, (syslog,)), Listener(raw_port, (raw,)), Listener(json_port, (json,))


HAPROXY = Server("HAProxy", "haproxy", "haproxy", start, RECIPES)
