"""The client where its start fails."""

import pytest
from simcord import Env

from bot.client import create_client
from bot.config import Config
from bot.playground import play


async def test_a_client_that_never_logged_in_can_be_closed(config: Config) -> None:
    client = create_client(config)
    await client.close()
    await client.close()


async def test_a_playground_that_fails_to_start_says_why(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_: Env) -> None:
        raise RuntimeError("no tea")

    monkeypatch.setattr(Env, "start", fail)
    with pytest.raises(RuntimeError, match="no tea"):
        await play(config, port=0, language="en")
