"""Discord's HTTP interface in memory: the part of aiohttp's session that discord.py uses."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.simulation.process import Process

API = "https://discord.com/api/v10"


@dataclass(frozen=True)
class Response:
    status: int
    body: Any

    @property
    def headers(self) -> dict[str, str]:
        # discord.py takes a 429 without Via for a ban by a proxy.
        return {"content-type": "application/json", "Via": "1.1 google"}

    @property
    def reason(self) -> str:
        return f"status {self.status}"

    async def text(self, **_: Any) -> str:
        return json.dumps(self.body)


class _Exchange:
    def __init__(self, process: "Process", request: tuple[str, str, dict[str, Any], Any]) -> None:
        self._process = process
        self._request = request

    async def __aenter__(self) -> Response:
        status, body = await self._process.ask(*self._request)
        return Response(status, body)

    async def __aexit__(self, *_: object) -> None:
        pass


class Session:
    closed = False

    def __init__(self, process: "Process") -> None:
        self._process = process

    def request(self, method: str, url: str, **options: Any) -> _Exchange:
        query = {name: str(value) for name, value in (options.get("params") or {}).items()}
        body = _json_of(options.get("data"))
        return _Exchange(self._process, (method, url.removeprefix(API), query, body))

    async def close(self) -> None:
        self.closed = True


def _json_of(data: Any) -> Any:
    if data is None or isinstance(data, str | bytes):
        return json.loads(data) if data else None
    for options, _, value in data._fields:  # a form with files
        if options["name"] == "payload_json":
            return json.loads(value)
    return None
