"""Starts a process that forks lives, to be killed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def living(module: str, database: Path, file: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a module that forks a life for each line of its input and answers with a line."""
    with subprocess.Popen(
        [sys.executable, "-m", module, str(database), str(file)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def answer_to(lives: subprocess.Popen[str], line: str) -> int:
    assert lives.stdin is not None
    assert lives.stdout is not None
    lives.stdin.write(f"{line}\n")
    lives.stdin.flush()
    return int(lives.stdout.readline())
