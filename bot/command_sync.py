"""Sends the commands to Discord if they have changed."""

import hashlib
import json
from typing import Any, cast

import discord
from discord import app_commands

from bot.store import state
from bot.store.database import Database


async def sync_if_changed(
    tree: app_commands.CommandTree[Any], database: Database
) -> dict[str, int]:
    """Return the commands' IDs by English name, and send the commands if they changed.

    Discord keeps them, and limits how often they may be sent.
    """
    translator = tree.translator
    assert translator is not None, "setup_hook has just set it"
    payload = [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands()
    ]
    application_id = tree.client.application_id
    digest = hashlib.sha256(f"{application_id}{json.dumps(payload)}".encode()).hexdigest()
    kept = await state.get(database.reader, "command_ids")
    # An older Teapot's database has the hash but no IDs.
    if kept is not None and await state.get(database.reader, "commands_hash") == digest:
        return cast("dict[str, int]", json.loads(kept))
    ids = {
        command.name: command.id
        for command in await tree.sync()
        if command.type is discord.AppCommandType.chat_input
    }
    async with database.transaction() as connection:
        await state.put(connection, "commands_hash", digest)
        await state.put(connection, "command_ids", json.dumps(ids))
    return ids
