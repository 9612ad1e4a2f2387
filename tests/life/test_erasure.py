"""A person deletes their data in a real process, and it is killed the moment it says so."""

import asyncio
import signal
import stat
import sys
from pathlib import Path

import pytest

from bot.model import Knowledge
from bot.services.quiz.counted_answers import rebuild_scores
from bot.store.database import open_database
from bot.store.erased_remains import spellings
from tests.benchmarks.stand_in import press
from tests.discord_server.exchange import text_of
from tests.discord_server.process import ROOT, environment, running
from tests.discord_server.server import Discord, guild
from tests.life.test_metrics import free_port, scraped
from tests.services.privacy.two_servers import (
    ADA,
    GRACE,
    HERE,
    THERE,
    naming,
    rows_of,
    two_servers,
)
from tests.store.test_erased_remains import holding

pytestmark = pytest.mark.slow


async def said(discord: Discord, number: int, person: int, action: str) -> str:
    """What the reply to a person's press of their own button says."""
    await discord.dispatch(
        "INTERACTION_CREATE", press(number, person, [f"privacy:{action}:{person}"], 0)
    )
    await discord.until(lambda: str(number) in discord.answered)
    return text_of(discord.answered[str(number)][1])


async def fill(database: Path, knowledge: Knowledge) -> None:
    """Give two servers and their people a row in each table."""
    opened = await open_database(str(database))
    try:
        await (await two_servers(opened, knowledge)).fill()
    finally:
        await opened.close()


async def test_a_deletion_that_was_acknowledged_survives_a_kill(
    discord: Discord, database: Path, knowledge: Knowledge
) -> None:
    """And the next process leaves the person's ID in no file, nor in its log."""
    await fill(database, knowledge)
    assert holding(database.parent, ADA)
    discord.guilds.append(guild(1, 4))
    async with running(discord, database) as bot:
        await discord.until(lambda: " ready servers=1" in bot.said())
        assert "내 데이터를 모두 삭제할까요?" in await said(discord, 1, ADA, "delete")
        assert "내 데이터를 삭제했습니다" in await said(discord, 2, ADA, "erase")
        bot.signal(signal.SIGKILL)
        await bot.ended()
    async with running(discord, database) as bot:
        await discord.until(lambda: " ready servers=1" in bot.said())
        await discord.until(lambda: not holding(database.parent, ADA))
        # In Discord's language again: the chosen one went, too.
        assert "I keep nothing of you" in await said(discord, 3, ADA, "delete")
    assert database.name in holding(database.parent, GRACE)
    opened = await open_database(str(database))
    try:
        assert naming(await rows_of(opened), GRACE)["answer"] > 5
        assert (await rebuild_scores(opened)).different == 0
    finally:
        await opened.close()


def holds(process: int, number: int) -> list[str]:
    """Return the files that a process has open and that hold a number, also those without a name.

    SQLite's temporary files have none, and stay as long as they are open.
    """
    found = []
    for place in Path(f"/proc/{process}/fd").iterdir():
        if place.exists() and stat.S_ISREG(place.stat().st_mode):
            content = place.read_bytes()
            if any(each in content for each in spellings(number)):
                found.append(str(place.readlink()))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="it reads /proc")
async def test_after_an_export_and_a_deletion_the_process_holds_nothing_of_the_person(
    discord: Discord, database: Path, knowledge: Knowledge
) -> None:
    """In no log at DEBUG, metric, heartbeat, lock, temporary file or open file."""
    await fill(database, knowledge)
    discord.guilds.append(guild(1, 4))
    temporary = database.parent / "temporary"
    temporary.mkdir()
    port = free_port()
    settings = {
        "TMPDIR": str(temporary),
        "SQLITE_TMPDIR": str(temporary),
        "TEAPOT_LOG_LEVEL": "DEBUG",
        "TEAPOT_METRICS": f"127.0.0.1:{port}",
    }
    async with running(discord, database, **settings) as bot:
        await discord.until(lambda: " ready servers=1" in bot.said())
        assert holds(bot.process.pid, ADA)
        assert "내 데이터" in await said(discord, 1, ADA, "export")
        assert "내 데이터를 삭제했습니다" in await said(discord, 2, ADA, "erase")
        temporary.rmdir()  # It must be empty.
        # The loop of each minute clears the files, and a new process does so at once.
        bot.signal(signal.SIGKILL)
        await bot.ended()
    async with running(discord, database, **settings) as bot:
        await discord.until(lambda: " ready servers=1" in bot.said())
        await discord.until(lambda: not holding(database.parent, ADA))
        assert "I keep nothing of you" in await said(discord, 3, ADA, "delete")
        assert not holds(bot.process.pid, ADA)
        shown = await asyncio.to_thread(scraped, port)
        assert "teapot_interactions_total" in shown
        assert str(ADA) not in shown
        for ending in (".heartbeat", ".lock"):
            assert database.with_name(database.name + ending).exists()
    assert not holding(database.parent, ADA)


def in_files(database: Path, number: int) -> list[str]:
    """Return the files with a number, without the log, which names servers."""
    return [name for name in holding(database.parent, number) if not name.endswith(".log")]


# `teapot erase` in parts of two rows. It is killed after the third one.
KILLED = """
import asyncio, os, signal, sys, types
from bot.services.privacy import erasure_in_parts
parts = 0
async def pause(_):
    global parts
    parts += 1
    if parts == 3:
        os.kill(os.getpid(), signal.SIGKILL)
erasure_in_parts.ROWS_AT_A_TIME = erasure_in_parts.PERSON_ROWS_AT_A_TIME = 2
erasure_in_parts.asyncio = types.SimpleNamespace(sleep=pause)
from bot.terminal.command_line import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("option", "erased"),
    [(("--user", str(ADA)), ADA), (("--server", str(HERE)), HERE), (("--all", "--yes"), None)],
)
async def test_the_next_start_finishes_an_erasure_that_was_killed(
    discord: Discord,
    database: Path,
    knowledge: Knowledge,
    option: tuple[str, ...],
    erased: int | None,
) -> None:
    await fill(database, knowledge)
    killed = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED, "erase", *option, cwd=ROOT, env=environment(database)
    )
    assert await killed.wait() == -signal.SIGKILL
    ids = [ADA, GRACE, HERE, THERE] if erased is None else [erased]
    assert all(holding(database.parent, each) for each in ids)
    async with running(discord, database) as bot:
        await discord.until(lambda: " ready servers=0" in bot.said())
        await discord.until(lambda: not any(in_files(database, each) for each in ids))
        bot.signal(signal.SIGTERM)
        assert (await bot.process.wait()) == 0
    opened = await open_database(str(database))
    try:
        rows = await rows_of(opened)
        assert not any(naming(rows, each) for each in ids)
        assert bool(naming(rows, GRACE)) == (erased is not None)
        assert (await rebuild_scores(opened)).different == 0
    finally:
        await opened.close()
