"""lighttpd: its own codes, and those of the backends behind it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.common_recipes import (
    TLS_HELLO,
    WITHOUT_HOST,
    files,
    passed_on,
    upload,
    write_site,
)
from tests.servers.origin import Origin
from tests.servers.processes import find_program, free_ports, process
from tests.servers.recipe import Listener, Log, Recipe, Server, request

JSON = (
    r"{\"time\":\"%{%Y-%m-%dT%H:%M:%S%z}t\",\"remote_addr\":\"%h\",\"request\":\"%r\","
    r"\"status\":%s,\"bytes\":%b,\"user_agent\":\"%{User-Agent}i\"}"
)
CONFIGURATION = r"""
server.modules = ("mod_access", "mod_redirect", "mod_auth", "mod_authn_file")
server.modules += ("mod_accesslog", "mod_proxy")
server.bind = "127.0.0.1"
server.port = {port}
server.document-root = "{folder}/www"
server.errorlog = "{folder}/error.log"
server.max-request-size = 1
server.max-request-field-size = 4096
server.max-read-idle = 1
server.max-keep-alive-idle = 1
mimetype.assign = (".txt" => "text/plain")
accesslog.filename = "|exec cat >> {folder}/combined.log"
url.access-deny = ("~")
url.redirect = ("^/old$" => "https://shop.example/new")
auth.backend = "plain"
auth.backend.plain.userfile = "{folder}/users"
auth.require = ("/login" => ("method" => "basic", "realm" => "shop", "require" => "valid-user"))
$SERVER["socket"] == "127.0.0.1:{json_port}" {{
  accesslog.filename = "|exec cat >> {folder}/json.log"
  accesslog.format = "{json}"
}}
$HTTP["url"] =^ "/api/" {{
  proxy.server = ("" => (("host" => "127.0.0.1", "port" => {origin}, "read-timeout" => 1)))
}}
$HTTP["url"] =^ "/down/" {{
  proxy.server = ("" => (("host" => "127.0.0.1", "port" => {refusing})))
}}
"""

RECIPES = (
    *files("lighttpd"),
    Recipe("no HTTP", TLS_HELLO, 400, "lighttpd"),
    Recipe("no Host", WITHOUT_HOST, 400, "lighttpd"),
    Recipe(
        "PUT on a file", request("/hello.txt", "Content-Length: 0", method="PUT"), 501, "lighttpd"
    ),
    Recipe("a large body", upload("/api/upload"), 413, "lighttpd"),
    Recipe("a large field", request("/", "Cookie: " + "a" * 9000), 431, "lighttpd"),
    Recipe("an unknown method", request("/hello.txt", method="BREW"), 501, "lighttpd"),
    Recipe(
        "the client hangs up",
        request("/api/silent"),
        504,
        "lighttpd",
        is_answered=False,
        hangs_up_after_seconds=0.1,
    ),
    Recipe("the backend closes", request("/api/closes"), 500, "lighttpd"),
    Recipe("the backend speaks no HTTP", request("/api/garbage"), 502, "lighttpd"),
    Recipe("the backend refuses", request("/down/cart"), 503, "lighttpd"),
    Recipe("the backend is silent", request("/api/silent"), 504, "lighttpd"),
    Recipe("HTTP/3 in plain text", request("/hello.txt", version="HTTP/3.0"), 505, "lighttpd"),
    *passed_on("/api"),
)


@contextmanager
def start(folder: Path, origin: Origin) -> Iterator[tuple[Listener, ...]]:
    write_site(folder)
    port, json_port = free_ports(2)
    (folder / "lighttpd.conf").write_text(
        CONFIGURATION.format(
            json=JSON, folder=folder, port=port, json_port=json_port, origin=origin.port,
            refusing=origin.refusing_port,
        )
    )  # fmt: skip
    combined = Log("combined", folder / "combined.log", re.compile(r'" ([0-9]{3}) [0-9-]+ "'))
    json = Log("JSON", folder / "json.log", re.compile(r'status":([0-9]{3}),'))
    command = (find_program("lighttpd") or "lighttpd", "-D", "-f", "lighttpd.conf")
    with process(folder, *command, ports=(port, json_port)):
        yield Listener(port, (combined,)), Listener(json_port, (json,))


LIGHTTPD = Server("lighttpd", "lighttpd", "lighttpd", start, RECIPES)
