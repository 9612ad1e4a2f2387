"""curl: its exit codes, and its own 000."""

import re
import shlex
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.proof.nginx import write_certificate
from tests.proof.proof import Proof, Seen
from tests.servers.observe import run
from tests.servers.origin import Origin, origin
from tests.servers.processes import find_program, free_ports, process, server_folder
from tests.servers.recipe import Invocation

# HTTP/2 to the client and HTTP/1.1 to the origin.
CONFIGURATION = """
daemon off; pid nginx.pid; error_log error.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server {{
    listen 127.0.0.1:{port} ssl http2; ssl_certificate site.pem; ssl_certificate_key site.key;
    location / {{ proxy_pass http://127.0.0.1:{origin}; }}
  }}
}}
"""
ORIGIN, REFUSING = "http://127.0.0.1:ORIGIN_PORT", "http://127.0.0.1:REFUSING_PORT"
OVER_TLS = "https://127.0.0.1:TLS_PORT"
# No name server is asked for a label of more than 63 characters.
UNKNOWN = f"{'a' * 64}.example"


def proof(of: str, exit_code: int, *arguments: str, code: int | None = 0) -> Proof:
    """Return the proof of an exit code, and of the status that curl prints with it."""
    write = ("-sS", "-w", "%{http_code} %{exitcode}\n", "-o", "/dev/null")
    sender = "app" if code else "curl"
    recipe = Invocation(of, (*arguments, *write), code, sender, exit_code, flag=f"{exit_code}")
    return Proof(of, "", recipe, None)


HEALTH = Invocation(
    "a closed port",
    ("-s", "-o", "/dev/null", "-w", "%{http_code} %{exitcode}\\n", f"{REFUSING}/health"),
    0,
    "curl",
    7,
    vendor="curl",
)
PROOFS = (
    Proof("000/curl", "No connection", HEALTH, frozenset()),
    proof("curl 3", 3, "http://[::1/", code=None),
    proof("curl 5", 5, "-x", f"http://{UNKNOWN}:3128", ORIGIN),
    proof("curl 6", 6, f"http://{UNKNOWN}/"),
    proof("curl 7", 7, f"{REFUSING}/"),
    proof("curl 18", 18, f"{ORIGIN}/cut", code=200),
    proof("curl 22", 22, "-f", f"{ORIGIN}/503/Service-Unavailable", code=503),
    proof("curl 23", 23, "-o", "/dev/full", f"{ORIGIN}/floods", code=200),
    proof("curl 26", 26, "-F", "file=@/missing", ORIGIN),
    proof("curl 28", 28, "-m", "0.3", f"{ORIGIN}/silent"),
    proof("curl 35", 35, "https://127.0.0.1:ORIGIN_PORT/"),
    proof("curl 47", 47, "-L", "--max-redirs", "2", f"{ORIGIN}/redirects", code=302),
    proof("curl 52", 52, f"{ORIGIN}/closes"),
    proof("curl 55", 55, "-H", "Expect:", "-T", "FOLDER/large", f"{ORIGIN}/resets"),
    proof("curl 56", 56, f"{ORIGIN}/breaks"),
    proof("curl 58", 58, "-k", "--cert", "/missing.pem", OVER_TLS),
    proof("curl 60", 60, OVER_TLS),
    proof("curl 77", 77, "--cacert", "/missing.pem", OVER_TLS),
    proof("curl 92", 92, "-k", "--http2", f"{OVER_TLS}/cut", code=200),
)


def follow_curl() -> list[Seen]:
    """Run every proof against the origin, or nginx before it."""
    with server_folder() as place, origin() as behind, start(place, behind) as tls_port:
        (place / "large").write_bytes(bytes(30_000_000))

        def follow(each: Proof) -> Seen:
            assert isinstance(each.recipe, Invocation)
            arguments = [
                text.replace("TLS_PORT", f"{tls_port}").replace("FOLDER", f"{place}")
                for text in each.recipe.arguments
            ]
            output = run("curl", arguments, behind, each.recipe.exit_code)
            status = re.findall(r"^([0-9]{3}) [0-9]+$", output, re.MULTILINE)
            command = shlex.join(["curl", *each.recipe.arguments])
            return Seen(each, f"$ {command}\n{output}", logged=int(status[0]) if status else None)

        with ThreadPoolExecutor(len(PROOFS)) as threads:
            return list(threads.map(follow, PROOFS))


@contextmanager
def start(place: Path, behind: Origin) -> Iterator[int]:
    write_certificate(place, "site", 2)
    (port,) = free_ports(1)
    (place / "nginx.conf").write_text(CONFIGURATION.format(port=port, origin=behind.port))
    command = (find_program("nginx") or "nginx", "-p", place, "-c", "nginx.conf", "-e", "error.log")
    with process(place, *command, ports=(port,)):
        yield port
