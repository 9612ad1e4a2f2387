"""Caddy: its own codes, and those of the upstreams behind it."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
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

CONFIGURATION = """
{{
  admin off
  auto_https off
  log {{
    level ERROR
  }}
  servers {{
    max_header_size 4KB
    timeouts {{
      read_header 600ms
    }}
  }}
}}
(shop) {{
  bind 127.0.0.1
  root * {folder}/www
  redir /old https://shop.example/new permanent
  respond /private~ 403
  respond /gone "gone" 410
  basicauth /login {{
    ada $2a$14$Zkx19XLiW6VYouLHR5NmfOFU0z2GTNmpkT/5qqR7hx4IjWJPDhjvG
  }}
  request_body {{
    max_size 1KB
  }}
  handle_path /down/* {{
    reverse_proxy 127.0.0.1:{refusing}
  }}
  handle_path /api/* {{
    reverse_proxy 127.0.0.1:{origin} {{
      transport http {{
        response_header_timeout 1500ms
      }}
    }}
  }}
  file_server
}}
http://:{port} {{
  log {{
    output file {folder}/json.log
  }}
  import shop
}}
http://:{console_port} {{
  log {{
    output file {folder}/console.log
    format console
  }}
  import shop
}}
"""

RECIPES = (
    *files("Caddy"),
    Recipe("no HTTP", TLS_HELLO, 400, "Caddy", is_logged=False),
    Recipe("no Host", WITHOUT_HOST, 400, "Caddy", is_logged=False),
    Recipe("gone", request("/gone"), 410, "Caddy"),
    Recipe("a large body", upload("/api/silent") + b"a" * 5000, 502, "Caddy"),
    Recipe("a large field", request("/", "Cookie: " + "a" * 20_000), 431, "Caddy", is_logged=False),
    Recipe(
        "the client hangs up",
        request("/api/silent"),
        None,
        "Caddy",
        is_answered=False,
        hangs_up_after_seconds=0.1,
    ),
    Recipe("the upstream closes", request("/api/closes"), 502, "Caddy"),
    Recipe("the upstream resets", request("/api/resets"), 502, "Caddy"),
    Recipe("the upstream speaks no HTTP", request("/api/garbage"), 502, "Caddy"),
    Recipe("the upstream refuses", request("/down/cart"), 502, "Caddy"),
    Recipe("the upstream is silent", request("/api/silent"), 504, "Caddy"),
    Recipe(
        "HTTP/3 in plain text",
        request("/hello.txt", version="HTTP/3.0"),
        505,
        "Caddy",
        is_logged=False,
    ),
    *passed_on("/api"),
)


def caddy(folder: Path, *ports: int) -> AbstractContextManager[object]:
    """Run Caddy by the folder's Caddyfile. It keeps what it stores in the folder."""
    program = find_program("caddy") or "caddy"
    arguments = ("run", "--adapter", "caddyfile", "--config", "Caddyfile")
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    return process(folder, program, *arguments, ports=ports, environment=home)


@contextmanager
def start(folder: Path, origin: Origin) -> Iterator[tuple[Listener, ...]]:
    write_site(folder)
    port, console_port = free_ports(2)
    (folder / "Caddyfile").write_text(
        CONFIGURATION.format(
            folder=folder, port=port, console_port=console_port, origin=origin.port,
            refusing=origin.refusing_port,
        )
    )  # fmt: skip
    status = re.compile(r'(?:"status": ?|: HTTP )([0-9]{3})[,}:]')
    json = Log("JSON", folder / "json.log", status)
    console = Log("console", folder / "console.log", status)
    errors = Log("error log", folder / "errors.log", status, always=False)
    with caddy(folder, port, console_port):
        yield Listener(port, (json, errors)), Listener(console_port, (console,))


CADDY = Server("Caddy", "caddy", "caddy", start, RECIPES)
