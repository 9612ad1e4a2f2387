"""Runs `teapot backup` and `teapot restore`, and returns the lines to print."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bot.store.backup import back_up, remove_unfinished
from bot.store.restore import restore
from bot.terminal.text_file import refusal
from bot.texts import Voice


def backup_lines(database: str, file: Path, voice: Voice) -> list[str]:
    """Write a backup, and return the lines to print. Raises UserError if it can't be done."""
    version = back_up(Path(database), file)
    remove_unfinished(file.absolute().parent, datetime.now(UTC))
    size = f"{file.stat().st_size / 1_000_000:.1f}"
    return [
        voice.say("copies.backed_up", database=database, file=str(file), version=version, size=size)
    ]


def restore_lines(database: str, file: Path, voice: Voice) -> list[str]:
    """Restore a backup, and return the lines to print. Raises UserError if it can't be done."""
    try:
        file.open("rb").close()
    except OSError as error:
        raise refusal(str(file), error) from error
    done = asyncio.run(restore(database, file, datetime.now(UTC)))
    lines = [voice.say("copies.restored", database=database, file=str(file))]
    if done.version < done.migrated_to:
        lines.append(voice.say("copies.migrated", version=done.version, newest=done.migrated_to))
    if done.erased is None:
        lines.append(voice.say("copies.erased_unknown"))
    elif done.erased:
        lines.append(voice.say("copies.erased", count=done.erased))
    if done.old_database:
        lines.append(voice.say("copies.kept", kept=str(done.old_database)))
    return lines
