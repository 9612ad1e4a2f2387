"""The process that reads big files: a real one, with what can happen to it."""

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator

import psutil  # type: ignore[import-untyped]  # has no types of its own
import pytest

from bot.model.explanation import Summary
from bot.model.unread_file import Unreadable
from bot.services.extract.files.reading_process import ReadingProcess, read_file

LINE = b'203.0.113.9 - - [24/Nov/2026:02:11:09 +0000] "GET /v1/orders HTTP/1.1" 502 157 "-" "-"\n'
SLOW = b"The gateway answers 502 and sometimes 504, since the deploy.\n" * 120_000  # seconds


@pytest.fixture
async def process() -> AsyncIterator[ReadingProcess]:
    process = ReadingProcess()
    yield process
    await process.close()
    assert multiprocessing.active_children() == []


def child() -> int:
    (only,) = multiprocessing.active_children()
    assert only.pid is not None
    return only.pid


async def until_busy(pid: int) -> None:
    before = psutil.Process(pid).cpu_times().user
    async with asyncio.timeout(30):
        # Another process's time sets no event.
        while psutil.Process(pid).cpu_times().user < before + 0.1:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_it_finds_what_is_found_in_the_loop(process: ReadingProcess) -> None:
    assert await process.read(LINE) == read_file(LINE)
    assert await process.read(b"\x00\x01\x02") is Unreadable.NO_TEXT


async def test_it_starts_with_the_first_file_and_stays(process: ReadingProcess) -> None:
    assert multiprocessing.active_children() == []
    await process.read(LINE)
    first = child()
    await asyncio.gather(*(process.read(LINE) for _ in range(5)))
    assert child() == first


@pytest.mark.slow
async def test_one_that_dies_between_files_is_replaced(process: ReadingProcess) -> None:
    await process.read(LINE)
    (first,) = multiprocessing.active_children()
    first.kill()
    first.join()
    assert await process.read(LINE) == read_file(LINE)
    assert child() != first.pid


@pytest.mark.slow
async def test_one_that_dies_over_a_file_is_replaced_for_the_next(process: ReadingProcess) -> None:
    await process.read(LINE)
    reading = asyncio.create_task(process.read(SLOW))
    await until_busy(child())
    os.kill(child(), signal.SIGKILL)
    waiting = asyncio.create_task(process.read(LINE))
    assert await reading is Unreadable.FAILED
    assert await waiting == read_file(LINE)


@pytest.mark.slow
async def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(
    process: ReadingProcess,
) -> None:
    await process.read(LINE)
    first = child()
    usual, process._worker.timeout_seconds = process._worker.timeout_seconds, 0.3
    assert await process.read(SLOW) is Unreadable.SLOW
    process._worker.timeout_seconds = usual
    assert await process.read(LINE) == read_file(LINE)
    assert child() != first


@pytest.mark.slow
async def test_a_file_that_waits_too_long_is_given_up_and_the_one_before_is_read(
    process: ReadingProcess,
) -> None:
    await process.read(LINE)
    first = child()
    reading = asyncio.create_task(process.read(SLOW[: len(SLOW) // 8]))
    await until_busy(first)
    process._worker.timeout_seconds = 0.1
    assert await process.read(LINE) is Unreadable.SLOW
    assert isinstance(await reading, Summary)
    assert child() == first


@pytest.mark.slow
async def test_close_ends_a_reading_at_once(process: ReadingProcess) -> None:
    await process.read(LINE)
    reading = asyncio.create_task(process.read(SLOW))
    await until_busy(child())
    started = time.monotonic()
    await process.close()
    assert await reading is Unreadable.FAILED
    assert time.monotonic() - started < 1


BOT = """
import asyncio
from bot.services.extract.files.reading_process import ReadingProcess
async def main():
    process = ReadingProcess()
    await process.read(b"HTTP 502")
    print("read", flush=True)
    try:
        await process.read({content})
        await asyncio.sleep(60)
    finally:
        await process.close()
if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
"""


@pytest.mark.slow
@pytest.mark.parametrize("content", ["b'HTTP 502'", "b'GET / HTTP/1.1 502\\n' * 400_000"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_the_bot_and_without_a_traceback(content: str, number: signal.Signals) -> None:
    """Whatever ends the bot. Ctrl-C reaches the whole group, as in a terminal."""
    with subprocess.Popen(
        [sys.executable, "-c", BOT.format(content=content)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, text=True,
        # What a shell runs in the background ignores Ctrl-C, and so would the bot.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as bot:  # fmt: skip
        assert bot.stdout is not None
        assert bot.stderr is not None
        bot.stdout.readline()
        time.sleep(0.3)
        children = psutil.Process(bot.pid).children(recursive=True)
        assert children
        if number == signal.SIGINT:
            os.killpg(bot.pid, number)
        else:
            bot.send_signal(number)
        _, alive = psutil.wait_procs(children, timeout=5)
        assert not alive
        said = bot.stderr.read()
    assert said == ""
