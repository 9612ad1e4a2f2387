"""Reading a text file of any size: what it is packed in, its encoding, and the progress."""

import gzip
import io
from pathlib import Path

import pytest

from bot.terminal.text_file import BAR_CHARACTERS, PIECE_BYTES, Progress, progress_line, text_pieces

LINE = "2026-11-24T02:11:09Z 결제 서버가 502를 줬어요 /v1/payments\n"
LONG = LINE * (3 * PIECE_BYTES // len(LINE.encode()))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def read(path: Path) -> str:
    return "".join(text_pieces(str(path)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949"])
@pytest.mark.parametrize("text", [LINE, LONG], ids=["short", "long"])
def test_a_file_has_its_text_whatever_its_encoding(
    tmp_path: Path, encoding: str, text: str
) -> None:
    path = tmp_path / "log"
    path.write_bytes(text.encode(encoding))
    assert read(path) == text


@pytest.mark.parametrize("text", [LINE, LONG], ids=["short", "long"])
def test_a_packed_file_is_unpacked_with_all_its_parts(tmp_path: Path, text: str) -> None:
    path = tmp_path / "log.gz"
    path.write_bytes(gzip.compress(text.encode()) + gzip.compress(b"HTTP 404\n"))
    assert read(path) == f"{text}HTTP 404\n"


def test_a_packed_file_without_its_end_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "log.gz"
    path.write_bytes(gzip.compress(LONG.encode())[:-100])
    assert LONG.startswith(found := read(path))
    assert len(found) > len(LONG) / 2


def test_what_unpacks_to_very_much_is_read_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "log.gz"
    path.write_bytes(gzip.compress(b"0" * 40 * PIECE_BYTES))
    sizes = [len(piece) for piece in text_pieces(str(path))]
    assert sum(sizes) == 40 * PIECE_BYTES
    assert max(sizes) <= PIECE_BYTES


def test_bytes_that_are_no_text_are_no_error(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(bytes(range(256)) * 20)
    assert read(path)


def test_a_page_is_read_as_people_see_it(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><style>a {margin: 404px}</style><h1>502 Bad Gateway</h1></html>")
    assert "404" not in read(path)


def test_how_far_a_file_is_is_one_line_and_is_gone_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.terminal.text_file.SECONDS_BEFORE_PROGRESS", 0)
    monkeypatch.setattr("bot.terminal.text_file.SECONDS_BETWEEN_PROGRESS", 0)
    terminal = Terminal()
    with Progress(io.BytesIO(), terminal) as progress:
        for _ in progress.counted(b"head", io.BytesIO(b"x" * PIECE_BYTES)):
            pass
    assert terminal.getvalue() == f"\r0.0 MB\r{PIECE_BYTES / 1_000_000:.1f} MB\r\x1b[K"


def test_no_progress_is_shown_where_no_terminal_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.terminal.text_file.SECONDS_BEFORE_PROGRESS", 0)
    output = io.StringIO()
    with Progress(io.BytesIO(), output) as progress:
        assert list(progress.counted(b"head", io.BytesIO(b"rest"))) == [b"head", b"rest"]
    assert output.getvalue() == ""


@pytest.mark.parametrize(
    ("done", "bar"), [(0, 0), (50_000_000, BAR_CHARACTERS // 2), (120_000_000, BAR_CHARACTERS)]
)
def test_a_bar_is_as_long_as_the_file_is_read(done: int, bar: int) -> None:
    line = progress_line(done, 100_000_000)
    assert line.startswith("█" * bar + "░" * (BAR_CHARACTERS - bar) + " ")
    assert line.endswith(" / 100.0 MB")
