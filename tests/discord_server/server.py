"""A Discord on loopback for the real process: its HTTP interface and its gateway, with faults."""

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import WSMsgType, web

from tests.benchmarks.stand_in import BOT, LINE, routes
from tests.discord_limits import application_problems
from tests.discord_server.exchange import Exchange, answer, message_of
from tests.discord_server.faults import refusal
from tests.discord_server.payloads import member

# What becomes of a connection to the gateway: an HTTP 503, or a close before HELLO or after it.
Fault = Literal["refused", "dropped", "greeted"]
PATIENCE_SECONDS = 60.0
# What Discord says of an application that was just created.
NEW_APPLICATION: dict[str, Any] = {
    "id": BOT["id"], "name": "teapot", "description": "", "icon": None, "bot_public": True,
    "bot_require_code_grant": False, "team": None, "verify_key": "", "flags": 0,
    "integration_types_config": {"0": {}, "1": {}},
}  # fmt: skip


@dataclass
class Discord:
    """`faults` meet the next connections to the gateway, in order. A request whose path ends with
    an entry of `hanging` is never answered; one of `statuses` gets that status. With `is_limited`,
    the global rate limit is reached for a minute. With `is_frozen`, the gateway
    answers no close.

    `exchanges` has what was said for each interaction, by its token, `posts` what was posted in
    channels, and `commands` what the bot has registered. `files` are the attachments by name."""

    guilds: list[dict[str, Any]] = field(default_factory=list)
    unavailable: set[str] = field(default_factory=set)  # servers with an outage
    shards: int = 1
    faults: deque[Fault] = field(default_factory=deque)
    hanging: set[str] = field(default_factory=set)
    statuses: dict[str, int] = field(default_factory=dict)
    is_limited: bool = False
    is_frozen: bool = False
    # What came in: requests as "POST /path", and what began each session: identify or resume.
    requests: list[str] = field(default_factory=list)
    application: dict[str, Any] = field(default_factory=lambda: dict(NEW_APPLICATION))
    edits: list[dict[str, Any]] = field(default_factory=list)
    exchanges: dict[str, Exchange] = field(default_factory=dict)
    posts: list[dict[str, Any]] = field(default_factory=list)
    commands: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    sessions: list[str] = field(default_factory=list)
    # Every server's members by id, with their names, of whom the bot may ask.
    names: dict[str, str] = field(default_factory=dict)
    # When and how each interaction was answered, by its id.
    answered: dict[str, tuple[float, dict[str, Any]]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    port: int = 0
    refusal: int | None = None  # the code with which the gateway closes each new session
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)
    _sequence: int = 0

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    async def until(self, what: Callable[[], bool]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not what():  # noqa: ASYNC110, it looks at logs and files, too
                await asyncio.sleep(0.01)

    async def seen(self, request: str, times: int = 1) -> None:
        """Wait until requests whose line ends so have come in."""
        await self.until(lambda: sum(each.endswith(request) for each in self.requests) >= times)

    async def dispatch(self, event: str, data: Any) -> None:
        self._sequence += 1
        payload = {"op": 0, "t": event, "s": self._sequence, "d": data}
        await self._sockets[-1].send_str(json.dumps(payload))

    async def send_raw(self, text: str) -> None:
        await self._sockets[-1].send_str(text)

    async def close_gateway(self, code: int = 4000) -> None:
        sockets, self._sockets = self._sockets, []
        for socket in sockets:
            await socket.close(code=code)

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        fault = self.faults.popleft() if self.faults else None
        if fault == "refused":
            return web.Response(status=503)
        socket = web.WebSocketResponse(autoclose=False)
        await socket.prepare(request)
        if fault == "dropped":
            await socket.close(code=4000)
            return socket
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41_250}})
        if fault == "greeted":
            await socket.close(code=4000)
            return socket
        self._sockets.append(socket)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._received(socket, json.loads(message.data))
        while self.is_frozen:  # noqa: ASYNC110, a test sets it at any moment
            await asyncio.sleep(0.1)
        await socket.close()
        return socket

    async def _received(self, socket: web.WebSocketResponse, sent: dict[str, Any]) -> None:
        if sent["op"] == 1:
            await socket.send_json({"op": 11})
        elif sent["op"] == 2:
            self.sessions.append("identify")
            self.tokens.add(sent["d"]["token"])
            if self.refusal is not None:
                await socket.close(code=self.refusal)
                return
            await self.dispatch("READY", self._ready(sent["d"].get("shard", [0, 1])))
            for guild in self.guilds:
                if guild["id"] not in self.unavailable:
                    await self.dispatch("GUILD_CREATE", guild)
        elif sent["op"] == 6:
            self.sessions.append("resume")
            if self.refusal is not None:
                await socket.close(code=self.refusal)
                return
            await self.dispatch("RESUMED", {})
        elif sent["op"] == 8:
            await self.dispatch("GUILD_MEMBERS_CHUNK", self._members(sent["d"]))

    def _members(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The members of those who were asked about, with discord.py's mark of its question."""
        found = [
            member(int(each), self.names[str(each)])
            for each in asked["user_ids"]
            if str(each) in self.names
        ]
        return {
            "guild_id": asked["guild_id"], "members": found, "chunk_index": 0, "chunk_count": 1,
            "not_found": [], "nonce": asked["nonce"],
        }  # fmt: skip

    def _ready(self, shard: list[int]) -> dict[str, Any]:
        return {
            "v": 10,
            "user": BOT,
            "guilds": [{"id": each["id"], "unavailable": True} for each in self.guilds],
            "session_id": f"session{len(self.sessions)}",
            "resume_gateway_url": f"ws://{self.address}/gateway",
            "application": {"id": BOT["id"], "flags": 0},
            "shard": shard,
        }

    async def _own_application(self, request: web.Request) -> web.Response:
        """Read the application or edit it. An edit changes each field that it names as a whole."""
        if request.method == "PATCH":
            edit = await request.json()
            self.edits.append(edit)
            if problems := application_problems(self.application | edit):
                return refusal(400, 50035, message="; ".join(problems))
            self.application |= edit
        return answer(self.application)

    async def _registered(self, request: web.Request) -> web.Response:
        """Keep the commands, and return each with its id and its kind."""
        self.commands = [
            {"type": 1, "description": "", "application_id": BOT["id"], "version": "1"}
            | each
            | {"id": str(number)}
            for number, each in enumerate(await request.json(), 100)
        ]
        return answer(self.commands)

    async def _of_interaction(self, request: web.Request) -> web.StreamResponse:
        token = request.match_info["token"]
        now = asyncio.get_running_loop().time()
        exchange = self.exchanges.setdefault(token, Exchange(token, now))
        response = await exchange.receive(request)
        if (identity := request.match_info.get("id")) is not None:
            self.answered.setdefault(identity, (time.monotonic(), exchange.requests[-1].json))
        return response

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """Serve a file of the newest interaction: one of `files`, or a log of so many bytes."""
        name = request.match_info["name"]
        body = self.files[name] if name in self.files else LINE * (int(name) // len(LINE))
        content = web.Response(body=body)
        if not self.exchanges:
            return content
        return await self.exchanges[next(reversed(self.exchanges))].receive(request, content)

    async def _posted(self, request: web.Request) -> web.Response:
        message = message_of(await request.json()) | {"channel_id": request.match_info["id"]}
        self.posts.append(message)
        return answer(message)

    async def _history(self, request: web.Request) -> web.Response:
        """Return what was posted in a channel, the newest first."""
        channel = request.match_info["id"]
        return answer([each for each in reversed(self.posts) if each["channel_id"] == channel])

    async def _gateway_address(self, _: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        body = {
            "url": f"ws://{self.address}/gateway",
            "shards": self.shards,
            "session_start_limit": limit,
        }
        return answer(body)

    @web.middleware
    async def _faulty(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if request.path != "/gateway":
            self.requests.append(f"{request.method} {request.path}")
        for ending in self.hanging:
            if request.path.endswith(ending):
                await asyncio.Event().wait()
        if self.is_limited:
            return refusal(429, retry_after=60.0, is_global=True)
        for ending, status in self.statuses.items():
            if request.path.endswith(ending):
                return refusal(status)
        response: web.StreamResponse = await handler(request)
        return response


@asynccontextmanager
async def serving(discord: Discord) -> AsyncIterator[Discord]:
    application = web.Application(middlewares=[discord._faulty])
    router = application.router
    router.add_put(f"/applications/{BOT['id']}/commands", discord._registered)
    router.add_post("/interactions/{id}/{token}/callback", discord._of_interaction)
    router.add_route("*", "/webhooks/1/{token}{rest:.*}", discord._of_interaction)
    router.add_post("/channels/{id}/messages", discord._posted)
    router.add_get("/channels/{id}/messages", discord._history)
    router.add_get("/files/{name}", discord._file)
    application.add_routes(routes)
    for method in ("GET", "PATCH"):
        application.router.add_route(method, "/applications/@me", discord._own_application)
    application.router.add_get("/gateway/bot", discord._gateway_address)
    application.router.add_get("/gateway", discord._gateway)
    application.router.add_get("/gateway/", discord._gateway)
    runner = web.AppRunner(application, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    discord.port = runner.addresses[0][1]
    try:
        yield discord
    finally:
        await runner.cleanup()


def guild(identity: int, *channels: int) -> dict[str, Any]:
    """GUILD_CREATE's server with text channels, in which Teapot may do everything."""
    role = {
        "id": str(identity), "name": "@everyone", "color": 0, "hoist": False, "position": 0,
        "permissions": str(2**50 - 1), "managed": False, "mentionable": False, "flags": 0,
    }  # fmt: skip
    own = member(1) | {"user": BOT}
    text: dict[str, Any] = {
        "type": 0, "name": "quiz", "position": 0, "permission_overwrites": [],
        "nsfw": False, "parent_id": None, "rate_limit_per_user": 0, "topic": None,
    }  # fmt: skip
    return {
        "id": str(identity), "name": "Backend", "icon": None, "owner_id": "2", "features": [],
        "preferred_locale": "en-US", "verification_level": 0, "roles": [role], "emojis": [],
        "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0,
        "afk_timeout": 300, "premium_tier": 0, "nsfw_level": 0, "system_channel_flags": 0,
        "unavailable": False, "member_count": 1, "members": [own],
        "channels": [text | {"id": str(each)} for each in channels],
        "threads": [], "voice_states": [], "presences": [], "stage_instances": [],
        "guild_scheduled_events": [], "stickers": [], "large": False,
    }  # fmt: skip
