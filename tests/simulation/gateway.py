"""Discord's gateway in memory: what discord.py's websocket gives to a shard."""

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

from discord.gateway import ReconnectWebSocket

if TYPE_CHECKING:
    from tests.simulation.process import Process

MAX_SILENT_SECONDS = 1e9


class Gateway:
    """A connection. Events reach the client's real parsers in their order."""

    gateway = None
    sequence = 0
    latency = 0.1
    _keep_alive = None

    def __init__(self, process: "Process", client: Any, shard_id: int) -> None:
        self._process = process
        self._parsers = client._connection.parsers
        self.shard_id = shard_id
        self.session_id: str | None = None
        self.open = True
        self._events: deque[tuple[str, Any]] = deque()
        self._waiting: asyncio.Future[None] | None = None

    @classmethod
    async def connect(
        cls, process: "Process", client: Any, shard_id: int, *, resume: bool = False, **_: Any
    ) -> "Gateway":
        connection = cls(process, client, shard_id)
        await asyncio.sleep(process.latency)
        process.discord.connect(connection, resume=resume)
        return connection

    def push(self, event: str, data: Any) -> None:
        if self._process.is_dead or not self.open:
            return
        self._events.append((event, data))
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def drop(self, *, resume: bool) -> None:
        """End the connection from Discord's side."""
        self.push("closed", {"resume": resume})
        self.open = False

    async def poll_event(self) -> None:
        while not self._events:
            self._waiting = self._process.loop.create_future()
            await self._waiting
        event, data = self._events.popleft()
        if event == "closed":
            raise ReconnectWebSocket(self.shard_id, resume=data["resume"])
        if event == "READY":
            self.session_id = data["session_id"]
        if event in self._parsers:
            self._parsers[event](data)

    async def close(self, code: int = 4000) -> None:
        if self.open:
            self.open = False
            self._process.discord.disconnected(self)

    def is_ratelimited(self) -> bool:
        return False

    async def request_chunks(self, guild_id: int, **options: Any) -> None:
        self._process.discord.send_members(guild_id, options)
