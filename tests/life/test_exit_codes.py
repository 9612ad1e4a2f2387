"""What no restart mends ends with 78, and what may pass with 75: one plain line for each reason."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.exit_codes import ExitCode
from bot.store.database_faults import database_fault
from tests.discord_server.process import TOKEN, Ended, environment, running
from tests.discord_server.server import Discord
from tests.store.copies import break_inside

# As on a disk that fills up, the process may write no file of more than 64 KiB.
ON_A_FULL_DISK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (2**16, 2**16))
from bot.terminal.command_line import entry_point
entry_point(["run"])
"""


def run(
    database: Path, command: tuple[str, ...] = ("-m", "bot", "run"), **settings: str
) -> subprocess.CompletedProcess[str]:
    """`teapot run` where Discord isn't reached: it must end before."""
    return subprocess.run(
        [sys.executable, *command], cwd=database.parent, capture_output=True, text=True,
        env=environment(database, **settings), timeout=60, check=False,
    )  # fmt: skip


def plain_lines(said: str) -> list[str]:
    """Return what is said to the operator; the log's lines begin with a date."""
    lines = [line for line in said.splitlines() if not re.match(r"\d{4}-", line)]
    assert all(line.startswith("teapot: ") for line in lines), said
    return lines


def test_all_wrong_settings_are_named_at_once(tmp_path: Path) -> None:
    done = run(
        tmp_path / "teapot.sqlite3",
        DISCORD_TOKEN="abc\nSECRET",
        TEAPOT_LOG_LEVEL="LOUD",
        TEAPOT_CONTACT="x" * 101,
        TEAPOT_DATABSE="slip.sqlite3",
        TEAPOT_SERVICE_HOST="10.0.0.1",  # what Kubernetes says of a service named teapot
        TEAPOT_PORT="tcp://10.0.0.1:80",
    )
    assert done.returncode == ExitCode.LASTING
    said = plain_lines(done.stderr)
    assert len(said) == 4
    assert "TEAPOT_DATABSE is not a setting. The nearest one is TEAPOT_DATABASE." in said[0]
    for name in ("DISCORD_TOKEN", "TEAPOT_LOG_LEVEL", "TEAPOT_CONTACT"):
        assert name in done.stderr
    assert "SECRET" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_missing_token_is_one_line(tmp_path: Path) -> None:
    done = run(tmp_path / "teapot.sqlite3", DISCORD_TOKEN="")
    assert done.returncode == ExitCode.LASTING
    (line,) = plain_lines(done.stderr)
    assert "DISCORD_TOKEN" in line
    assert "teapot play" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_token_comes_from_one_place(tmp_path: Path) -> None:
    file = tmp_path / "token"
    both = run(tmp_path / "teapot.sqlite3", DISCORD_TOKEN_FILE=str(file))
    assert (both.returncode, len(plain_lines(both.stderr))) == (ExitCode.LASTING, 1)
    for content in (None, "", "two words"):
        if content is not None:
            file.write_text(content)
        done = run(tmp_path / "teapot.sqlite3", DISCORD_TOKEN="", DISCORD_TOKEN_FILE=str(file))
        assert done.returncode == ExitCode.LASTING
        assert len(plain_lines(done.stderr)) == 1
        assert "DISCORD_TOKEN_FILE" in done.stderr


def a_newer_one(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9999")


def anothers(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE note (text)")


def no_database(path: Path) -> None:
    path.write_text("no database at all, but long enough to be read as one, one would think")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.slow
@pytest.mark.parametrize("spoil", [a_newer_one, anothers, break_inside, no_database, a_folder])
async def test_a_database_that_can_not_be_used_costs_no_login(
    discord: Discord, database: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(database)
    async with running(discord, database) as bot:
        ended = await bot.ended()
    assert ended.code == ExitCode.LASTING
    (line,) = plain_lines(ended.said)
    assert str(database) in line
    assert discord.requests == []


def test_a_database_that_may_not_be_opened_is_named_with_the_bots_user(tmp_path: Path) -> None:
    """SQLite says of a folder what it says of another user's file."""
    with pytest.raises(sqlite3.Error) as refused:
        sqlite3.connect(tmp_path)
    (line,) = database_fault("x.sqlite3", refused.value).lines
    assert line.endswith(f"unable to open database file (as user {os.getuid()}).")


@pytest.mark.slow
def test_a_full_disk_may_pass(tmp_path: Path) -> None:
    done = run(tmp_path / "teapot.sqlite3", ("-c", ON_A_FULL_DISK))
    assert done.returncode == ExitCode.PASSING, done.stderr
    assert len(plain_lines(done.stderr)) == 1
    with closing(sqlite3.connect(tmp_path / "small", isolation_level=None)) as connection:
        connection.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.Error) as full:
            connection.executescript("CREATE TABLE a (b); CREATE TABLE c (d); CREATE TABLE e (f)")
    assert type(database_fault("small", full.value)).__name__ == "PassingError"


async def ended(discord: Discord, database: Path) -> Ended:
    async with running(discord, database) as bot:
        return await bot.ended()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/users/@me", 401, ExitCode.LASTING),
        ("/users/@me", 503, ExitCode.PASSING),
        ("/gateway/bot", 503, ExitCode.PASSING),
    ],
)
async def test_what_discord_says_to_the_login(
    discord: Discord, database: Path, path: str, status: int, code: int
) -> None:
    discord.statuses[path] = status
    done = await ended(discord, database)
    assert (done.code, len(plain_lines(done.said))) == (code, 1), done.said
    assert not database.with_name(f"{database.name}-wal").exists()


@pytest.mark.slow
async def test_discord_is_away(database: Path) -> None:
    done = await ended(Discord(port=9), database)
    assert (done.code, len(plain_lines(done.said))) == (ExitCode.PASSING, 1), done.said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("close", "refusal", "code"),
    [
        (4004, 4004, ExitCode.LASTING),
        (4000, 4004, ExitCode.LASTING),
        (4011, 4011, ExitCode.PASSING),
    ],
)
async def test_the_gateway_closes_for_good(
    discord: Discord, database: Path, close: int, refusal: int, code: int
) -> None:
    """The token is refused while it runs, or Discord asks for more shards.

    Discord refuses each new session, too: aiohttp calls a close that comes with the end of the
    connection an abnormal one, after which discord.py resumes.
    """
    async with running(discord, database) as bot:
        await discord.until(lambda: discord.sessions == ["identify"])
        discord.refusal = refusal
        await discord.close_gateway(close)
        done = await bot.ended()
    assert (done.code, len(plain_lines(done.said))) == (code, 1), done.said
    assert TOKEN not in done.said
    assert not database.with_name(f"{database.name}-wal").exists()
