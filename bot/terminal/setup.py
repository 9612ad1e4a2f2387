"""`teapot setup`: writes the application's missing settings, and prints links and further steps."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

import discord
from discord.http import Route

from bot.config import DEFAULT_DATABASE, Config
from bot.errors import StartError
from bot.exit_reasons import exit_reason
from bot.gateway import silence_voice_warnings
from bot.model import LANGUAGES
from bot.texts import Texts, Voice

Application = Mapping[str, Any]

TAGS = ("HTTP", "HTTP 상태 코드", "developer tools", "logs", "quiz")
# Discord's numbers for the two kinds of installation: in a server, and for one person.
SERVER, PERSON = "0", "1"
# The daily posts and the quiz need these. A reply to a command needs no permission.
PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)
SCOPES = {SERVER: ("bot", "applications.commands"), PERSON: ("applications.commands",)}
ASKED_PERMISSIONS = {SERVER: PERMISSIONS.value, PERSON: 0}

_ROUTE = "/applications/@me"
_PORTAL = "https://discord.com/developers/applications/{id}/information"


def set_up(config: Config, texts: Texts, voice: Voice) -> Iterator[str]:
    """Write the missing settings, and return the lines to print."""
    try:
        application, written = asyncio.run(_write(config.token or "", description(texts)))
    except discord.HTTPException as error:
        if isinstance(error, discord.LoginFailure) or error.status != 400:
            raise exit_reason(error, DEFAULT_DATABASE) from None
        raise StartError(voice.say("setup.refused", reason=str(error))) from None
    except Exception as error:
        raise exit_reason(error, DEFAULT_DATABASE) from None
    return report(application, written, voice)


async def _write(token: str, text: str) -> tuple[Application, Application]:
    """Write the missing settings. Return the updated application and these settings."""
    silence_voice_warnings()
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(token)
        application: Application = await client.http.request(Route("GET", _ROUTE))
        written = missing(application, text)
        if written:
            application = await client.http.request(Route("PATCH", _ROUTE), json=written)
    return application, written


def description(texts: Texts) -> str:
    """Return the profile's text in both languages: Discord accepts no translation of the text."""
    return "\n\n".join(texts.voice(language).say("setup.description") for language in LANGUAGES)


def missing(application: Application, text: str) -> dict[str, Any]:
    """Return the settings that the application lacks, in the shape of Discord's API.

    The owner's description, tags, scopes and permissions stay.
    """
    lacking: dict[str, Any] = {}
    if not (application.get("description") or "").strip():
        lacking["description"] = text
    if not application.get("tags"):
        lacking["tags"] = list(TAGS)
    # Default scopes and permissions are skipped in two cases. If the application is private,
    # Discord refuses them. If the owner has set an install link, that link replaces them. In both
    # cases, the scopes and permissions are in the links that `report` prints.
    takes_defaults = application["bot_public"] and not application.get("custom_install_url")
    kinds = application.get("integration_types_config") or {}
    wanted = {kind: _kind(kinds.get(kind) or {}, kind, asks=takes_defaults) for kind in SCOPES}
    if any(kinds.get(kind) is None or kinds[kind] != wanted[kind] for kind in wanted):
        lacking["integration_types_config"] = {**kinds, **wanted}
    if takes_defaults:
        current = application.get("install_params")
        if (asked := _widened(current, SERVER)) != current:
            lacking["install_params"] = asked
    return lacking


def _kind(current: Mapping[str, Any], kind: str, *, asks: bool) -> dict[str, Any]:
    if not asks:
        return dict(current)
    return {
        **current,
        "oauth2_install_params": _widened(current.get("oauth2_install_params"), kind),
    }


def _widened(current: Mapping[str, Any] | None, kind: str) -> Mapping[str, Any]:
    """Return an installation's scopes and permissions plus those that Teapot needs."""
    scopes = list((current or {}).get("scopes") or ())
    permissions = int((current or {}).get("permissions") or 0)
    added = [scope for scope in SCOPES[kind] if scope not in scopes]
    if current and not added and permissions | ASKED_PERMISSIONS[kind] == permissions:
        return current
    return {
        "scopes": scopes + added,
        "permissions": str(permissions | ASKED_PERMISSIONS[kind]),
    }


def invite_link(application_id: str, kind: str) -> str:
    asked: dict[str, str | int] = {
        "client_id": application_id,
        "integration_type": kind,
        "scope": " ".join(SCOPES[kind]),
    }
    if ASKED_PERMISSIONS[kind]:
        asked["permissions"] = ASKED_PERMISSIONS[kind]
    return f"https://discord.com/oauth2/authorize?{urlencode(asked)}"


def report(application: Application, written: Application, voice: Voice) -> Iterator[str]:
    """Yield the written settings, the links, and the steps left to a person."""
    yield voice.say("setup.written" if written else "setup.unchanged")
    for name in written:
        yield f"- {voice.say(f'setup.field.{name}')}"
    identity = str(application["id"])
    yield voice.say("setup.invite", link=invite_link(identity, SERVER))
    yield voice.say("setup.install", link=invite_link(identity, PERSON))
    if left := list(_left_to_a_person(application)):
        yield voice.say("setup.left", link=_PORTAL.format(id=identity))
        for key in left:
            yield f"- {voice.say(f'setup.portal.{key}')}"
    yield voice.say("setup.next")


def _left_to_a_person(application: Application) -> Iterator[str]:
    if application.get("bot_require_code_grant"):
        yield "code_grant"
    if not application["bot_public"]:
        yield "private"
    if application.get("interactions_endpoint_url"):
        yield "endpoint"
    if not application.get("privacy_policy_url"):
        yield "privacy"
    if not application.get("terms_of_service_url"):
        yield "terms"
    if not application.get("team"):
        yield "team"
