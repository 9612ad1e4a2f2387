"""Serves the page of simcord, a simulated Discord, with our script, style and texts in it.

tests/playground/test_simcord_private.py fails if another version of simcord changes what this
module uses.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from aiohttp import web
from simcord.preview import Preview
from simcord.preview._server import PreviewServer

from bot.playground.simcord_page import OWN, PATCHES

_HERE = Path(__file__).parent
# The commands that a newcomer needs, in the order in which the page lists them. The page lists the
# other commands after them, sorted by name.
_FIRST = ("http", "explain", "quiz start", "leaderboard", "daily set", "help")
_KINDS = {".js": "application/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


class PageServer(PreviewServer):
    """Serves simcord's page with our script in it."""

    _STATIC_FILES: ClassVar[dict[str, str]] = {**PreviewServer._STATIC_FILES, **OWN}

    def __init__(self, preview: Preview, port: int, words: Mapping[str, Any]) -> None:
        super().__init__(preview, port)
        self._words = words

    async def _static(self, request: web.Request) -> web.Response:
        if request.path in OWN:
            if request.headers.get("Host", "") not in self._allowed_hosts():
                raise web.HTTPForbidden
            file = OWN[request.path]
            own = (_HERE / file).read_text("utf-8") if file else ""
            text = own or f"export default {json.dumps(self._words, ensure_ascii=False)};"
            kind = _KINDS[Path(request.path).suffix]
            return web.Response(text=text, content_type=kind, headers=self._SECURITY_HEADERS)
        response: web.Response = await super()._static(request)
        for old, new in PATCHES.get(request.path, ()):
            new = new.replace("LANGUAGE", self._words["language"])
            response.text = (response.text or "").replace(old, new)
        return response

    async def _commands(self, request: web.Request) -> web.Response:
        """Serve the commands under their names in the page's language, the most useful first."""
        response: web.Response = await super()._commands(request)
        if response.status == 200:
            catalog = json.loads(response.text or "")
            for entry in catalog["entries"]:
                name = f"/{entry['invocation']}"
                entry["invocation"] = self._words["names"].get(name, name)[1:]
            catalog["entries"].sort(key=_place)
            response.text = json.dumps(catalog)
        return response


def _place(entry: Mapping[str, Any]) -> tuple[int, str]:
    path = " ".join(entry["path"])
    return _FIRST.index(path) if path in _FIRST else len(_FIRST), entry["invocation"]
