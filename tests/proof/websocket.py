"""WebSocket: the close codes that aiohttp sends, or reports where none was sent."""

import asyncio
import struct
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp
from aiohttp import web

from tests.proof.proof import Proof, Seen
from tests.proof.python import CHAT
from tests.servers.origin import Origin
from tests.servers.recipe import Listener, Recipe, Server

MAX_MESSAGE_BYTES = 100
ANSWER_SECONDS = 15
TEXT, TEXT_WITH_RESERVED_BIT, CLOSE = 0x81, 0xC1, 0x88


def frame(first_byte: int, data: bytes) -> bytes:
    """Return a client's frame; a mask of zeros leaves the data as it is."""
    return struct.pack("!BB4x", first_byte, 0x80 | len(data)) + data


def close_code(code: int, sends: bytes) -> Proof:
    """Return the proof of a close code, which a server sends after a frame."""
    recipe = Recipe(f"{code}", CHAT + sends, None, "app", is_answered=False)
    return Proof(f"WebSocket {code}", "", recipe, None, says=f"closed with {code}")


PROOFS = (
    close_code(1000, frame(CLOSE, struct.pack("!H", 1000))),
    close_code(1002, frame(TEXT_WITH_RESERVED_BIT, b"tea")),
    close_code(1007, frame(TEXT, b"\xff")),
    close_code(1009, frame(TEXT, b"x" * (MAX_MESSAGE_BYTES + 1))),
    close_code(1006, frame(TEXT, b"leave")),
)


def follow_websocket() -> list[Seen]:
    """Send each frame to a server, and return with which code the connection was closed."""
    return asyncio.run(_follow())


async def _follow() -> list[Seen]:
    async with _server() as port:
        codes = [await _reported(port), *[await _sent(port, each) for each in PROOFS[:-1]]]
    return [
        Seen(each, f"closed with {code}")
        for each, code in zip((PROOFS[-1], *PROOFS[:-1]), codes, strict=True)
    ]


async def _sent(port: int, proof: Proof) -> int:
    """Return the code of the close frame that the server sends."""
    assert isinstance(proof.recipe, Recipe)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(proof.recipe.sends)
    async with asyncio.timeout(ANSWER_SECONDS):
        await reader.readuntil(b"\r\n\r\n")
        _, _, code = struct.unpack("!BBH", await reader.readexactly(4))
    writer.close()
    return int(code)


async def _reported(port: int) -> int | None:
    """Return the code that a client reports if the server leaves without a close frame."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"http://127.0.0.1:{port}/chat") as client,
    ):
        await client.send_str("leave")
        await client.receive(ANSWER_SECONDS)
        return client.close_code


@asynccontextmanager
async def _server() -> AsyncIterator[int]:
    app = web.Application()
    app.router.add_get("/chat", _chat)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def _chat(request: web.Request) -> web.WebSocketResponse:
    chat = web.WebSocketResponse(max_msg_size=MAX_MESSAGE_BYTES, timeout=0.1)
    await chat.prepare(request)
    async for message in chat:
        if message.data == "leave" and request.transport:
            request.transport.abort()
    return chat


@contextmanager
def start(_folder: Path, _origin: Origin) -> Iterator[tuple[Listener, ...]]:
    """Start nothing: the server is in the process of the test."""
    yield ()


WEBSOCKET = Server("WebSocket", sys.executable, "python3", start, ())
