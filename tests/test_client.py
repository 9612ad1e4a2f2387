"""The client where its start fails."""

import pytest
from simcord import Env

from bot.client import create_client
from bot.config import IN_MEMORY, Config
from bot.model.explain_limits import READ_TIMEOUT_SECONDS
from bot.playground import play
from bot.services.lookup.lookup import Lookup
from bot.store import state


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


async def test_a_playground_waits_for_an_answer_as_long_as_a_file_is_read(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = []

    async def fail(env: Env) -> None:
        waits.append(env.settle_timeout)
        raise RuntimeError("no tea")

    monkeypatch.setattr(Env, "start", fail)
    with pytest.raises(RuntimeError, match="no tea"):
        await play(config, port=0, language="en")
    assert waits[0] > READ_TIMEOUT_SECONDS


async def test_a_client_with_a_lookup_seeds_no_store(lookup: Lookup) -> None:
    client = create_client(Config(database=IN_MEMORY), lookup=lookup)
    await client.open_store()
    assert client.database is not None
    assert await state.get(client.database.reader, "data_hash") is None
    await client.database.close()
