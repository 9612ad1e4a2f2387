"""The same bot on a simulated Discord, in a web page on this machine: no token, no network."""

import asyncio
import contextlib
import dataclasses
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import simcord.interactions
from simcord import Env
from simcord.backend.errors import SetupError

from bot.client import create_client
from bot.config import IN_MEMORY, Config
from bot.errors import StartError
from bot.model import Language
from bot.texts import load_texts

_LOCALES: dict[Language, str] = {"en": "en-US", "ko": "ko"}
# The server, its channel, its owner and a member.
_NAMES: dict[Language, tuple[str, str, str, str]] = {
    "en": ("Teapot Playground", "backend", "Ada", "Grace"),
    "ko": ("티팟 놀이터", "백엔드", "지우", "하늘"),
}


async def play(config: Config, *, port: int, language: Language) -> None:
    """Serves the playground until Ctrl-C. Keeps nothing, unless TEAPOT_DATABASE names a file."""
    config = dataclasses.replace(config, database=config.database or IN_MEMORY)
    client = create_client(config)
    env = Env(client, shard_count=1, check_errors=False)
    env.backend.bot_user.name = "Teapot"
    # Its clock begins in the past; people look at the date.
    env.backend.clock.advance((datetime.now(UTC) - env.now()).total_seconds())
    try:
        with _everybody_speaks(_LOCALES[language]):
            await env.start()
            _describe_commands(env, _LOCALES[language])
            await _serve(env, port=port, language=language)
            await env.shutdown()
    finally:
        await client.close()


async def _serve(env: Env, *, port: int, language: Language) -> None:
    guild_name, channel_name, owner_name, member_name = _NAMES[language]
    owner = env.create_user(owner_name)
    guild = env.create_guild(guild_name, owner=owner, preferred_locale=_LOCALES[language])
    channel = guild.create_text_channel(channel_name)
    viewers = [guild.add_member(owner), guild.add_member(env.create_user(member_name))]
    hint = load_texts().say(language, "playground.hint")
    await viewers[0].send(channel, hint)
    preview = env.preview(
        channel, viewers=viewers, layout="channel", locale=_LOCALES[language], port=port
    )
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no signal handlers in the loop; there Ctrl-C ends the run from outside.
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        await preview.__aenter__()
    except (OSError, SetupError) as error:
        raise StartError(f"The playground can't be served on port {port}: {error}.") from error
    try:
        print(f"Teapot is at {preview.url}", flush=True)
        print("Type /http 418 there. Ctrl-C ends it.", flush=True)
        closed = asyncio.create_task(preview.wait_closed())
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait((closed, stopped), return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
    finally:
        await preview.close()


def _describe_commands(env: Env, locale: str) -> None:
    """Shows the commands' descriptions as that language's Discord does; simcord shows the default.

    Names stay: people type what discord.py then looks up.
    """

    def describe(part: dict[str, Any]) -> None:
        if found := (part.get("description_localizations") or {}).get(locale):
            part["description"] = found
        for inner in part.get("options") or ():
            describe(inner)
        for choice in part.get("choices") or ():
            choice["name"] = (choice.get("name_localizations") or {}).get(locale, choice["name"])

    for commands in env.backend.commands.values():
        for command in commands.values():
            describe(command)


@contextlib.contextmanager
def _everybody_speaks(locale: str) -> Iterator[None]:
    """Gives simcord's people and servers a language; its own is always en-US."""
    plain = simcord.interactions.base_payload

    def localised(*args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        record, payload = plain(*args, **kwargs)
        payload["locale"] = locale
        if "guild_locale" in payload:
            payload["guild_locale"] = locale
        return record, payload

    simcord.interactions.base_payload = localised
    try:
        yield
    finally:
        simcord.interactions.base_payload = plain
