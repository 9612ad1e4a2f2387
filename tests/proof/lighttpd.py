"""lighttpd: the limits of a small server."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.proof.proof import proof
from tests.servers.common_recipes import write_site
from tests.servers.origin import Origin
from tests.servers.processes import find_program, free_ports, process
from tests.servers.recipe import Listener, Log, Server, request

CONFIGURATION = r"""
server.modules = ("mod_accesslog", "mod_cgi")
server.bind = "127.0.0.1"
server.port = {port}
server.document-root = "{folder}/www"
server.errorlog = "{folder}/error.log"
server.max-read-idle = 1
accesslog.filename = "|exec cat >> {folder}/access.log"
accesslog.format = "%{{remote}}p\t%h %l %u %t \"%r\" %>s %b \"%{{Referer}}i\" \"%{{User-Agent}}i\""
mimetype.assign = (".txt" => "text/plain")
server.stream-request-body = 2
$HTTP["url"] =^ "/cgi/" {{ cgi.assign = ("" => "") }}
"""
CHUNKED = request("/cgi/upload", "Transfer-Encoding: chunked", method="POST") + b"3\r\ntea\r\n"

by_lighttpd = partial(proof, "lighttpd")
PROOFS = (
    by_lighttpd("404", "A wrong URL", request("/users/42"), 404, differs="body"),
    by_lighttpd("411", "A chunked upload", CHUNKED, 411),
    by_lighttpd("411", "An empty POST or PUT", request("/cgi/upload", method="POST"), 411),
    by_lighttpd(
        "431",
        "Piled-up cookies",
        request("/", "Cookie: sid=" + "9f2c" * 2500),
        431,
        differs="status line",
    ),
    by_lighttpd(
        "505",
        "A hand-written client",
        request("/health", version="HTTP/2.0"),
        505,
        differs="status line, body",
    ),
)


@contextmanager
def start(folder: Path, origin: Origin) -> Iterator[tuple[Listener, ...]]:
    write_site(folder, "cgi/upload")
    (folder / "www/cgi/upload").write_text("#!/bin/sh\n")
    (folder / "www/cgi/upload").chmod(0o755)
    (port,) = free_ports(1)
    (folder / "lighttpd.conf").write_text(CONFIGURATION.format(folder=folder, port=port))
    logs = (Log("access log", folder / "access.log", re.compile(r'" ([0-9]{3}) [0-9-]+ "')),)
    command = (find_program("lighttpd") or "lighttpd", "-D", "-f", "lighttpd.conf")
    with process(folder, *command, ports=(port,)):
        yield (Listener(port, logs),)


LIGHTTPD = Server("lighttpd", "lighttpd", "lighttpd", start, ())
