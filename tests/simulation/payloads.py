"""What Discord sends: servers, channels, members and messages as its gateway and API write them."""

from typing import Any

BOT_ID = 1
BOT: dict[str, Any] = {
    "id": str(BOT_ID), "username": "teapot", "discriminator": "0", "avatar": None, "bot": True,
    "global_name": None,
}  # fmt: skip
EVERYTHING = 2**50 - 1
# Without Manage Server and Manage Messages.
ORDINARY = EVERYTHING & ~(1 << 3) & ~(1 << 5) & ~(1 << 13)
# View Channel, Send Messages, Read Message History.
POSTING = 1 << 10 | 1 << 11 | 1 << 16


def user(user_id: int) -> dict[str, Any]:
    return {
        "id": str(user_id), "username": f"person{user_id}", "discriminator": "0", "avatar": None,
        "global_name": None,
    }  # fmt: skip


def member(user_id: int) -> dict[str, Any]:
    return {
        "user": BOT if user_id == BOT_ID else user(user_id), "nick": None, "avatar": None,
        "roles": [], "deaf": False, "mute": False, "joined_at": "2026-01-01T09:00:00+00:00",
        "flags": 0,
    }  # fmt: skip


def channel(channel_id: int, guild_id: int, *, is_allowed: bool) -> dict[str, Any]:
    denied = {"id": str(guild_id), "type": 0, "allow": "0", "deny": str(POSTING)}
    return {
        "id": str(channel_id), "guild_id": str(guild_id), "type": 0, "name": f"room{channel_id}",
        "position": 0, "permission_overwrites": [] if is_allowed else [denied], "nsfw": False,
        "parent_id": None, "rate_limit_per_user": 0, "topic": None,
    }  # fmt: skip


def guild(
    guild_id: int, locale: str, system_channel_id: int, channels: list[dict[str, Any]]
) -> dict[str, Any]:
    # Not an administrator, for whom a channel's refusal would not count.
    role = {
        "id": str(guild_id), "name": "@everyone", "color": 0, "hoist": False, "position": 0,
        "permissions": str(EVERYTHING & ~(1 << 3)), "managed": False, "mentionable": False,
        "flags": 0,
    }  # fmt: skip
    return {
        "id": str(guild_id), "name": f"server{guild_id}", "icon": None, "owner_id": "2",
        "features": [], "preferred_locale": locale, "verification_level": 0, "roles": [role],
        "emojis": [], "default_message_notifications": 0, "explicit_content_filter": 0,
        "mfa_level": 0, "afk_timeout": 300, "premium_tier": 0, "nsfw_level": 0,
        "system_channel_id": str(system_channel_id), "system_channel_flags": 0,
        "unavailable": False, "member_count": 1, "members": [member(BOT_ID)],
        "channels": channels, "threads": [], "voice_states": [], "presences": [],
        "stage_instances": [], "guild_scheduled_events": [], "stickers": [], "large": False,
    }  # fmt: skip


def message(message_id: int, channel_id: int, sent: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(message_id), "type": 0, "channel_id": str(channel_id), "author": BOT,
        "content": sent.get("content") or "", "components": sent.get("components") or [],
        "flags": sent.get("flags") or 0, "timestamp": "2026-11-23T09:00:00+00:00",
        "edited_timestamp": None, "tts": False, "pinned": False, "mention_everyone": False,
        "mentions": [], "mention_roles": [], "attachments": [], "embeds": [],
        "nonce": sent.get("nonce"),
    }  # fmt: skip


def interaction(
    interaction_id: int,
    kind: int,
    guild_id: int,
    channel: dict[str, Any],
    person: int,
    locales: tuple[str, str],
    data: dict[str, Any],
    *,
    is_admin: bool,
) -> dict[str, Any]:
    denied = POSTING if channel["permission_overwrites"] else 0
    return {
        "id": str(interaction_id), "application_id": str(BOT_ID), "type": kind,
        "token": f"token{interaction_id}", "version": 1, "locale": locales[0],
        "guild_locale": locales[1], "guild_id": str(guild_id),
        "guild": {"id": str(guild_id), "features": [], "locale": locales[1]},
        "channel_id": channel["id"], "channel": channel,
        "member": member(person)
        | {"permissions": str(EVERYTHING if is_admin else ORDINARY)},
        "context": 0, "app_permissions": str(EVERYTHING & ~(1 << 3) & ~denied),
        "authorizing_integration_owners": {"0": str(guild_id)}, "entitlements": [],
        "attachment_size_limit": 10_000_000, "data": data,
    }  # fmt: skip


def application() -> dict[str, Any]:
    return {
        "id": str(BOT_ID), "name": "teapot", "icon": None, "description": "", "summary": "",
        "bot_public": True, "bot_require_code_grant": False, "owner": user(2), "verify_key": "",
        "flags": 0,
    }  # fmt: skip


def texts(components: Any) -> list[str]:
    """Return all texts of a message's components, at any depth."""
    found: list[str] = []
    for each in components or []:
        if each.get("type") == 10:
            found.append(each["content"])
        found += texts(each.get("components"))
    return found


def buttons(components: Any) -> dict[str, bool]:
    """Return whether each custom_id is enabled."""
    found: dict[str, bool] = {}
    for each in components or []:
        if "custom_id" in each:
            found[each["custom_id"]] = not each.get("disabled", False)
        found |= buttons(each.get("components"))
    return found
