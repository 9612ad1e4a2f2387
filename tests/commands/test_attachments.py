"""Fetching files over real sockets, from a server that does what Discord's may."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from aiohttp import web
from discord.http import Route

from bot.commands import attachments
from bot.commands.attachments import read_attachments
from bot.model.unread_file import Unreadable, UnreadFile
from bot.services.extract.files.file_reader import FileReader
from bot.services.extract.files.reading_process import ReadingProcess

STALLED = web.AppKey("stalled", asyncio.Event)


async def _me(_: web.Request) -> web.Response:
    user = {"id": "1", "username": "teapot", "discriminator": "0", "avatar": None}
    return web.json_response(user)


async def _file(request: web.Request) -> web.StreamResponse:
    name = request.match_info["name"]
    if name.isdigit():
        return web.Response(status=int(name))
    if name == "stalled":
        await request.app[STALLED].wait()
    response = web.StreamResponse(headers={"Content-Length": "100" if name == "cut" else "8"})
    await response.prepare(request)
    await response.write(b"HTTP 502")
    if name == "cut" and request.transport is not None:
        request.transport.abort()
    return response


@pytest.fixture
async def client(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[discord.Client]:
    application = web.Application()
    application[STALLED] = asyncio.Event()
    application.add_routes(
        [
            web.get("/users/@me", _me),
            web.get("/oauth2/applications/@me", _me),
            web.get("/files/{name}", _file),
        ]
    )
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    monkeypatch.setattr(Route, "BASE", f"http://127.0.0.1:{runner.addresses[0][1]}")
    client = discord.Client(intents=discord.Intents.none())
    await client.http.static_login("token")
    yield client
    await client.http.close()
    application[STALLED].set()
    await runner.cleanup()


def attachment(client: discord.Client, name: str, **more: Any) -> discord.Attachment:
    url = f"{Route.BASE}/files/{name}"
    data: Any = {"id": "1", "filename": f"{name}.log", "size": 8, "url": url, "proxy_url": url}
    return discord.Attachment(data=data | more, state=client._connection)


@pytest.mark.parametrize("name", ["404", "403", "500", "stalled", "cut"])
async def test_what_can_t_be_fetched_is_gone_and_the_next_file_is_read(
    client: discord.Client, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "FETCH_TIMEOUT_SECONDS", 0.5)
    reader = FileReader(ReadingProcess())
    files = [attachment(client, name), attachment(client, "good")]
    summaries, unread = await read_attachments(files, reader, 7)
    assert unread == [UnreadFile(f"{name}.log", Unreadable.GONE)]
    assert [code.code for each in summaries for code in each.summary.codes] == [502]
    assert [each.file for each in summaries] == ["good.log"]


async def test_a_file_over_the_limit_is_not_fetched(client: discord.Client) -> None:
    files = [attachment(client, "404", size=8_000_001)]
    _, unread = await read_attachments(files, FileReader(ReadingProcess()), 7)
    assert unread == [UnreadFile("404.log", Unreadable.TOO_LARGE)]


async def test_a_file_has_the_name_that_its_sender_gave_it(client: discord.Client) -> None:
    files = [attachment(client, "404", title="결제 로그")]
    _, unread = await read_attachments(files, FileReader(ReadingProcess()), 7)
    assert unread == [UnreadFile("결제 로그", Unreadable.GONE)]


async def test_a_turn_ends_with_its_reading(
    client: discord.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "FETCH_TIMEOUT_SECONDS", 0.2)
    reader = FileReader(ReadingProcess())
    stalled = [attachment(client, "stalled")]
    people = range(9)
    results = await asyncio.gather(*(read_attachments(stalled, reader, each) for each in people))
    assert [unread[0].reason for _, unread in results].count(Unreadable.BUSY) == 1
    assert not any(reader.is_busy(each) for each in people)


async def test_a_person_with_many_files_leaves_turns_to_the_others(
    client: discord.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "FETCH_TIMEOUT_SECONDS", 0.2)
    reader = FileReader(ReadingProcess())
    stalled = [attachment(client, "stalled")]
    people = [7] * 8 + [8]
    results = await asyncio.gather(*(read_attachments(stalled, reader, each) for each in people))
    reasons = [unread[0].reason for _, unread in results]
    assert reasons == [Unreadable.GONE] * 2 + [Unreadable.BUSY] * 6 + [Unreadable.GONE]
