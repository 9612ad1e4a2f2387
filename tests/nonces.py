"""Nonces as Discord keeps them, which simcord leaves out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from simcord.backend.errors import BackendError
from simcord.http import router
from simcord.types import HttpLogEntry

# Discord says "a few minutes".
KNOWN = timedelta(minutes=5)
_UNKNOWN_MESSAGE = 10008


def keep_nonces(monkeypatch: pytest.MonkeyPatch, clock: Callable[[], datetime]) -> None:
    """Post each nonce once: answer a known one with its message, or 10008 if that was deleted."""
    plain = router.dispatch
    known: dict[str, tuple[datetime, dict[str, Any]]] = {}

    def dispatch(backend: Any, method: str, path: str, **options: Any) -> Any:
        json = options.get("json")
        sent: dict[str, Any] = json if method == "POST" and isinstance(json, dict) else {}
        nonce = sent.get("nonce")
        if nonce is None or not sent["enforce_nonce"]:
            return plain(backend, method, path, **options)
        posted_at, message = known.get(nonce, (datetime.min.replace(tzinfo=clock().tzinfo), {}))
        if clock() - posted_at > KNOWN:
            message = plain(backend, method, path, **options)
            known[nonce] = (clock(), message)
            return message
        backend.http_requests.append(HttpLogEntry(method, path, {}, sent, None))
        router._check_faults(backend, method, path)
        channel_id, message_id = int(message["channel_id"]), int(message["id"])
        if message_id not in backend.messages.get(channel_id, {}):
            raise BackendError(404, _UNKNOWN_MESSAGE, "Unknown Message")
        return message

    monkeypatch.setattr(router, "dispatch", dispatch)
