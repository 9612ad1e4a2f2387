"""What the tests of a process share.

Each start of a client would read and build it anew, which was a third of a test on simcord.
"""

import asyncio
import functools
import gc
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from discord import app_commands

import bot.client
from bot import strict_yaml
from bot.cards.picture.drawing import Chart, draw
from bot.commands.translator import KeyTranslator
from bot.config import shipped
from bot.knowledge.data_hash import data_hash
from bot.knowledge.seed import seed
from bot.model import Knowledge
from bot.services.cooldowns import Cooldowns, Limit
from bot.services.lookup.kept_index import open_lookup
from bot.services.lookup.lookup import Lookup
from bot.services.quiz.questions import Questions
from bot.store import state
from bot.store.database import Database, open_database
from bot.strict_yaml import YamlFile
from bot.texts import Texts, load_texts

_parse = strict_yaml.parse
read_texts_once = functools.cache(load_texts)
_shipped_hash = functools.cache(lambda: data_hash(shipped("data")))


class _Shared:
    """Of a database that is seeded with the shipped data, as the first client read it."""

    knowledge: Knowledge | None = None
    lookup: Lookup | None = None
    questions: Questions | None = None


async def read_once(path: Path) -> None:
    """Read a seeded database for later clients: the first one would make more calls than they."""
    if _Shared.lookup is None:
        database = await open_database(str(path))
        try:
            await _open_lookup_once(database, await _seed_once(database, read_texts_once()))
        finally:
            await database.close()
        gc.freeze()  # what was read once isn't searched for garbage again and again


async def _seed_once(database: Database, texts: Texts) -> Knowledge:
    if await state.get(database.reader, "data_hash") != _shipped_hash():
        return await seed(database, texts)
    if _Shared.knowledge is None:
        _Shared.knowledge = await seed(database, texts)
    return _Shared.knowledge


async def _open_lookup_once(database: Database, knowledge: Knowledge) -> Lookup:
    if knowledge is not _Shared.knowledge:
        return await open_lookup(database, knowledge)
    if _Shared.lookup is None:
        _Shared.lookup = await open_lookup(database, knowledge)
    return _Shared.lookup


def _questions_once(knowledge: Knowledge) -> Questions:
    if knowledge is not _Shared.knowledge:
        return Questions(knowledge)
    if _Shared.questions is None:
        _Shared.questions = Questions(knowledge)
    return _Shared.questions


@functools.cache
def _nodes(text: str) -> yaml.Node | None:
    return _parse(text, YamlFile("-", []))


def _parse_once(text: str, yaml_file: YamlFile) -> yaml.Node | None:
    """Parse a text once, or again if it has mistakes: complaints name the file."""
    return _nodes(text) or _parse(text, yaml_file)


class _DrawingThread:
    """It saves each client the start of a process, half a second of CPU."""

    async def run(self, chart: Chart) -> bytes | None:
        return await asyncio.to_thread(draw, chart)

    async def close(self) -> None: ...


_translator_of = functools.cache(KeyTranslator)
_in_chat = Texts.in_chat


@functools.lru_cache(maxsize=8)
def _filled_for_chat(texts: Texts, ids: frozenset[tuple[str, int]]) -> Texts:
    return _in_chat(texts, dict(ids))


def _in_chat_once(texts: Texts, ids: Mapping[str, int]) -> Texts:
    return _filled_for_chat(texts, frozenset(ids.items()))


class _Payload(dict[str, Any]):
    """A command for Discord, which nothing changes: simcord's log of requests need not copy it."""

    def __deepcopy__(self, _: dict[int, Any]) -> "_Payload":
        return self


def _translate_once(real: Callable[..., Awaitable[dict[str, Any]]]) -> Callable[..., Any]:
    """Translate a command for all of Discord's languages once, which was a third of a start."""
    kept: dict[tuple[app_commands.Translator, str], _Payload] = {}

    async def translated(
        command: Any, tree: app_commands.CommandTree[Any], translator: app_commands.Translator
    ) -> dict[str, Any]:
        key = translator, json.dumps(command.to_dict(tree))
        if key not in kept:
            kept[key] = _Payload(await real(command, tree, translator))
        return kept[key]

    return translated


_UNLIMITED = Limit(1_000_000, timedelta(days=1))


def share(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(strict_yaml, "parse", _parse_once)
    patch.setattr(bot.client, "load_texts", read_texts_once)
    patch.setattr(bot.client, "seed", _seed_once)
    patch.setattr(bot.client, "open_lookup", _open_lookup_once)
    patch.setattr(bot.client, "Questions", _questions_once)
    patch.setattr(bot.client, "drawing_process", _DrawingThread)
    patch.setattr(bot.client, "KeyTranslator", _translator_of)
    patch.setattr(Texts, "in_chat", _in_chat_once)
    for kind in (app_commands.Command, app_commands.ContextMenu, app_commands.Group):
        patch.setattr(kind, "get_translated_payload", _translate_once(kind.get_translated_payload))
    # Tests type faster than people do. The tests of cooldowns bring their own.
    patch.setattr(bot.client, "Cooldowns", lambda: Cooldowns(_UNLIMITED, {}))
