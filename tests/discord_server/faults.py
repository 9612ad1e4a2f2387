"""What can go wrong with one request to Discord."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import web

Ending = Literal["refused", "hangs", "dropped", "cut"]


@dataclass(frozen=True)
class HttpFault:
    """A refusal with a status, Discord's own code and the seconds until a retry is welcome, or a
    connection that hangs or ends. `is_taken`: Discord does what was asked nevertheless."""

    name: str
    ending: Ending = "refused"
    status: int = 0
    code: int = 0
    retry_after: float | None = None
    is_global: bool = False

    @property
    def is_taken(self) -> bool:
        return self.ending == "cut"

    async def meet(self, request: web.Request) -> web.StreamResponse:
        if self.ending == "refused":
            return refusal(self.status, self.code, self.retry_after, is_global=self.is_global)
        if self.ending == "hangs":
            await asyncio.Event().wait()
        if self.ending == "cut":
            response = web.StreamResponse(headers={"Content-Length": "1000"})
            response.content_type = "application/json"
            await response.prepare(request)
            await response.write(b'{"id": "1')
            # What is written must leave before the connection ends.
            await asyncio.sleep(0)
        assert request.transport is not None
        request.transport.close()
        return web.Response()


HTTP_FAULTS = (
    HttpFault("403", status=403, code=50013),
    HttpFault("10003", status=404, code=10003),
    HttpFault("10008", status=404, code=10008),
    HttpFault("10062", status=404, code=10062),
    HttpFault("429 of 0.5 s", status=429, retry_after=0.5),
    HttpFault("429 of 0.5 s, global", status=429, retry_after=0.5, is_global=True),
    HttpFault("429 of 45 s", status=429, retry_after=45.0),
    HttpFault("429 of 45 s, global", status=429, retry_after=45.0, is_global=True),
    HttpFault("500", status=500),
    HttpFault("hang", "hangs"),
    HttpFault("drop", "dropped"),
    HttpFault("drop in the answer", "cut"),
)


def refusal(
    status: int,
    code: int = 0,
    retry_after: float | None = None,
    *,
    is_global: bool = False,
    message: str = "no",
) -> web.Response:
    body: dict[str, Any] = {"message": message, "code": code}
    if retry_after is not None:
        body |= {"retry_after": retry_after, "global": is_global}
    # discord.py takes a 429 without Via for a ban by a proxy.
    headers = {"Content-Type": "application/json", "Via": "1.1 google"}
    return web.Response(status=status, body=json.dumps(body), headers=headers)
