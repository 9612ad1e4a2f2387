"""Starts a server's program on loopback, and ends the processes that it started."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from tests.servers.recipe import Client, Log, Server

START_SECONDS = 20
STOP_SECONDS = 5
SBIN = "/usr/local/sbin:/usr/sbin:/sbin"


def find_program(name: str) -> str | None:
    """Return the path of a program. A person's PATH lacks Debian's folder for servers."""
    return shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:{SBIN}")


def lacking(of: Server | Client) -> str | None:
    """Return the first program that this machine lacks."""
    needs = of.needs if isinstance(of, Server) else ()
    return next((each for each in (of.program, *needs) if not find_program(each)), None)


def free_ports(count: int) -> list[int]:
    """Return ports that nothing listens on."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def free_source_port() -> int:
    """Return a port for the near end of a connection, which no system chooses on its own.

    Linux chooses 32768 and higher, IANA's range begins at 49152.
    """
    while True:
        with contextlib.suppress(OSError), socket.socket() as tried:
            tried.bind(("127.0.0.1", random.randint(20_000, 32_000)))
            return int(tried.getsockname()[1])


def where_installed(of: Server | Client, lacks: str | None, *, group: str) -> ParameterSet:
    """Return a test's parameter, skipped if the machine lacks a program. A group runs in turn."""
    install = f"(Debian: apt-get install {of.package})"
    return pytest.param(
        of,
        id=of.name,
        marks=[
            pytest.mark.xdist_group(group),
            pytest.mark.skipif(lacks is not None, reason=f"no {lacks} on this machine {install}"),
        ],
    )


@contextlib.contextmanager
def server_folder() -> Iterator[Path]:
    """Yield an empty folder that a server's own user may read and write."""
    with tempfile.TemporaryDirectory(prefix="servers-", ignore_cleanup_errors=True) as name:
        path = Path(name)
        path.chmod(0o777)
        yield path


@contextlib.contextmanager
def process(
    folder: Path,
    *command: str | Path,
    ports: tuple[int, ...] = (),
    environment: Mapping[str, str] | None = None,
    output: str = "output.log",
    errors: str = "errors.log",
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program that stays in the foreground, once each of its ports is open."""
    with (folder / output).open("wb") as out, (folder / errors).open("wb") as err:
        running = subprocess.Popen(
            [str(each) for each in command],
            cwd=folder,
            env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
    try:
        for port in ports:
            _wait_for(port, running, folder / errors)
        yield running
    finally:
        _stop(running)


def wait_for_lines(
    logs: tuple[Log, ...], with_text: str = "\n", ask: Callable[[], object] = bool
) -> None:
    """Wait until each log has a line with a text; `ask` makes the server write one."""
    deadline = time.monotonic() + START_SECONDS
    while not all(log.path.exists() and with_text in log.path.read_text() for log in logs):
        assert time.monotonic() < deadline, f"no line with {with_text!r}"
        ask()
        time.sleep(0.05)


def _wait_for(port: int, running: subprocess.Popen[bytes], errors: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        assert running.poll() is None, errors.read_text(errors="replace")
        assert time.monotonic() < deadline, errors.read_text(errors="replace")
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.02)


def _stop(running: subprocess.Popen[bytes]) -> None:
    """End a program and what it started, which is in a session of its own."""
    running.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        running.wait(STOP_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
