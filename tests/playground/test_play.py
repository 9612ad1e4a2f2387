"""`teapot play` in the terminal."""

import asyncio
import contextlib
import os
import pty
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.model import LANGUAGES, Language
from bot.terminal import knowledge_cache
from bot.texts import Texts
from tests.playground.browsing import playing

ROOT = Path(__file__).parents[2]
# A start of the playground takes more than a second: the quick tests start it in English alone.
EACH_LANGUAGE = ["en", pytest.param("ko", marks=pytest.mark.slow)]


@pytest.mark.parametrize("language", EACH_LANGUAGE)
async def test_it_prints_what_to_open_and_what_to_type(language: Language, texts: Texts) -> None:
    async with playing(language) as play:
        address, line = play.printed
        assert address == texts.voice(language).say("playground.open", address=play.address) + "\n"
        assert "/http 418" in line
        assert re.search("[가-힣]", address + line) is None or language == "ko"
        assert await play.end() == (0, "")
        assert list(play.folder.iterdir()) == []


@pytest.mark.slow
async def test_a_start_fills_the_cache_of_the_terminals_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing("en", XDG_CACHE_HOME=str(tmp_path)) as play:
        assert await play.end() == (0, "")
    monkeypatch.delattr(knowledge_cache, "_build")
    knowledge_cache.load({"XDG_CACHE_HOME": str(tmp_path)})


@pytest.mark.slow
def test_the_shells_prompt_begins_on_a_new_line_after_ctrl_c() -> None:
    """The terminal has shown ^C on a line that has no end."""
    try:
        terminal, inner = pty.openpty()
    except OSError as error:
        pytest.skip(f"this machine has no terminal for a test: {error}")
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "play"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=inner,
    )
    os.close(inner)
    said = b""
    while said.count(b"\n") < 2:
        said += os.read(terminal, 4_096)
    process.send_signal(signal.SIGINT)
    rest = b""
    with contextlib.suppress(OSError):  # Linux: the other end is closed
        while piece := os.read(terminal, 4_096):
            rest += piece
    os.close(terminal)
    assert (process.wait(20), rest) == (0, b"\r\n")


@pytest.mark.slow
async def test_it_opens_a_browser_where_it_is_to(tmp_path: Path) -> None:
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    # One that stays in the foreground until it is closed.
    browser.write_text(
        f'#!/bin/sh\nprintf %s "$1" > {opened}.part && mv {opened}.part {opened}\n'
        "exec sleep 5 >/dev/null 2>&1\n"
    )
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    async with playing("en", "--open", BROWSER=str(browser)) as play:
        for _ in range(200):
            if opened.exists():
                break
            await asyncio.sleep(0.05)
        assert opened.read_text() == play.address
        assert await play.end() == (0, "")


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_port_that_is_taken_is_one_clear_line(language: Language, texts: Texts) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "bot", "play", "--port", str(port), "--language", language],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == f"teapot: {texts.voice(language).say('playground.port', port=port)}\n"


@pytest.mark.slow
async def test_a_file_for_the_database_gets_no_made_up_players(tmp_path: Path) -> None:
    path = tmp_path / "teapot.sqlite3"
    async with playing("en", TEAPOT_DATABASE=str(path)) as play:
        assert await play.end() == (0, "")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM answer").fetchone() == (0,)
