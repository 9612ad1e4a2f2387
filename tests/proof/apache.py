"""Apache: WebDAV, content negotiation, and the codes of TLS and of logging in."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.proof.nginx import put, upload, write_certificate
from tests.proof.proof import proof
from tests.servers.common_recipes import write_site
from tests.servers.origin import Origin
from tests.servers.processes import find_program, free_ports, process, wait_for_lines
from tests.servers.recipe import Listener, Log, Server, request

MODULES = (
    "mpm_event authz_core authn_core authn_file auth_basic auth_form session session_cookie request"
    " authz_user authz_groupfile alias dir mime negotiation speling reqtimeout dav dav_fs proxy"
    " proxy_http cgid ssl socache_shmcb"
).split()
# ServerSignature is on in Debian.
CONFIGURATION = r"""
{modules}
ServerName shop.example
Listen 127.0.0.1:{port}
Listen 127.0.0.1:{tls_port}
{user}
PidFile apache.pid
DefaultRuntimeDir {folder}
TypesConfig mime.types
ServerSignature On
StartServers 1
ThreadsPerChild 64
MaxRequestWorkers 64
ServerLimit 1
RequestReadTimeout header=1 body=1
ErrorLog error.log
LogFormat "%{{remote}}p\t%h %l %u %t \"%r\" %>s %O \"%{{Referer}}i\" \"%{{User-Agent}}i\"" ported
CustomLog access.log ported
DocumentRoot {folder}/www
DavLockDB {folder}/www/dav/locks
AddHandler type-map .var
AddType text/html .html
<Directory {folder}/www>
  Require all granted
  AllowOverride All
  Options MultiViews
</Directory>
<Location /manual>
  CheckSpelling On
</Location>
<Location /dav>
  Dav On
</Location>
<Location /me>
  AuthType Basic
  AuthName api
  AuthUserFile {folder}/users
  Require valid-user
</Location>
<Location /admin>
  AuthType Basic
  AuthName api
  AuthUserFile {folder}/users
  AuthGroupFile {folder}/groups
  AuthzSendForbiddenOnFailure On
  Require group admin
</Location>
<Location /orders>
  AuthType form
  AuthName shop
  AuthFormProvider file
  AuthUserFile {folder}/users
  AuthFormLoginRequiredLocation "https://login.example.com/?next=%{{REQUEST_URI}}"
  Session On
  SessionCookieName session path=/
  Require valid-user
</Location>
Redirect seeother /cancel /orders/812
Redirect gone /events
ScriptAlias /cgi/ {folder}/cgi/
ScriptSock {folder}/cgi.sock
CGIDScriptTimeout 2s
<Directory {folder}/cgi>
  Require all granted
</Directory>
ProxyPass /down/ http://127.0.0.1:{refusing}/ retry=0
ProxyPass /api/ http://127.0.0.1:{origin}/ retry=0
SSLCertificateFile {folder}/site.pem
<VirtualHost 127.0.0.1:{tls_port}>
  ServerName a.example.com
  SSLEngine on
</VirtualHost>
<VirtualHost 127.0.0.1:{tls_port}>
  ServerName b.example.com
  SSLEngine on
  SSLVerifyClient require
  SSLCACertificateFile {folder}/site.pem
</VirtualHost>
"""
SITE = (
    "broken/.htaccess small/.htaccess manual/manual.html manual/manuel.html reports.html guide.var"
    " inner.var dav/old.txt dav/docs/a.txt dav/plan.docx dav/report.txt"
).split()
LOCK = (
    b'<D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope>'
    b"<D:locktype><D:write/></D:locktype></D:lockinfo>"
)
# DAV:getetag belongs to the server.
PATCH = (
    b'<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:getetag>"x"</D:getetag>'
    b'<S:tea xmlns:S="urn:shop">green</S:tea></D:prop></D:set></D:propertyupdate>'
)
ADA = "Authorization: Basic YWRhOnNlY3JldA=="


def xml(path: str, method: str, body: bytes) -> bytes:
    fields = ("Content-Type: application/xml", f"Content-Length: {len(body)}")
    return request(path, *fields, method=method) + body


by_apache = partial(proof, "Apache")
DAV = (
    by_apache(
        "100",
        "Normal after Expect: 100-continue",
        request("/dav/video", "Content-Length: 3", "Expect: 100-continue", method="PUT") + b"tea",
        100,
    ),
    by_apache("201", "Normal for a POST or PUT", put("/dav/new.txt"), 201),
    by_apache("204", "Normal; if parsing fails", put("/dav/old.txt"), 204, differs="ETag"),
    by_apache(
        "207",
        "Normal for WebDAV",
        request("/dav/docs/", "Depth: 1", "Content-Length: 0", method="PROPFIND"),
        207,
        differs="body",
    ),
    by_apache(
        "409", "A step the current state forbids", put("/dav/none/new.txt"), 409, differs="body"
    ),
    by_apache(
        "412",
        "Data that changed since",
        request("/dav/old.txt", 'If-Match: "v3"', method="DELETE"),
        412,
        differs="body",
    ),
    by_apache(
        "415",
        "No converter or parser registered",
        xml("/dav/folder", "MKCOL", PATCH),
        415,
        differs="Accept",
    ),
    by_apache(
        "423",
        "A file open on another machine",
        request("/dav/plan.docx", method="DELETE"),
        423,
        before=xml("/dav/plan.docx", "LOCK", LOCK),
        differs="body",
    ),
    by_apache(
        "424",
        "A failed item in the same request",
        xml("/dav/report.txt", "PROPPATCH", PATCH),
        424,
        differs="body",
    ),
)
PROOFS = (
    *DAV,
    by_apache(
        "200",
        "Normal; if something",
        request("/hello.txt"),
        200,
        differs="body, Content-Type, Cache-Control",
    ),
    by_apache(
        "300",
        "A typo in the client's URL",
        request("/manual/manul.html"),
        300,
        differs="Location, body",
    ),
    by_apache(
        "302",
        "An expired session or missing token",
        request("/orders"),
        302,
        differs="Cache-Control",
    ),
    by_apache("303", "Normal after a form POST", upload("/cancel", 0), 303),
    by_apache("401", "A missing Authorization header", request("/me"), 401),
    by_apache("403", "A missing role or scope", request("/admin/users", ADA), 403, differs="body"),
    by_apache("405", "A wrong method", put("/hello.txt"), 405),
    by_apache(
        "406",
        "An Accept value the API can't serve",
        request("/reports", "Accept: application/pdf"),
        406,
        differs="body",
    ),
    by_apache("408", "A slow or broken upload", put("/dav/slow").replace(b": 3", b": 9"), 408),
    by_apache(
        "410", "An event, listing or post", request("/events/summer-sale"), 410, differs="body"
    ),
    by_apache(
        "413", "A body over the proxy's limit", upload("/small/", 5000), 413, differs="status line"
    ),
    by_apache("417", "An Expect value other than", request("/hello.txt", "Expect: tea"), 417),
    by_apache(
        "421",
        "A missing or wrong SNI",
        request("/").replace(b"shop.example", b"b.example.com"),
        421,
        to="tls",
        says="AH02032",
        differs="body",
    ),
    by_apache("500", "Bad web server settings", request("/broken/"), 500, differs="body"),
    by_apache("500", "An uncaught exception", request("/cgi/dies"), 500, differs="body"),
    by_apache(
        "501",
        "A method the server does not know",
        request("/pot", method="BREW"),
        501,
        differs="status line, body",
    ),
    by_apache(
        "502", "A worker that died", request("/api/closes"), 502, differs="status line, body"
    ),
    by_apache(
        "503",
        "No healthy app behind",
        request("/down/cart"),
        503,
        differs="Retry-After, Cache-Control, body",
    ),
    by_apache(
        "504", "A slow query, lock", request("/cgi/silent"), 504, differs="status line, body"
    ),
    by_apache("506", "A type map (.var) that lists", request("/guide.var"), 506),
)


@contextmanager
def start(folder: Path, origin: Origin) -> Iterator[tuple[Listener, ...]]:
    write_files(folder)
    write_certificate(folder, "site", 2)
    port, tls_port = free_ports(2)
    modules = "/usr/lib/apache2/modules"
    (folder / "apache.conf").write_text(
        CONFIGURATION.format(
            modules="\n".join(f"LoadModule {n}_module {modules}/mod_{n}.so" for n in MODULES),
            user="User www-data\nGroup www-data" if os.geteuid() == 0 else "",
            folder=folder, port=port, tls_port=tls_port,
            origin=origin.port, refusing=origin.refusing_port,
        )
    )  # fmt: skip
    logs = (
        Log("access log", folder / "access.log", re.compile(r'" ([0-9]{3}) [0-9]+ "')),
        Log("error log", folder / "error.log", None),
    )
    command = (find_program("apache2") or "apache2", "-d", folder, "-f", "apache.conf")
    with process(folder, *command, "-DFOREGROUND", ports=(port, tls_port)):
        wait_for_lines(logs[1:], "AH00094")  # The last line about the start.
        yield Listener(port, logs), Listener(tls_port, logs, "tls")


def write_files(folder: Path) -> None:
    write_site(folder, *SITE)
    for path in (folder / "www" / "dav", folder / "www" / "dav" / "docs"):
        path.chmod(0o777)
    for name, text in {
        "www/broken/.htaccess": "Tea On\n",
        "www/small/.htaccess": "LimitRequestBody 1000\n",
        "www/guide.var": "URI: guide\n\nURI: inner.var\nContent-type: application/x-type-map\n",
        "www/inner.var": "URI: inner\n\nURI: hello.txt\nContent-type: text/plain\n",
        "users": "ada:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n",
        "groups": "admin: bob\n",
        "mime.types": "",
    }.items():
        (folder / name).write_text(text)
    (folder / "cgi").mkdir()
    for name, script in {"silent": "sleep 5", "dies": "exit 1"}.items():
        (folder / "cgi" / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / "cgi" / name).chmod(0o755)


APACHE = Server("Apache", "apache2", "apache2", start, (), ("openssl",))
