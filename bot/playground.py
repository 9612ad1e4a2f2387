"""The same bot on a simulated Discord, in a web page on this machine: no token, no network."""

import dataclasses
from typing import Any

import simcord
import simcord.interactions
from simcord import Env

from bot.client import create_client
from bot.config import IN_MEMORY, Config
from bot.model import Language

_LOCALES: dict[Language, str] = {"en": "en-US", "ko": "ko"}
_NAMES: dict[Language, tuple[str, str, str, str]] = {
    "en": ("Teapot Playground", "backend", "Ada", "Grace"),
    "ko": ("티팟 놀이터", "백엔드", "지우", "하늘"),
}


async def play(config: Config, *, port: int, language: Language) -> None:
    """Serves the playground until Ctrl-C. Keeps nothing, unless TEAPOT_DATABASE names a file."""
    config = dataclasses.replace(config, database=config.database or IN_MEMORY)
    speak(_LOCALES[language])
    client = create_client(config)
    try:
        async with simcord.run(client, shard_count=1, check_errors=False) as env:
            await _serve(env, port=port, language=language)
    finally:
        await client.close()


async def _serve(env: Env, *, port: int, language: Language) -> None:
    """A server with one channel and two people in it: its owner, and a member."""
    guild_name, channel_name, owner_name, member_name = _NAMES[language]
    owner = env.create_user(owner_name)
    guild = env.create_guild(guild_name, owner=owner, preferred_locale=_LOCALES[language])
    channel = guild.create_text_channel(channel_name)
    viewers = [guild.add_member(owner), guild.add_member(env.create_user(member_name))]
    preview = env.preview(
        channel, viewers=viewers, layout="channel", locale=_LOCALES[language], port=port
    )
    async with preview:
        print(f"Teapot is at {preview.url}", flush=True)
        print("Type /http 418 there. Ctrl-C ends it.", flush=True)
        await preview.wait_closed()


def speak(locale: str) -> None:
    """Gives simcord's people and servers a language; its own is always en-US."""
    plain = simcord.interactions.base_payload

    def localised(*args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        record, payload = plain(*args, **kwargs)
        payload["locale"] = locale
        if "guild_locale" in payload:
            payload["guild_locale"] = locale
        return record, payload

    simcord.interactions.base_payload = localised
