"""HAProxy: its termination states, and the codes of a load balancer."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.proof.nginx import upload, write_certificate
from tests.proof.proof import Proof, proof
from tests.servers.common_recipes import HALF
from tests.servers.origin import Origin
from tests.servers.processes import find_program, free_ports, free_source_port, process
from tests.servers.recipe import Listener, Log, Server, request

# What the client ends has long timeouts, so that a busy machine doesn't end it first.
CONFIGURATION = """
global
  maxconn 200
  nbthread 1
defaults patient
  mode http
  log stdout format raw local0
  option httplog
  option dontlognull
  option abortonclose
  retries 0
  timeout connect 15s
  timeout client 15s
  timeout server 15s
  timeout http-request 15s
  timeout queue 15s
  timeout tarpit 1500ms
frontend patient
  bind 127.0.0.1:{patient_port}
  use_backend %[path,field(2,/)]_patient if {{ path_beg /hole/ /hold/ }}
  default_backend app_patient
backend app_patient
  server app1 127.0.0.1:{origin}
backend hold_patient
  server app1 127.0.0.1:{origin} maxconn 1
backend hole_patient
  server app1 127.0.0.1:{hole}
backend hold
  timeout queue 500ms
  server app1 127.0.0.1:{origin} maxconn 1
defaults hasty from patient
  timeout connect 1s
  timeout server 2s
  timeout http-request 1500ms
frontend web
  bind 127.0.0.1:{port}
  http-request deny if {{ path_beg /admin/ }}
  http-request track-sc0 path table limits
  http-request deny deny_status 429 if {{ path /v1/orders }} {{ sc0_http_req_rate gt 1 }}
  http-request tarpit if {{ path_beg /tarpit }}
  http-request redirect scheme https code 307 if {{ path /items }}
  http-request silent-drop if {{ path /drop }}
  use_backend %[path,field(2,/)] if {{ path_beg /down/ /empty/ /hole/ /hold/ /moved/ /own/ /rare/ }}
  default_backend app
frontend impatient
  bind 127.0.0.1:{impatient_port}
  timeout client 1s
  default_backend app
frontend buffer
  bind 127.0.0.1:{buffer_port}
  option http-buffer-request
  default_backend app
frontend hints
  bind 127.0.0.1:{tls_port} ssl crt site.pem
  http-request early-hint Link "</app.css>; rel=preload; as=style"
  default_backend app
backend app
  server app1 127.0.0.1:{origin}
backend down
  server app1 127.0.0.1:{refusing}
backend hole
  server app1 127.0.0.1:{hole}
backend moved
  server app1 127.0.0.1:{origin} redir https://new.example
backend own
  http-response return status 200 content-type text/plain string tea
  server app1 127.0.0.1:{origin}
backend rare
  server app1 127.0.0.1:{origin} source 127.0.0.1:{rare_port}-{rare_port}
backend limits
  stick-table type string len 40 size 100 expire 1m store http_req_rate(1m)
backend empty
"""
# When the client hangs up: by then even a busy machine has read the request.
LEAVES_SECONDS = 0.6
PORTS = ("port", "patient_port", "impatient_port", "buffer_port", "tls_port")
RARE = request("/rare/silent")
CHUNKED = request("/silent", "Transfer-Encoding: chunked", method="POST") + b"3\r\ntea\r\n"
SILENT, HELD = request("/silent"), request("/hold/silent")


def state(
    letters: str,
    sends: bytes,
    code: int | None,
    sender: str = "HAProxy",
    *,
    leaves: float | None = None,
    leaves_in_response: bool = False,
    meanwhile: bytes = b"",
    starts: bytes = b"",
    to: str = "http",
) -> Proof:
    """Return the proof of a termination state, after which the log has `code`, or -1 for None."""
    return proof(
        sender,
        f"HAProxy {letters}",
        "",
        sends,
        code,
        flag=letters,
        hangs_up_after_seconds=leaves,
        hangs_up_in_response=leaves_in_response,
        meanwhile=meanwhile,
        starts=starts,
        to=to,
    )


STATES = (
    state("CC", request("/hole/"), None, leaves=LEAVES_SECONDS, to="patient"),
    state("CD", request("/stalls"), 200, "app", leaves_in_response=True, to="patient"),
    state("cD", request("/floods"), 200, "app", leaves=4, to="impatient"),
    state("CH", SILENT, 400, leaves=LEAVES_SECONDS, to="patient"),
    state("CQ", HELD, None, leaves=LEAVES_SECONDS, meanwhile=HELD, to="patient"),
    state("CR", HALF, 400, leaves=LEAVES_SECONDS, to="patient"),
    state("cR", HALF, 408),
    state("LC", request("/moved/"), 302),
    state("LH", request("/own/"), 200),
    state("LR", request("/items"), 307),
    state("PH", request("/garbage"), 502),
    state("PH", b"kettle\r\n", 400, starts=CHUNKED),
    state("PR", request("/a b"), 400),
    state("PT", request("/tarpit"), 500),
    state("PT", request("/tarpit"), 500, leaves=LEAVES_SECONDS),
    state("SC", request("/down/"), 503),
    state("SC", request("/empty/"), 503),
    state("SC", RARE, 503, meanwhile=RARE),
    state("sC", request("/hole/"), 503),
    state("SD", request("/cut"), 200, "app"),
    state("sD", request("/stalls"), 200, "app"),
    state("SH", request("/closes"), 502),
    state("sH", SILENT, 504),
    state("sQ", HELD, 503, meanwhile=HELD),
    proof(
        "HAProxy", "HAProxy -1", "", request("/drop"), None, hangs_up_after_seconds=LEAVES_SECONDS
    ),
)
by_haproxy = partial(proof, "HAProxy")
PROOFS = (
    *STATES,
    proof(
        "app", "103", "Normal for CDN hints", request("/shop"), 103, to="tls", differs="status line"
    ),
    by_haproxy(
        "307",
        "Traffic moved temporarily",
        request("/items", "Content-Length: 0", method="POST"),
        307,
    ),
    by_haproxy(
        "400", "An unknown Host, illegal", request("/a b"), 400, differs="status line, body"
    ),
    by_haproxy(
        "403", "A WAF, IP, country or bot rule", request("/admin/users"), 403, differs="body"
    ),
    by_haproxy(
        "408",
        "A slow or broken upload",
        upload("/videos", 10),
        408,
        to="buffer",
        differs="status line",
    ),
    by_haproxy(
        "429",
        "An unthrottled retry loop",
        request("/v1/orders"),
        429,
        before=request("/v1/orders"),
        differs="Retry-After, body",
    ),
    by_haproxy("502", "A worker that died", request("/closes"), 502, differs="Server"),
    by_haproxy(
        "503", "No healthy app behind", request("/empty/cart"), 503, differs="Retry-After, body"
    ),
    by_haproxy("504", "A slow query, lock", SILENT, 504, differs="Server"),
)


@contextmanager
def start(folder: Path, origin: Origin) -> Iterator[tuple[Listener, ...]]:
    write_certificate(folder, "site", 2)
    ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True), rare_port=free_source_port())
    status = re.compile(r"(?:[0-9-]+/){4}\+?[0-9]+ ([0-9]{3}) ")
    logs = (Log("httplog", folder / "output.log", status),)
    with black_hole() as hole:
        (folder / "haproxy.cfg").write_text(
            CONFIGURATION.format(
                **ports, hole=hole, origin=origin.port, refusing=origin.refusing_port
            )
        )
        command = (find_program("haproxy") or "haproxy", "-db", "-f", "haproxy.cfg")
        with process(folder, *command, ports=(ports["port"],)):
            yield (
                Listener(ports["port"], logs),
                Listener(ports["patient_port"], logs, "patient"),
                Listener(ports["impatient_port"], logs, "impatient"),
                Listener(ports["buffer_port"], logs, "buffer"),
                Listener(ports["tls_port"], logs, "tls"),
            )


@contextmanager
def black_hole() -> Iterator[int]:
    """Yield a port that drops the packets of new connections, because its queue is full."""
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for each in (first, second):
            each.setblocking(False)
            each.connect_ex(full.getsockname())
        yield full.getsockname()[1]


HAPROXY = Server("HAProxy", "haproxy", "haproxy", start, (), ("openssl",))
