"""`teapot run` and `python -m bot run` heed signals as early as Python lets them."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.discord_server.process import ROOT, environment

INSTALLED = (
    "-c",
    "import sys; sys.argv = ['teapot', 'run']; from bot.entry_point import start; start()",
)
MODULE = ("-m", "bot", "run")


def imported(line: str) -> set[str]:
    code = f"import sys; {line}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["bot.entry_point", "bot.__main__"])
def test_nothing_slow_is_imported_before_signals_are_heeded(module: str) -> None:
    """Until then, a signal kills the process."""
    own = {"bot", "bot.entry_point", "bot.signals", module}
    assert imported(f"import {module}") - imported("import os, signal") == own


def block() -> None:
    """As the image's entry point does."""
    signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGTERM, signal.SIGINT))


@pytest.mark.slow
@pytest.mark.parametrize("call", [INSTALLED, MODULE], ids=["teapot", "python -m bot"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_that_was_blocked_while_python_started_is_heeded(
    tmp_path: Path, number: signal.Signals, call: tuple[str, ...]
) -> None:
    process = subprocess.Popen(
        [sys.executable, *call], cwd=ROOT, env=environment(tmp_path / "teapot.sqlite3"),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=block,
    )  # fmt: skip
    process.send_signal(number)
    said, _ = process.communicate(timeout=20)
    assert process.returncode == 0, said
    assert f"stopped signal={number.name}" in said
    assert "Traceback" not in said
