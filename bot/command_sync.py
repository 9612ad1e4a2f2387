"""Sends the commands to Discord if they have changed."""

import asyncio
import hashlib
import json
import logging
from typing import Any, cast

import discord
from discord import app_commands

from bot.logs import described
from bot.store import state
from bot.store.database import Database

log = logging.getLogger("teapot")
# How long a start waits for Discord to accept changed commands. Discord may ask for a wait
# of minutes.
START_SECONDS = 3.0
# The pauses grow, because Discord takes only 200 new commands a day.
RETRY_SECONDS = (60.0, 300.0, 900.0, 3600.0)


class CommandSync:
    """Sends the commands only if one has changed.

    Discord keeps commands, and limits how often they are sent.
    """

    def __init__(self, tree: app_commands.CommandTree[Any], database: Database) -> None:
        self._tree = tree
        self._database = database
        self._later: asyncio.Task[None] | None = None

    async def ids(self) -> dict[str, int]:
        """Return the commands' IDs by English name, and send the commands if they changed.

        If Discord refuses the changed commands or takes more than START_SECONDS, returns the stored
        IDs and goes on in the background: the commands registered earlier still work. If the
        database has no IDs yet, waits for Discord and raises its error.
        """
        reader, digest = self._database.reader, await self._digest()
        stored_ids = await state.get(reader, "command_ids")
        if stored_ids is None:  # An older Teapot's database has the hash but no IDs.
            return await self._send(digest)
        if await state.get(reader, "commands_hash") == digest:
            return cast("dict[str, int]", json.loads(stored_ids))
        sending = asyncio.create_task(self._send(digest))
        await asyncio.wait((sending,), timeout=START_SECONDS)
        if sending.done() and sending.exception() is None:
            return sending.result()
        self._later = asyncio.create_task(self._go_on(sending, digest))
        return cast("dict[str, int]", json.loads(stored_ids))

    async def close(self) -> None:
        if self._later is not None:
            self._later.cancel()
            await asyncio.wait((self._later,))

    async def _digest(self) -> str:
        translator = self._tree.translator
        assert translator is not None, "setup_hook has just set it"
        payload = [
            await command.get_translated_payload(self._tree, translator)
            for command in self._tree.get_commands()
        ]
        application_id = self._tree.client.application_id
        return hashlib.sha256(f"{application_id}{json.dumps(payload)}".encode()).hexdigest()

    async def _send(self, digest: str) -> dict[str, int]:
        ids = {
            command.name: command.id
            for command in await self._tree.sync()
            if command.type is discord.AppCommandType.chat_input
        }
        async with self._database.transaction() as connection:
            await state.put(connection, "commands_hash", digest)
            await state.put(connection, "command_ids", json.dumps(ids))
        return ids

    async def _go_on(self, sending: asyncio.Task[dict[str, int]], digest: str) -> None:
        """Wait for the first attempt, and retry until one succeeds."""
        failures = 0
        try:
            while True:
                try:
                    await sending
                except Exception as error:
                    pause = RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)]
                    failures += 1
                    log.warning(
                        "the new commands are not registered yet, next attempt in %.0f s: %s",
                        pause,
                        described(error),
                    )
                    await asyncio.sleep(pause)
                    sending = asyncio.create_task(self._send(digest))
                else:
                    log.info("the new commands are registered")
                    return
        finally:
            sending.cancel()
