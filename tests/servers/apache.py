"""Apache: its own codes, and those of the servers behind it."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.common_recipes import (
    HALF,
    TLS_HELLO,
    WITHOUT_HOST,
    files,
    passed_on,
    upload,
    write_site,
)
from tests.servers.origin import Origin
from tests.servers.processes import find_program, free_ports, process, wait_for_lines
from tests.servers.recipe import Listener, Log, Recipe, Server, request

MODULES = (
    "mpm_event authz_core authn_core authn_file auth_basic authz_user alias dir mime reqtimeout"
    " proxy proxy_http cgid"
).split()
JSON = (
    r"{\"time\":\"%{%Y-%m-%dT%H:%M:%S%z}t\",\"remote_addr\":\"%a\",\"request\":\"%r\","
    r"\"status\":%>s,\"bytes\":%O,\"duration_us\":%D,\"user_agent\":\"%{User-Agent}i\"}"
)
CONFIGURATION = r"""
{modules}
ServerName shop.example
Listen 127.0.0.1:{port}
{user}
PidFile apache.pid
DefaultRuntimeDir {folder}
ServerSignature On
StartServers 1
ThreadsPerChild 8
MaxRequestWorkers 8
ServerLimit 1
LimitRequestBody 1000
LimitRequestLine 500
RequestReadTimeout header=1 body=1
ProxyTimeout 2
ErrorLog error.log
LogFormat "%h %l %u %t \"%r\" %>s %O \"%{{Referer}}i\" \"%{{User-Agent}}i\"" combined
LogFormat "{json}" json
CustomLog combined.log combined
CustomLog json.log json
DocumentRoot {folder}/www
<Directory {folder}/www>
  Require all granted
  AllowOverride All
</Directory>
<Location /private~>
  Require all denied
</Location>
<Location /login>
  AuthType Basic
  AuthName shop
  AuthUserFile users
  Require valid-user
</Location>
Redirect 301 /old https://shop.example/new
Redirect gone /gone
ScriptAlias /cgi/ {folder}/cgi/
ScriptSock {folder}/cgi.sock
CGIDScriptTimeout 1s
<Directory {folder}/cgi>
  Require all granted
</Directory>
ProxyPass /down/ http://127.0.0.1:{refusing}/ retry=0
ProxyPass /api/ http://127.0.0.1:{origin}/ retry=0
"""

RECIPES = (
    *files("Apache"),
    Recipe("no HTTP", TLS_HELLO, 400, "Apache"),
    Recipe("no Host", WITHOUT_HOST, 400, "Apache"),
    Recipe("a large field", request("/", "Cookie: " + "a" * 9000), 400, "Apache"),
    Recipe(
        "PUT on a file", request("/hello.txt", "Content-Length: 0", method="PUT"), 405, "Apache"
    ),
    Recipe("half a request", HALF, 408, "Apache"),
    Recipe("gone", request("/gone"), 410, "Apache"),
    Recipe("a large body", upload("/hello.txt"), 413, "Apache"),
    Recipe("a long URL", request("/" + "a" * 600), 414, "Apache"),
    Recipe("an expectation", request("/hello.txt", "Expect: tea"), 417, "Apache"),
    Recipe("a bad .htaccess", request("/broken/"), 500, "Apache"),
    Recipe("an unknown method", request("/hello.txt", method="BREW"), 501, "Apache"),
    Recipe("the upstream closes", request("/api/closes"), 502, "Apache"),
    Recipe("the upstream resets", request("/api/resets"), 502, "Apache"),
    Recipe("the upstream speaks no HTTP", request("/api/garbage"), 200, "app"),
    Recipe("the upstream refuses", request("/down/cart"), 503, "Apache"),
    Recipe("the upstream is silent", request("/api/silent"), 502, "Apache"),
    Recipe("a silent CGI script", request("/cgi/silent"), 504, "Apache"),
    Recipe("a CGI script that dies", request("/cgi/dies"), 500, "Apache"),
    *passed_on("/api"),
)


@contextmanager
def start(folder: Path, origin: Origin) -> Iterator[tuple[Listener, ...]]:
    www = folder / "www"
    (www / "broken").mkdir(parents=True)
    (www / "broken" / ".htaccess").write_text("Tea On\n")
    write_site(folder)
    (folder / "cgi").mkdir()
    for name, script in {"silent": "sleep 3", "dies": "exit 1"}.items():
        (folder / "cgi" / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / "cgi" / name).chmod(0o755)
    (port,) = free_ports(1)
    modules = "/usr/lib/apache2/modules"
    (folder / "apache.conf").write_text(
        CONFIGURATION.format(
            modules="\n".join(f"LoadModule {n}_module {modules}/mod_{n}.so" for n in MODULES),
            user="User www-data\nGroup www-data" if os.geteuid() == 0 else "",
            json=JSON, folder=folder, port=port, origin=origin.port, refusing=origin.refusing_port,
        )
    )  # fmt: skip
    (folder / "mime.types").touch()
    logs = (
        Log("combined", folder / "combined.log", re.compile(r'" ([0-9]{3}) [0-9]+ "')),
        Log("JSON", folder / "json.log", re.compile(r'status":([0-9]{3}),')),
        Log("error log", folder / "error.log", None, always=False),
    )
    program = find_program("apache2") or "apache2"
    command = (
        program,
        "-d",
        folder,
        "-f",
        "apache.conf",
        "-DFOREGROUND",
        "-C",
        "TypesConfig mime.types",
    )
    with process(folder, *command, ports=(port,)):
        wait_for_lines(logs[2:], "AH00094")  # The last line about the start.
        yield (Listener(port, logs),)


APACHE = Server("Apache", "apache2", "apache2", start, RECIPES)
