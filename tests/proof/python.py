"""An application: aiohttp, which Teapot has anyway, and Python's own file server."""

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from tests.proof.nginx import upload
from tests.proof.proof import proof
from tests.servers.common_recipes import write_site
from tests.servers.origin import Origin
from tests.servers.processes import free_ports, process
from tests.servers.recipe import Listener, Log, Server, request

# A log of either has no ports, so each gets a line of its own.
APP = """
import logging
import sys

from aiohttp import abc, web

class Log(abc.AbstractAccessLogger):
    def log(self, request, response, time):
        port = request.transport.get_extra_info("peername")[1] if request.transport else 0
        line = f'"{request.method} {request.path} HTTP/1.1" {response.status} 0'
        logging.info("%d\\t%s - - %s", port, request.remote, line)

async def answer(request):
    return web.Response(text=str(len(await request.read())))

async def chat(request):
    socket = web.WebSocketResponse(timeout=0.1)
    await socket.prepare(request)
    await socket.close()
    return socket

async def crash(request):
    raise RuntimeError("no tea")

logging.basicConfig(filename="app.log", format="%(message)s", level=logging.INFO)
app = web.Application()
app.add_routes([
    web.get("/articles/7", answer),
    web.post("/files", answer),
    web.get("/chat", chat),
    web.get("/orders/7", crash),
])
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log_class=Log)
"""
FILES = """
import http.server
import sys

class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def address_string(self):
        return f"{self.client_address[1]}\\t{self.client_address[0]}"

address = ("127.0.0.1", int(sys.argv[1]))
http.server.ThreadingHTTPServer(address, Handler).serve_forever()
"""
# The key is RFC 6455's.
CHAT = b"""GET /chat HTTP/1.1\r
Host: ws.example.com\r
Connection: Upgrade\r
Upgrade: websocket\r
Sec-WebSocket-Version: 13\r
Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
\r
"""

by_app = partial(proof, "app")
PROOFS = (
    by_app("101", "Normal for WebSocket", CHAT, 101),
    by_app("404", "A wrong URL", request("/users/42"), 404, differs="body"),
    by_app("405", "A wrong method", request("/articles/7", method="DELETE"), 405),
    by_app(
        "413",
        "A lower limit in the app's framework",
        upload("/files", 1_048_577) + bytes(1_048_577),
        413,
        # Python 3.13 has RFC 9110's name of it.
        differs="" if sys.version_info >= (3, 13) else "status line",
    ),
    by_app("500", "An uncaught exception", request("/orders/7"), 500, differs="body"),
    by_app(
        "501",
        "A method the server does not know",
        request("/files/", "Depth: 1", method="PROPFIND"),
        501,
        to="files",
    ),
)


@contextmanager
def start(folder: Path, _origin: Origin) -> Iterator[tuple[Listener, ...]]:
    write_site(folder)
    (folder / "app.py").write_text(APP)
    (folder / "files.py").write_text(FILES)
    port, files_port = free_ports(2)
    with ExitStack() as stack:
        for name, its_port in {"app": port, "files": files_port}.items():
            command = (sys.executable, "-u", f"{name}.py", f"{its_port}")
            stack.enter_context(process(folder, *command, ports=(its_port,), errors=f"{name}.err"))
        yield (
            Listener(port, (Log("access log", folder / "app.log", re.compile(r'" ([0-9]{3}) ')),)),
            Listener(
                files_port,
                (Log("log", folder / "files.err", re.compile(r"code ([0-9]{3}),")),),
                "files",
            ),
        )


PYTHON = Server("Python", sys.executable, "python3", start, ())
