"""nginx: its own codes, and those of the upstreams behind it."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
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
from tests.servers.processes import find_program, free_ports, process
from tests.servers.recipe import Listener, Log, Recipe, Server, request

CONFIGURATION = """
daemon off; pid nginx.pid; error_log error.log warn; worker_processes 1; {user}
events {{ worker_connections 64; }}
http {{
  log_format json escape=json '{{"time_local":"$time_local","remote_addr":"$remote_addr",'
    '"request":"$request","status":"$status","body_bytes_sent":"$body_bytes_sent",'
    '"request_time":"$request_time","upstream_addr":"$upstream_addr",'
    '"upstream_status":"$upstream_status","http_user_agent":"$http_user_agent"}}';
  access_log combined.log combined; access_log json.log json;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  client_header_timeout 1s; client_body_timeout 1s; client_max_body_size 1k;
  large_client_header_buffers 2 1k; proxy_read_timeout 1500ms; proxy_next_upstream off;
  limit_req_zone $server_port zone=one:1m rate=1r/m;
  limit_req_zone $server_port zone=two:1m rate=1r/m;
  server {{
    listen 127.0.0.1:{port}; root www;
    location = /private~ {{ deny all; }}
    location = /login {{ auth_basic "shop"; auth_basic_user_file users; }}
    location = /old {{ return 301 https://shop.example/new; }}
    location = /drop {{ return 444; }}
    location = /limited.txt {{ limit_req zone=one; limit_req_status 429; }}
    location = /busy.txt {{ limit_req zone=two; }}
    location = /loop {{ try_files /loop-too /loop; }}
    location /gone/ {{ return 410; }}
    location /down/ {{ proxy_pass http://127.0.0.1:{refusing}; }}
    location /api/ {{ proxy_pass http://127.0.0.1:{origin}; }}
  }}
  server {{
    listen 127.0.0.1:{tls_port} ssl; root www; ssl_certificate cert.pem;
    ssl_certificate_key key.pem; ssl_client_certificate cert.pem; ssl_verify_client on;
  }}
  server {{
    listen 127.0.0.1:{pages_port} ssl; root www; ssl_certificate cert.pem;
    ssl_certificate_key key.pem; ssl_client_certificate cert.pem; ssl_verify_client on;
    error_page 494 =494 @494; error_page 496 =496 @496; error_page 497 =497 @497;
    location @494 {{ return 494 "Clear your cookies\n"; }}
    location @496 {{ return 496 "Bring a certificate\n"; }}
    location @497 {{ return 497 "Use HTTPS\n"; }}
  }}
}}
"""

RECIPES = (
    *files("nginx"),
    Recipe("no HTTP", TLS_HELLO, 400, "nginx"),
    Recipe("no Host", WITHOUT_HOST, 400, "nginx"),
    Recipe("a folder without index", request("/folder/"), 403, "nginx"),
    Recipe(
        "POST on a file", request("/hello.txt", "Content-Length: 0", method="POST"), 405, "nginx"
    ),
    Recipe("half a request", HALF, 408, "nginx", is_answered=False),
    Recipe(
        "half a body",
        request("/api/upload", "Content-Length: 10", method="POST") + b"abc",
        408,
        "nginx",
        is_answered=False,
    ),
    Recipe("gone", request("/gone/"), 410, "nginx"),
    Recipe("a large body", upload("/api/upload"), 413, "nginx"),
    Recipe("a long URL", request("/" + "a" * 1100), 414, "nginx"),
    Recipe("too many requests", request("/limited.txt"), 429, "nginx", repeats=True),
    Recipe(
        "closed without an answer",
        request("/drop"),
        444,
        "nginx",
        vendor="nginx",
        is_answered=False,
    ),
    Recipe("a large field", request("/hello.txt", "Cookie: " + "a" * 1100), 400, "nginx"),
    Recipe("HTTP on the HTTPS port", request("/hello.txt"), 400, "nginx", to="https"),
    Recipe("no client certificate", request("/hello.txt"), 400, "nginx", to="https", over_tls=True),
    Recipe(
        "a page for a large field",
        request("/hello.txt", "Cookie: " + "a" * 1100),
        494,
        "nginx",
        vendor="nginx",
        to="pages",
        over_tls=True,
    ),
    Recipe(
        "a page for no client certificate",
        request("/hello.txt"),
        496,
        "nginx",
        vendor="nginx",
        to="pages",
        over_tls=True,
    ),
    Recipe(
        "a page for HTTP on the HTTPS port",
        request("/hello.txt"),
        497,
        "nginx",
        vendor="nginx",
        to="pages",
    ),
    Recipe(
        "the client hangs up",
        request("/api/silent"),
        499,
        "nginx",
        vendor="nginx",
        is_answered=False,
        hangs_up_after_seconds=0.2,
    ),
    Recipe("a loop of rewrites", request("/loop"), 500, "nginx"),
    Recipe(
        "an unknown transfer coding",
        request("/api/upload", "Transfer-Encoding: gzip", method="POST"),
        501,
        "nginx",
    ),
    Recipe("the upstream refuses", request("/down/cart"), 502, "nginx"),
    Recipe("the upstream closes", request("/api/closes"), 502, "nginx"),
    Recipe("the upstream resets", request("/api/resets"), 502, "nginx"),
    Recipe(
        "the upstream speaks no HTTP", request("/api/garbage"), None, "nginx", is_answered=False
    ),
    Recipe("the upstream sends a large field", request("/api/large-field"), 502, "nginx"),
    Recipe("over the limit", request("/busy.txt"), 503, "nginx", repeats=True),
    Recipe("the upstream is silent", request("/api/silent"), 504, "nginx"),
    Recipe("HTTP/3 in plain text", request("/hello.txt", version="HTTP/3.0"), 505, "nginx"),
    *passed_on("/api"),
)


def nginx(folder: Path, *ports: int) -> AbstractContextManager[object]:
    """Run nginx by the folder's nginx.conf."""
    program = find_program("nginx") or "nginx"
    return process(
        folder, program, "-p", folder, "-c", "nginx.conf", "-e", "error.log", ports=ports
    )


@contextmanager
def start(folder: Path, origin: Origin) -> Iterator[tuple[Listener, ...]]:
    write_site(folder, "limited.txt", "busy.txt", "folder/hello.txt")
    subprocess.run(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
        " -subj /CN=shop.example -keyout key.pem -out cert.pem".split(),
        cwd=folder,
        check=True,
        capture_output=True,
    )
    port, tls_port, pages_port = free_ports(3)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        CONFIGURATION.format(
            user=user, port=port, tls_port=tls_port, pages_port=pages_port, origin=origin.port,
            refusing=origin.refusing_port,
        )
    )  # fmt: skip
    logs = (
        Log("combined", folder / "combined.log", re.compile(r'" ([0-9]{3}) [0-9]+ "')),
        Log("JSON", folder / "json.log", re.compile(r'status":"([0-9]{3})"')),
        Log("error log", folder / "error.log", None, always=False),
    )
    with nginx(folder, port, tls_port, pages_port):
        yield (
            Listener(port, logs),
            Listener(tls_port, logs, "https"),
            Listener(pages_port, logs, "pages"),
        )


NGINX = Server("nginx", "nginx", "nginx-light", start, RECIPES, ("openssl",))
