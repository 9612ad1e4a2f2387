"""`reply` sends what discord.py's `send_message` sends, and leaves the same behind."""

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from discord.webhook.async_ import AsyncWebhookAdapter

from bot.cards.layout import plain_message
from bot.client import Teapot, create_client
from bot.commands.app import Interaction
from bot.commands.first_reply import reply
from bot.config import Config
from tests.benchmarks.stand_in import slash

Requests = list[dict[str, Any]]


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> Requests:
    """What discord.py's adapter would send."""
    requests: Requests = []

    async def request(_: Any, route: Any, session: Any, **options: Any) -> Any:
        requests.append({"route": (route.method, route.url), "session": session} | options)
        return {"interaction": {"id": "1", "type": 2}}

    monkeypatch.setattr(AsyncWebhookAdapter, "request", request)
    return requests


@pytest.fixture
async def bot(config: Config) -> AsyncIterator[Teapot]:
    bot = create_client(config)
    yield bot
    await bot.close()


def interaction(bot: Teapot) -> Interaction:
    data: Any = slash(1, "http", "418")
    return discord.Interaction(data=data, state=bot._connection)


@pytest.mark.parametrize("private", [False, True])
async def test_a_reply_is_as_discord_py_sends_it_but_for_the_copy(
    bot: Teapot, requests: Requests, private: bool
) -> None:
    ours, theirs, view = interaction(bot), interaction(bot), plain_message("418")
    await reply(ours, view, private=private)
    await theirs.response.send_message(view=view, ephemeral=private)
    sent, by_discord_py = requests
    assert sent.pop("session") is by_discord_py.pop("session")
    assert by_discord_py.pop("params") == {"with_response": "1"}
    data = by_discord_py["payload"]["data"]
    assert (data.pop("content"), data.pop("tts")) == (None, False)  # the same as without them
    assert sent == by_discord_py
    assert data["allowed_mentions"] == {"parse": []}
    assert ours.response.type == theirs.response.type


async def test_a_second_reply_is_refused_before_it_is_sent(bot: Teapot, requests: Requests) -> None:
    twice = interaction(bot)
    await reply(twice, plain_message("418"), private=True)
    with pytest.raises(discord.InteractionResponded):
        await reply(twice, plain_message("418"), private=True)
    assert len(requests) == 1


async def test_a_view_that_discord_py_would_have_to_keep_is_refused(
    bot: Teapot, requests: Requests
) -> None:
    with pytest.raises(AssertionError):
        await reply(interaction(bot), discord.ui.LayoutView(), private=True)
    assert requests == []
