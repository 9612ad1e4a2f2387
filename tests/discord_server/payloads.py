"""The gateway's INTERACTION_CREATE of commands, autocomplete, buttons, menus and forms."""

from dataclasses import dataclass
from typing import Any

from tests.benchmarks.stand_in import BOT

COMMAND, COMPONENT, AUTOCOMPLETE, FORM = 2, 3, 4, 5
EVERYTHING = str(2**50 - 1)


@dataclass(frozen=True)
class Place:
    """Where a person is: a channel of a server, or a direct message if there is no server."""

    channel_id: int
    guild_id: int | None = None


def user(identity: int, name: str = "grace") -> dict[str, Any]:
    return {
        "id": str(identity), "username": name, "discriminator": "0",
        "global_name": None, "avatar": None,
    }  # fmt: skip


def member(identity: int, name: str = "grace") -> dict[str, Any]:
    """A member who may do everything."""
    return {
        "user": user(identity, name), "nick": None, "avatar": None, "roles": [], "deaf": False,
        "mute": False, "joined_at": "2026-01-01T09:00:00+00:00", "permissions": EVERYTHING,
        "flags": 0,
    }  # fmt: skip


def interaction(
    identity: int,
    kind: int,
    data: dict[str, Any],
    place: Place,
    *,
    person: int = 2,
    locale: str = "en-US",
    message: dict[str, Any] | None = None,
) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "id": str(identity), "application_id": BOT["id"], "type": kind, "version": 1,
        "token": f"token{identity}", "locale": locale, "entitlements": [], "data": data,
        "channel_id": str(place.channel_id), "attachment_size_limit": 10_000_000,
        "app_permissions": EVERYTHING, "authorizing_integration_owners": {"1": str(person)},
    }  # fmt: skip
    channel: dict[str, Any] = {"id": str(place.channel_id), "type": 0, "name": "quiz"}
    if place.guild_id is None:
        channel |= {"type": 1, "last_message_id": None, "recipients": [user(person)]}
        payload |= {"user": user(person), "context": 1}
    else:
        channel |= {"position": 0, "guild_id": str(place.guild_id), "permissions": EVERYTHING}
        payload |= {
            "guild_id": str(place.guild_id), "guild_locale": locale, "context": 0,
            "guild": {"id": str(place.guild_id), "features": [], "locale": locale},
            "member": member(person), "authorizing_integration_owners": {"0": str(place.guild_id)},
        }  # fmt: skip
    return payload | {"channel": channel} | ({"message": message} if message else {})


def attachment(url: str, size: int = 2_000) -> dict[str, Any]:
    return {
        "id": "7", "filename": "access.log", "size": size, "url": url, "proxy_url": url,
    }  # fmt: skip
