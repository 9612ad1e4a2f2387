"""Discord's HTTP interface, for the real client."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from discord.http import Route


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.stand_in"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        monkeypatch.setattr(Route, "BASE", f"http://127.0.0.1:{process.stdout.readline().strip()}")
        yield
        process.terminate()
