"""The attachment of an export, for people and for servers."""

import asyncio
import io

import discord

from bot.cards.data_file import export_file
from bot.commands.app import Interaction, app_of
from bot.errors import UserError
from bot.model.privacy import ReadableRows
from bot.texts import Voice


async def attachment(
    interaction: Interaction,
    name: str,
    rows: ReadableRows,
    owner_id: int,
    voice: Voice,
    too_large: str,
) -> discord.File:
    """Return the rows as a file. Raise UserError(`too_large`) if Discord would refuse its size."""
    limit, now = interaction.filesize_limit, app_of(interaction).clock()
    # In a thread: a large file takes long to make.
    made = await asyncio.to_thread(export_file, name, rows, owner_id, now, voice, limit)
    if made is None:
        raise UserError(too_large)
    packed_name, content = made
    return discord.File(io.BytesIO(content), packed_name)
