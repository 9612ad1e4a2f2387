"""The installed command heeds signals as early as Python lets it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def imported(line: str) -> set[str]:
    code = f"import sys; {line}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_nothing_slow_is_imported_before_signals_are_heeded() -> None:
    """Until then, a signal kills the process."""
    own = {"bot", "bot.entry", "bot.signals"}
    assert imported("import bot.entry") - imported("import os, signal") == own
