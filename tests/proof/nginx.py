"""nginx: its own numbers, and the codes whose cause is a rule or a limit of a proxy."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.proof.proof import proof
from tests.servers.common_recipes import write_site
from tests.servers.nginx import nginx
from tests.servers.origin import Origin
from tests.servers.processes import free_ports
from tests.servers.recipe import Listener, Log, Server, request

# The sizes are nginx's own defaults.
CONFIGURATION = """
daemon off; pid nginx.pid; error_log error.log info; worker_processes 1; {user}
events {{ worker_connections 128; }}
http {{
  log_format ported '$remote_port*$connection\t$remote_addr - $remote_user [$time_local] '
    '"$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time';
  access_log access.log ported;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  client_body_timeout 1s; lingering_timeout 100ms; proxy_read_timeout 2s; proxy_next_upstream off;
  ssl_certificate site.pem; ssl_certificate_key site.key; ssl_client_certificate site.pem;
  limit_req_zone $server_port zone=one:1m rate=1r/m;
  server {{ listen 127.0.0.1:{port}; return 444; }}
  server {{
    listen 127.0.0.1:{port}; server_name shop.example; root www;
    location = /blog {{ return 301 https://$host$request_uri; }}
    location /v1/ {{ return 410; }}
    location /limited {{ limit_req zone=one; limit_req_status 429; }}
    location /dav/ {{ dav_methods PUT; }}
    location /loop {{ try_files /loop-too /loop; }}
    location /down/ {{ proxy_pass http://127.0.0.1:{refusing}; }}
    location = /orders {{ proxy_pass http://127.0.0.1:{origin}/silent; proxy_read_timeout 15s; }}
    location /api/ {{ proxy_pass http://127.0.0.1:{origin}; }}
  }}
  server {{
    listen 127.0.0.1:{tls_port} ssl; ssl_verify_client on;
  }}
  server {{
    listen 127.0.0.1:{pages_port} ssl; ssl_verify_client on;
    error_page 494 =494 @494; error_page 495 =495 @495;
    error_page 496 =496 @496; error_page 497 =497 @497;
    location @494 {{ return 494 "Clear your cookies\\n"; }}
    location @495 {{ return 495 "Renew your certificate\\n"; }}
    location @496 {{ return 496 "Bring a certificate\\n"; }}
    location @497 {{ return 497 "Use HTTPS\\n"; }}
  }}
}}
"""
COOKIES = request("/", "Cookie: sid=" + "9f2c" * 2500)
UNKNOWN_HOST = (
    b"GET /wp-login.php HTTP/1.1\r\nHost: unknown.example.com\r\nUser-Agent: curl/8.5.0\r\n\r\n"
)
ORDER = b"POST /orders HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: okhttp/4.12.0\r\n\r\n"


def upload(path: str, length: int) -> bytes:
    return request(path, f"Content-Length: {length}", method="POST")


def put(path: str) -> bytes:
    return request(path, "Content-Length: 3", method="PUT") + b"tea"


by_nginx = partial(proof, "nginx")
# nginx sends 400 for 494–497 unless an error_page keeps the number.
OWN = (
    by_nginx("444/nginx", "A catch-all server block", UNKNOWN_HOST, 444, is_answered=False),
    by_nginx("494/nginx", "Cookies piled up", COOKIES, 400, to="tls"),
    by_nginx("494/nginx", "Cookies piled up", COOKIES, 494, to="tls pages", differs=None),
    by_nginx("495/nginx", "An expired, revoked", request(), 400, to="tls", certificate="old.pem"),
    by_nginx(
        "495/nginx",
        "An expired, revoked",
        request(),
        495,
        to="tls pages",
        certificate="old.pem",
        differs=None,
    ),
    by_nginx("496/nginx", "No certificate set up in the client", request(), 400, to="tls"),
    by_nginx(
        "496/nginx",
        "No certificate set up in the client",
        request(),
        496,
        to="tls pages",
        differs=None,
    ),
    by_nginx("497/nginx", "An http:// URL with an HTTPS port", request(), 400, to="https"),
    by_nginx(
        "497/nginx",
        "An http:// URL with an HTTPS port",
        request(),
        497,
        to="https pages",
        differs=None,
    ),
    by_nginx("499/nginx", "A slow app or query", ORDER, 499, hangs_up_after_seconds=0.6),
)
PROOFS = (
    *OWN,
    by_nginx("201", "Normal for a POST or PUT", put("/dav/new.txt"), 201),
    by_nginx("204", "Normal; if parsing fails", put("/dav/old.txt"), 204, differs="ETag"),
    by_nginx("206", "Normal for video players", request("/hello.txt", "Range: bytes=3-"), 206),
    by_nginx("301", "An http-to-https or www rule", request("/blog"), 301, differs="Cache-Control"),
    by_nginx(
        "304",
        "Normal; if the page shows",
        request("/hello.txt", 'If-None-Match: "6b040090-6"'),
        304,
        differs="Cache-Control",
    ),
    by_nginx("400", "An unknown Host, illegal characters", request("/a b"), 400, differs="body"),
    by_nginx("400", "Plain HTTP to an HTTPS port", request(), 400, to="https", differs="body"),
    by_nginx("403", "File permissions, no index", request("/folder/"), 403, differs="body"),
    by_nginx("404", "A wrong URL", request("/users/42"), 404, differs="body"),
    by_nginx(
        "405",
        "A static host, proxy or WebDAV",
        upload("/hello.txt", 0),
        405,
        differs="status line, Allow",
    ),
    by_nginx(
        "408",
        "A slow or broken upload",
        upload("/api/upload", 10) + b"abc",
        408,
        is_answered=False,
        differs=None,
    ),
    by_nginx("410", "A retired API version", request("/v1/orders"), 410, differs="body"),
    by_nginx(
        "413",
        "A body over the proxy's limit",
        upload("/api/files", 1_048_577),
        413,
        differs="status line",
    ),
    by_nginx(
        "414",
        "Too much data in the query",
        request("/search?ids=" + "1001," * 1700),
        414,
        differs="status line, body",
    ),
    by_nginx(
        "416",
        "Resuming a finished download",
        request("/hello.txt", "Range: bytes=6-"),
        416,
        differs="status line",
    ),
    by_nginx(
        "429",
        "An unthrottled retry loop",
        request("/limited"),
        429,
        before=request("/limited"),
        differs="Retry-After, body",
    ),
    by_nginx("500", "Bad web server settings", request("/loop"), 500, differs="body"),
    by_nginx(
        "501",
        "A Transfer-Encoding the server",
        request("/", "Transfer-Encoding: gzip"),
        501,
        differs="status line, body",
    ),
    by_nginx("502", "An app that is down", request("/down/cart"), 502),
    by_nginx("502", "A worker that died mid-request", request("/api/closes"), 502),
    by_nginx("502", "Response headers too big", request("/api/large-field"), 502),
    by_nginx("504", "A slow query, lock", request("/api/silent"), 504),
    by_nginx(
        "505", "A hand-written client", request("/health", version="HTTP/2.0"), 505, differs="body"
    ),
)


@contextmanager
def start(folder: Path, origin: Origin) -> Iterator[tuple[Listener, ...]]:
    write_site(folder, "folder/hello.txt", "limited", "dav/old.txt")
    for name, days in {"site": 2, "old": -1}.items():
        write_certificate(folder, name, days)
    port, tls_port, pages_port = free_ports(3)
    (folder / "nginx.conf").write_text(
        CONFIGURATION.format(
            user="user root;" if os.geteuid() == 0 else "",
            port=port, tls_port=tls_port, pages_port=pages_port,
            origin=origin.port, refusing=origin.refusing_port,
        )
    )  # fmt: skip
    logs = (
        Log("access log", folder / "access.log", re.compile(r'" ([0-9]{3}) [0-9]+ "')),
        Log("error log", folder / "error.log", None),
    )
    with nginx(folder, port, tls_port, pages_port):
        yield (
            Listener(port, logs),
            *(Listener(tls_port, logs, name) for name in ("https", "tls")),
            *(Listener(pages_port, logs, name) for name in ("https pages", "tls pages")),
        )


def write_certificate(folder: Path, name: str, days: int) -> None:
    """Write a self-signed certificate and its key; it has expired if `days` is -1."""
    for command in (
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=shop.example"
        f" -keyout {name}.key -out {name}.pem",
        f"x509 -in {name}.pem -signkey {name}.key -days {days} -out {name}.pem",
    ):
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)
    with (folder / f"{name}.pem").open("a") as file:
        file.write((folder / f"{name}.key").read_text())


NGINX = Server("nginx", "nginx", "nginx-light", start, (), ("openssl",))
