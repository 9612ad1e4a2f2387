"""Varnish: its own codes, and those of the backends behind it."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.servers.common_recipes import TLS_HELLO, WITHOUT_HOST, passed_on
from tests.servers.exchange import exchange
from tests.servers.origin import Origin
from tests.servers.processes import find_program, free_ports, process, wait_for_lines
from tests.servers.recipe import Listener, Log, Recipe, Server, request

CONFIGURATION = """
vcl 4.1;
backend app {{ .host = "127.0.0.1"; .port = "{origin}"; .first_byte_timeout = 1.5s; }}
backend down {{ .host = "127.0.0.1"; .port = "{refusing}"; .connect_timeout = 2s; }}
backend sick none;
sub vcl_recv {{
  if (req.url ~ "^/down/") {{ set req.backend_hint = down; }}
  if (req.url ~ "^/none/") {{ set req.backend_hint = sick; }}
  if (req.url == "/private") {{ return (synth(403)); }}
  if (req.url == "/old") {{ return (synth(301, "Moved")); }}
  if (req.url == "/maintenance") {{ return (synth(503, "Maintenance")); }}
  if (req.method == "PURGE") {{ return (synth(405, "Purge not allowed")); }}
}}
"""
JSON = (
    '{"time":"%{%Y-%m-%dT%H:%M:%S%z}t","client":"%h","request":"%r","status":%s,"bytes":%b,'
    '"handling":"%{Varnish:handling}x","time_firstbyte":%{Varnish:time_firstbyte}x}'
)

RECIPES = (
    Recipe("no Host", WITHOUT_HOST, 400, "Varnish"),
    Recipe("no HTTP", TLS_HELLO, 400, "Varnish"),
    Recipe("a redirect", request("/old"), 301, "Varnish"),
    Recipe("denied", request("/private"), 403, "Varnish"),
    Recipe("PURGE", request("/", method="PURGE"), 405, "Varnish"),
    Recipe("an expectation", request("/", "Expect: tea"), 417, "Varnish"),
    Recipe("maintenance", request("/maintenance"), 503, "Varnish"),
    Recipe("the backend refuses", request("/down/cart"), 503, "Varnish"),
    Recipe("no backend", request("/none/cart"), 503, "Varnish"),
    Recipe("the backend closes", request("/closes"), 503, "Varnish"),
    Recipe("the backend speaks no HTTP", request("/garbage"), 503, "Varnish"),
    Recipe("the backend sends a large field", request("/large-field"), 503, "Varnish"),
    Recipe("the backend is silent", request("/silent"), 503, "Varnish"),
    *passed_on(""),
)

READY = Recipe("a last request before the recipes", request("/ready"), 200, "app")


@contextmanager
def start(folder: Path, origin: Origin) -> Iterator[tuple[Listener, ...]]:
    (port,) = free_ports(1)
    (folder / "shop.vcl").write_text(
        CONFIGURATION.format(origin=origin.port, refusing=origin.refusing_port)
    )
    logs = (
        Log("NCSA", folder / "ncsa.log", re.compile(r'" ([0-9]{3}) [0-9-]+ "')),
        Log("JSON", folder / "json.log", re.compile(r'status":([0-9]{3}),')),
    )
    name = ("-n", folder / "varnish")
    ncsa = (find_program("varnishncsa") or "varnishncsa", *name)
    with ExitStack() as stack:
        stack.enter_context(
            process(
                folder,
                *(find_program("varnishd") or "varnishd", "-F", *name, "-f", folder / "shop.vcl"),
                *("-a", f"127.0.0.1:{port}", "-j", "none", "-s", "malloc,10m"),
                *("-p", "thread_pools=1", "-p", "vsl_space=1M", "-p", "vcc_allow_inline_c=off"),
                ports=(port,),
            )
        )
        stack.enter_context(process(folder, *ncsa, output="ncsa.log", errors="ncsa.err"))
        stack.enter_context(
            process(folder, *ncsa, "-F", JSON, output="json.log", errors="json.err")
        )
        # varnishncsa begins a moment after its start. No line of before is left after READY's.
        wait_for_lines(logs, ask=lambda: exchange(port, RECIPES[0], origin))
        exchange(port, READY, origin)
        wait_for_lines(logs, "/ready")
        yield (Listener(port, logs),)


VARNISH = Server("Varnish", "varnishd", "varnish", start, RECIPES, ("varnishncsa", "cc"))
