"""Varnish: a cache before an application."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from tests.proof.proof import proof
from tests.servers.exchange import exchange
from tests.servers.origin import Origin
from tests.servers.processes import find_program, free_ports, process, wait_for_lines
from tests.servers.recipe import Listener, Log, Recipe, Server, request

CONFIGURATION = """
vcl 4.1;
backend app {{ .host = "127.0.0.1"; .port = "{origin}"; .first_byte_timeout = 3s; }}
backend sick none;
sub vcl_recv {{
  if (req.url ~ "^/none/") {{ set req.backend_hint = sick; }}
  if (req.url ~ "^/admin/") {{ return (synth(403)); }}
}}
"""
FORMAT = '%{VSL:ReqStart[2]}x\\t%h %l %u %t "%r" %s %b "%{Referer}i" "%{User-agent}i"'
READY = Recipe("before the proofs", request("/ready"), 200, "app")

by_varnish = partial(proof, "Varnish")
PROOFS = (
    by_varnish(
        "403", "A WAF, IP, country or bot rule", request("/admin/users"), 403, differs="body"
    ),
    by_varnish(
        "417",
        "An Expect value other than",
        request("/", "Expect: tea"),
        417,
        is_logged=False,
        differs="Connection",
    ),
    by_varnish(
        "503",
        "No healthy app behind",
        request("/none/cart"),
        503,
        differs="status line, Cache-Control, body",
    ),
)


@contextmanager
def start(folder: Path, origin: Origin) -> Iterator[tuple[Listener, ...]]:
    (port,) = free_ports(1)
    (folder / "shop.vcl").write_text(CONFIGURATION.format(origin=origin.port))
    log = Log("NCSA", folder / "ncsa.log", re.compile(r'" ([0-9]{3}) [0-9-]+ "'))
    name = ("-n", folder / "varnish")
    with ExitStack() as stack:
        stack.enter_context(
            process(
                folder,
                *(find_program("varnishd") or "varnishd", "-F", *name, "-f", folder / "shop.vcl"),
                *("-a", f"127.0.0.1:{port}", "-j", "none", "-s", "malloc,10m"),
                *("-p", "thread_pools=1", "-p", "vsl_space=1M"),
                ports=(port,),
            )
        )
        ncsa = (find_program("varnishncsa") or "varnishncsa", *name, "-F", FORMAT)
        stack.enter_context(process(folder, *ncsa, output="ncsa.log", errors="ncsa.err"))
        # varnishncsa begins a moment after its start.
        wait_for_lines((log,), ask=lambda: exchange(port, READY, origin))
        yield (Listener(port, (log,)),)


VARNISH = Server("Varnish", "varnishd", "varnish", start, (), ("varnishncsa", "cc"))
