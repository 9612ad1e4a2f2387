"""What comes through a pipe: shown at once, and read as a file is if it comes at once."""

import gzip
import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.services.extract.summary.summarise import mentions_in
from bot.terminal.piped_text import PAUSE_SECONDS, followed_pieces
from bot.terminal.text_file import text_pieces

ROOT = Path(__file__).parents[2]
LINE = '203.0.113.9 - - [24/Nov/2026:02:11:09 +0000] "GET /cart HTTP/1.1" 502 157 "-" "okhttp"\n'


@contextmanager
def pipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.FileIO]:
    """Make standard input a pipe; yield the end that is written to."""
    ours, theirs = os.pipe()
    with os.fdopen(ours, encoding="utf-8") as stdin, os.fdopen(theirs, "wb", 0) as written:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield written


def test_each_line_of_a_pipe_is_printed_at_once(tmp_path: Path) -> None:
    """Its codes come back before the pipe is closed."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "explain", "--mentions", "-"], cwd=tmp_path, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as teapot:  # fmt: skip
        assert teapot.stdin
        assert teapot.stdout
        for number in (1, 2, 3):
            teapot.stdin.write(LINE + "half a line")
            teapot.stdin.flush()
            assert json.loads(teapot.stdout.readline())["line"] == number
        teapot.stdin.close()
        assert teapot.stdout.read() == ""
    assert teapot.returncode == 0


def test_a_pause_shows_the_whole_lines_only(monkeypatch: pytest.MonkeyPatch) -> None:
    with pipe(monkeypatch) as written:
        mentions = mentions_in(followed_pieces("-"))
        written.write(f"HTTP 404\nall is well\n{LINE}HTTP 50".encode())
        found = [next(mentions), next(mentions)]
        written.write(b"4 from the app\n")
        found.append(next(mentions))
        written.close()
        assert list(mentions) == []
    assert [(each.code, each.line) for each in found] == [(404, 1), (502, 3), (504, 4)]


@pytest.mark.parametrize(
    "content",
    [
        "주문이 502로 떨어집니다\n".encode("cp949"),
        "HTTP 502\n".encode("utf-16"),
        b"<!DOCTYPE html><style>p{width:404px}</style><h1>502 Bad Gateway</h1>",
        gzip.compress(LINE.encode() * 9),
        b"",
    ],
    ids=["CP949", "UTF-16", "page", "packed", "empty"],
)
def test_what_comes_at_once_is_read_as_a_file_is(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(content)
    with pipe(monkeypatch) as written:
        written.write(content)
        written.close()
        assert list(followed_pieces("-")) == list(text_pieces(str(tmp_path / "file")))


@pytest.mark.parametrize(
    "content",
    [b"<html><h1>502 Bad Gateway</h1></html>", gzip.compress(b"a")],
    ids=["page", "packed"],
)
def test_a_page_or_a_packed_file_is_waited_for(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(content)
    with pipe(monkeypatch) as written:

        def write_the_rest() -> None:
            written.write(content[-7:])
            written.close()

        written.write(content[:-7])
        later = threading.Timer(PAUSE_SECONDS * 2, write_the_rest)
        later.start()
        assert list(followed_pieces("-")) == list(text_pieces(str(tmp_path / "file")))
        later.join()


def test_a_long_text_is_followed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.terminal.piped_text.PIECE_BYTES", len(LINE))
    with pipe(monkeypatch) as written:
        written.write(LINE.encode() * 3)
        mentions = mentions_in(followed_pieces("-"))
        assert [next(mentions).line for _ in range(3)] == [1, 2, 3]
