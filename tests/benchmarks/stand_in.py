"""A stand-in for Discord's HTTP interface on loopback, in a process of its own: what it spends is
not the bot's. `python -m tests.benchmarks.stand_in` prints its port and serves until it is ended.
"""

import asyncio
import itertools
import json
from typing import Any

from aiohttp import web

USER = {"id": "2", "username": "grace", "discriminator": "0", "global_name": None, "avatar": None}
BOT = {"id": "1", "username": "teapot", "discriminator": "0", "avatar": None, "bot": True}
LINE = (
    b'203.0.113.9 - - [24/Nov/2026:02:11:09 +0000] "GET /v1/orders HTTP/1.1" 502 157 "-" "okhttp"\n'
)

routes = web.RouteTableDef()
_ids = itertools.count(1000)


def _json(value: Any) -> web.Response:
    # As Discord says it, without a charset: discord.py reads nothing else as JSON.
    return web.Response(body=json.dumps(value), headers={"Content-Type": "application/json"})


@routes.get("/users/@me")
async def _me(_: web.Request) -> web.Response:
    return _json(BOT)


@routes.get("/oauth2/applications/@me")
async def _application(_: web.Request) -> web.Response:
    application = {"id": "1", "name": "teapot", "icon": None, "description": "", "summary": ""}
    return _json(
        application
        | {
            "bot_public": True,
            "bot_require_code_grant": False,
            "owner": USER,
            "verify_key": "",
            "flags": 0,
        }
    )


@routes.put("/applications/1/commands")
async def _commands(_: web.Request) -> web.Response:
    return _json([])


@routes.get("/files/{bytes}")
async def _file(request: web.Request) -> web.Response:
    """An access log of so many bytes."""
    size = int(request.match_info["bytes"])
    return web.Response(body=(LINE * (size // len(LINE) + 1))[:size])


@routes.post("/webhooks/1/{token}")
async def _followup(request: web.Request) -> web.Response:
    return _json(_message(await request.json()))


@routes.post("/channels/{id}/messages")
async def _posted(request: web.Request) -> web.Response:
    return _json(_message(await request.json()) | {"channel_id": request.match_info["id"]})


@routes.patch("/channels/{id}/messages/{message}")
async def _edited(request: web.Request) -> web.Response:
    edited = {"id": request.match_info["message"], "channel_id": request.match_info["id"]}
    return _json(_message(await request.json()) | edited)


@routes.post("/interactions/{id}/{token}/callback")
async def _callback(request: web.Request) -> web.Response:
    """Nothing, or the interaction's reply as a message if the bot asks for it."""
    sent = await _sent(request)
    if "with_response" not in request.query:
        return web.Response(status=204)
    message = _message(sent["data"] if isinstance(sent.get("data"), dict) else {})
    interaction = {"id": request.match_info["id"], "type": 2, "response_message_id": message["id"]}
    return _json({"interaction": interaction, "resource": {"type": 4, "message": message}})


async def _sent(request: web.Request) -> Any:
    if request.content_type != "multipart/form-data":
        return await request.json()
    form = await request.post()
    return json.loads(str(form["payload_json"]))


def _message(sent: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(next(_ids)),
        "type": 20,
        "channel_id": "4",
        "author": BOT,
        "content": sent.get("content", ""),
        "components": sent.get("components", []),
        "flags": sent.get("flags", 0),
        "timestamp": "2026-11-23T09:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "pinned": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
    }


def slash(
    identity: int, name: str, code: str, locale: str = "en-US", person: int = 2
) -> dict[str, Any]:
    """The gateway's INTERACTION_CREATE for `/name code:…` in a direct message."""
    option = {"name": "code", "type": 3, "value": code}
    return _command(identity, locale, {"name": name, "options": [option]}, person)


def explain_file(identity: int, url: str, size: int) -> dict[str, Any]:
    """The gateway's INTERACTION_CREATE for `/explain file:…` in a direct message."""
    file = {"id": "7", "filename": "access.log", "size": size, "url": url, "proxy_url": url}
    option = {"name": "file", "type": 11, "value": "7"}
    resolved = {"attachments": {"7": file}}
    return _command(
        identity, "en-US", {"name": "explain", "options": [option], "resolved": resolved}
    )


def _command(identity: int, locale: str, data: dict[str, Any], person: int = 2) -> dict[str, Any]:
    user = USER | {"id": str(person)}
    return {
        "id": str(identity),
        "application_id": "1",
        "type": 2,
        "token": f"token{identity}",
        "version": 1,
        "locale": locale,
        "channel_id": "4",
        "channel": {"id": "4", "type": 1, "last_message_id": None, "recipients": [user]},
        "user": user,
        "context": 1,
        "authorizing_integration_owners": {"1": "2"},
        "app_permissions": "0",
        "entitlements": [],
        "attachment_size_limit": 10_000_000,
        "data": {"id": "9", "type": 1} | data,
    }


def guild_slash(
    identity: int, guild: int, person: int, name: str, *options: dict[str, Any], kind: int = 2
) -> dict[str, Any]:
    """The gateway's INTERACTION_CREATE for a command in a server; `kind` 4 asks to complete it."""
    event = press(identity, person, [""], 0)
    del event["message"]
    return event | {
        "type": kind, "guild_id": str(guild),
        "guild": {"id": str(guild), "features": [], "locale": "en-US"},
        "data": {"id": "9", "type": 1, "name": name, "options": list(options)},
    }  # fmt: skip


def press(identity: int, person: int, custom_ids: list[str], choice: int) -> dict[str, Any]:
    """The gateway's INTERACTION_CREATE for one of the buttons on a post in a server."""
    user = USER | {"id": str(person)}
    buttons = [
        {"type": 2, "id": 2 + place, "style": 2, "label": "418", "custom_id": custom_id}
        for place, custom_id in enumerate(custom_ids)
    ]
    message = {
        "id": "8", "type": 0, "channel_id": "4", "author": BOT, "content": "", "flags": 1 << 15,
        "components": [{"type": 1, "id": 1, "components": buttons}],
        "timestamp": "2026-11-23T09:00:00+00:00", "edited_timestamp": None,
        "tts": False, "pinned": False, "mention_everyone": False, "mentions": [],
        "mention_roles": [], "attachments": [], "embeds": [],
    }  # fmt: skip
    member: dict[str, Any] = {
        "user": user, "nick": None, "avatar": None, "roles": [], "deaf": False, "mute": False,
        "joined_at": "2026-01-01T09:00:00+00:00", "permissions": "0", "flags": 0,
    }  # fmt: skip
    return {
        "id": str(identity), "application_id": "1", "type": 3, "token": f"token{identity}",
        "version": 1, "locale": "en-US", "guild_locale": "en-US", "guild_id": "1",
        "guild": {"id": "1", "features": [], "locale": "en-US"},
        "channel_id": "4", "channel": {"id": "4", "type": 0, "name": "quiz", "position": 0},
        "member": member, "message": message, "context": 0, "app_permissions": "0",
        "authorizing_integration_owners": {"0": "1"}, "entitlements": [],
        "attachment_size_limit": 10_000_000,
        "data": {"component_type": 2, "custom_id": custom_ids[choice], "id": 2 + choice},
    }  # fmt: skip


async def _serve() -> None:
    application = web.Application()
    application.add_routes(routes)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve())
