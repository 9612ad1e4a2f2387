"""Fetches the files of a message or an interaction, and passes them to a FileReader."""

import asyncio
from collections.abc import Sequence

import aiohttp
import discord

from bot.model.explain_limits import MAX_FILE_BYTES
from bot.model.unread_file import Unreadable, UnreadFile
from bot.services.extract.files.file_reader import FileReader
from bot.services.extract.files.reading_process import Reading
from bot.services.extract.summary.summarise import NamedSummary

# Discord sends eight megabytes within a second or two.
FETCH_TIMEOUT_SECONDS = 20


async def read_attachments(
    attachments: Sequence[discord.Attachment], reader: FileReader, user_id: int
) -> tuple[list[NamedSummary], list[UnreadFile]]:
    """Read a person's files. Return the codes of each file that was read, and the other files."""
    summaries: list[NamedSummary] = []
    unread: list[UnreadFile] = []
    if reader.is_busy(user_id):
        return summaries, [_unread(each, Unreadable.BUSY) for each in attachments]
    with reader.turn(user_id):
        # One at a time: no person has more than one file in memory.
        for attachment in attachments:
            reading = await _read(attachment, reader)
            if isinstance(reading, Unreadable):
                unread.append(_unread(attachment, reading))
            else:
                summaries.append(NamedSummary(_name(attachment), reading))
    return summaries, unread


async def _read(attachment: discord.Attachment, reader: FileReader) -> Reading:
    if attachment.size > MAX_FILE_BYTES:
        return Unreadable.TOO_LARGE
    try:
        async with asyncio.timeout(FETCH_TIMEOUT_SECONDS):
            content = await attachment.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError):  # also TimeoutError
        return Unreadable.GONE
    return await reader.read(content)


def _unread(attachment: discord.Attachment, reason: Unreadable) -> UnreadFile:
    return UnreadFile(_name(attachment), reason)


def _name(attachment: discord.Attachment) -> str:
    # Discord's file names have only ASCII. The title has the original name.
    return attachment.title or attachment.filename
