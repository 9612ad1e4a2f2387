"""One interaction as Discord sees it: what was sent for it, and which fault meets which request."""

import asyncio
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.benchmarks.stand_in import BOT
from tests.discord_server.faults import HttpFault, refusal

# Discord takes the first reply for so long, and what follows it for a quarter of an hour.
REPLY_SECONDS = 3.0
REPLY, DEFERRED = 4, 5
PRIVATE = 64
_ids = itertools.count(9_000)


@dataclass(frozen=True)
class Request:
    """A request of the bot. Its path and body have the names that the check of limits reads."""

    path: str
    json: Any
    is_taken: bool


@dataclass
class Exchange:
    """`fault` meets the request with the number `at` and, if `lasts`, each one after it."""

    token: str
    began: float
    fault: HttpFault | None = None
    at: int = 0
    lasts: bool = False
    message: dict[str, Any] | None = None
    requests: list[Request] = field(default_factory=list)
    is_acknowledged: bool = False
    # Of the replies, given back as messages.
    copies: int = 0

    @property
    def shown(self) -> list[dict[str, Any]]:
        """What the person has got: messages and forms, in order, without the waiting line."""
        bodies = [each.json for each in self.requests if each.is_taken and each.json is not None]
        return [body.get("data") or {} for body in bodies if body.get("type") != DEFERRED]

    async def receive(
        self, request: web.Request, otherwise: web.StreamResponse | None = None
    ) -> web.StreamResponse:
        """Answer a request, by Discord's rules for interactions if there is no other answer."""
        number = len(self.requests)
        body = await _body(request)
        fault = self._fault(number)
        if fault is not None and not fault.is_taken:
            self.requests.append(Request(request.path, body, is_taken=False))
            return await fault.meet(request)
        if otherwise is not None:
            self.requests.append(Request(request.path, None, is_taken=True))
        response = otherwise or self._obey(request, body)
        return response if fault is None else await fault.meet(request)

    def _fault(self, number: int) -> HttpFault | None:
        is_met = number >= self.at if self.lasts else number == self.at
        return self.fault if is_met else None

    def _obey(self, request: web.Request, body: Any) -> web.Response:
        """Answer as Discord does. What it refuses isn't shown."""
        is_first = request.path.endswith("/callback")
        problem = None
        if is_first and self.is_acknowledged:
            problem = refusal(400, 40060)
        elif is_first and asyncio.get_running_loop().time() - self.began > REPLY_SECONDS:
            problem = refusal(404, 10062)
        elif not is_first and not self.is_acknowledged:
            problem = refusal(404, 10015)
        shown = body if is_first else {"type": REPLY, "data": body}
        self.requests.append(Request(request.path, shown, is_taken=problem is None))
        if problem is not None:
            return problem
        self.is_acknowledged = True
        if is_first and "with_response" not in request.query:
            return web.Response(status=204)
        self.copies += is_first
        message = message_of(shown.get("data") or {})
        if not is_first:
            return answer(message)
        kind = {"id": request.path.split("/")[2], "type": 2, "response_message_id": message["id"]}
        return answer({"interaction": kind, "resource": {"type": body["type"], "message": message}})


def answer(value: Any) -> web.Response:
    return web.Response(body=json.dumps(value), headers={"Content-Type": "application/json"})


def message_of(sent: dict[str, Any]) -> dict[str, Any]:
    """A message of the bot's, as Discord gives it back."""
    return {
        "id": str(next(_ids)), "type": 0, "channel_id": "20", "author": BOT, "content": "",
        "components": _numbered(sent.get("components", []), itertools.count(1)),
        "flags": sent.get("flags", 0),
        "timestamp": "2026-11-23T09:00:00+00:00", "edited_timestamp": None, "tts": False,
        "pinned": False, "mention_everyone": False, "mentions": [], "mention_roles": [],
        "attachments": [], "embeds": [],
    }  # fmt: skip


def components_of(body: Any) -> Iterator[dict[str, Any]]:
    """Every component with a custom_id, however deep."""
    if isinstance(body, dict):
        if "custom_id" in body and "type" in body:
            yield body
        for value in body.values():
            yield from components_of(value)
    elif isinstance(body, list):
        for value in body:
            yield from components_of(value)


def text_of(body: Any) -> str:
    """Return a message's text."""
    if isinstance(body, dict):
        own = body["content"] if body.get("type") == 10 else ""
        return str(own) + "".join(map(text_of, body.values()))
    return "".join(map(text_of, body)) if isinstance(body, list) else ""


def _numbered(value: Any, numbers: Iterator[int]) -> Any:
    """Give each component an id, as Discord does."""
    if isinstance(value, list):
        return [_numbered(each, numbers) for each in value]
    if not isinstance(value, dict):
        return value
    own = {"id": next(numbers)} if isinstance(value.get("type"), int) else {}
    return own | {key: _numbered(each, numbers) for key, each in value.items()}


async def _body(request: web.Request) -> Any:
    if not request.content_type.startswith("multipart/"):
        return await request.json() if request.can_read_body else None
    body = None
    async for part in await request.multipart():
        if getattr(part, "name", None) == "payload_json":
            body = json.loads(await part.text())  # type: ignore[union-attr]
        else:
            await part.release()  # type: ignore[union-attr]
    return body
