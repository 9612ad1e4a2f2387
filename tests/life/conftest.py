"""A Discord on loopback and a database for the bot's process."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_server.server import Discord, serving


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    async with serving(Discord()) as discord:
        yield discord


@pytest.fixture
def database(tmp_path: Path, seeded: Path) -> Path:
    return Path(shutil.copyfile(seeded, tmp_path / "teapot.sqlite3"))
