"""Bytes of a file to text: the encodings of teams' logs, pages, packed files, and all others."""

import gzip
import random
import struct
import time
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.model.unread_file import Unreadable
from bot.services.extract import find_codes
from bot.services.extract.files.decode import decode

CAP = 1 << 20
KOREAN = "2026-11-24 11:02:09 [오류] 결제 서버 응답 상태 코드: 502 (재시도 가능)\n"
PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title>\r\n<style>h1 { font-weight: 500 }"
    "</style></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<!-- status 404 -->"
    "<script>retry(503)</script><p>Try&nbsp;again, <b>please</b>.</p>"
    "\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949", "euc-kr"]
)
def test_korean_text_is_read_in_each_encoding(encoding: str) -> None:
    assert decode((KOREAN * 20).encode(encoding), CAP) == KOREAN * 20


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8", "cp949"])
def test_short_text_is_read_in_each_encoding(encoding: str) -> None:
    assert decode("가 502".encode(encoding), CAP) == "가 502"


@pytest.mark.parametrize("cut", [1, 2])
def test_a_file_cut_within_a_character_is_text(cut: int) -> None:
    text = decode((KOREAN * 3 + "가").encode()[:-cut], CAP)
    assert isinstance(text, str)
    assert text.startswith(KOREAN * 3)


def test_a_few_wrong_bytes_leave_the_rest_of_the_text() -> None:
    text = decode(KOREAN.encode() * 9 + b"GET /\xff\xfe 404\n", CAP)
    assert isinstance(text, str)
    assert text.startswith(KOREAN)
    assert text.endswith(" 404\n")


def test_western_text_is_not_taken_for_korean() -> None:
    text = decode("GET /café/à-la-carte → 502 déjà vu à l'été".encode("latin-1", "ignore"), CAP)
    assert isinstance(text, str)
    assert "502" in text
    assert not any("가" <= each <= "힣" for each in text)


def test_nuls_that_log_rotation_leaves_are_skipped() -> None:
    assert decode(b"\0" * 5000 + b"HTTP/1.1 502\n", CAP) == "HTTP/1.1 502\n"


def test_colours_and_tabs_are_text() -> None:
    line = "\x1b[31mERROR\x1b[0m\tstatus=502\r\n" * 40
    assert decode(line.encode(), CAP) == line


def test_a_page_gives_what_its_reader_sees() -> None:
    assert decode(PAGE.encode(), CAP) == (
        "502 Bad Gateway\n<center>\n502 Bad Gateway\nTry again, please .\n<center>nginx"
    ).replace(" .", ".")


def test_a_page_gives_no_code_of_its_styles_and_scripts() -> None:
    text = decode(PAGE.encode(), CAP)
    assert isinstance(text, str)
    assert {each.code for each in find_codes(text)} == {502}


def test_a_log_that_quotes_a_page_stays_whole() -> None:
    log = f"HTTP/1.1 502 Bad Gateway\nContent-Type: text/html\n\n{PAGE}"
    assert decode(log.encode(), CAP) == log


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    ["<!--", "<a", "<a ", "</", "<![CDATA[", "&", "&#1", "<script>", "<style/>", "<", "<p>x"],
)
def test_a_page_takes_linear_time(unit: str) -> None:
    page = b"<html>" + unit.encode() * (CAP // len(unit) - 10)
    started = time.process_time()
    assert isinstance(decode(page, CAP), str)
    assert time.process_time() - started < 5  # 0.3 on a slow machine; quadratic time takes minutes


def test_a_number_of_thousands_of_digits_in_a_page_is_text() -> None:
    assert decode(b"<html>&#" + b"9" * 9000 + b"; &#52;04", CAP) == f"&#{'9' * 9000}; 404"


def test_a_packed_log_is_unpacked() -> None:
    assert decode(gzip.compress(KOREAN.encode("cp949")), CAP) == KOREAN


def test_a_packed_log_of_several_parts_is_read_whole() -> None:
    assert decode(gzip.compress(b"one\n") + gzip.compress(b"two\n"), CAP) == "one\ntwo\n"


def test_a_packed_log_without_its_end_is_read_so_far() -> None:
    lines = "".join(f"{each} HTTP/1.1 502\n" for each in range(5000))
    text = decode(gzip.compress(lines.encode())[:-200], CAP)
    assert isinstance(text, str)
    assert len(text) > 1000
    assert lines.startswith(text)


def test_a_bomb_is_refused_in_little_time_and_memory() -> None:
    packer = zlib.compressobj(wbits=31)
    first = packer.compress(b" " * CAP) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush, a piece refers to no earlier one, so it may be repeated.
    piece = packer.compress(b" " * CAP) + packer.flush(zlib.Z_FULL_FLUSH)
    bomb = first + piece * 500 + packer.flush()
    started = time.process_time()
    assert decode(bomb, CAP) is Unreadable.UNPACKS_TOO_LARGE
    assert decode(gzip.compress(b"") * 300_000, CAP) is Unreadable.UNPACKS_TOO_LARGE
    assert time.process_time() - started < 2


def test_a_file_of_exactly_the_limit_is_read() -> None:
    assert decode(b"x" * 100, 100) == "x" * 100
    assert decode(gzip.compress(b"x" * 100), 100) == "x" * 100
    assert decode(gzip.compress(b"x" * 101), 100) is Unreadable.UNPACKS_TOO_LARGE
    assert decode(b"x" * 101, 100) is Unreadable.TOO_LARGE


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(random.Random(1).randbytes(5000), id="random"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + random.Random(2).randbytes(3000), id="png"),
        pytest.param(b"PK\x03\x04" + random.Random(3).randbytes(3000), id="zip"),
        pytest.param(gzip.compress(gzip.compress(KOREAN.encode() * 50)), id="packed twice"),
        pytest.param(gzip.compress(b"x" * 999)[:12] + b"\xff" * 40, id="damaged gzip"),
        pytest.param(struct.pack("<200i", *range(200)), id="numbers"),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x02\x00>\x00" * 50, id="program"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    assert decode(content, CAP) is Unreadable.NO_TEXT


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"", CAP) == ""


_TEXTS = st.text() | st.from_regex(r"<html>(<[a-z/!-]{0,9}>?|&[#a-z0-9]{1,9};|[가-힣 ]){0,30}")
_ENCODED = st.builds(
    lambda text, encoding: text.encode(encoding, "replace"),
    _TEXTS,
    st.sampled_from(["utf-8", "utf-16", "utf-16-be", "cp949", "latin-1"]),
)
_CONTENTS = st.binary() | _ENCODED
_PACKED = st.builds(
    lambda content, cut: gzip.compress(content)[: cut or None], _CONTENTS, st.integers(-9, 0)
)


@given(_CONTENTS | _PACKED, st.integers(0, 200))
@example(b"<html>&nGt;", 11)
@example(b"\xff\xfe\x00", 200)
def test_it_never_raises_and_never_exceeds_the_limit(content: bytes, limit: int) -> None:
    text = decode(content, limit)
    assert isinstance(text, Unreadable) or len(text) <= limit


@given(st.text(st.characters(categories=["L", "N", "P", "Z"])))
def test_utf_8_without_controls_comes_back_as_it_is(text: str) -> None:
    if not text.startswith("\ufeff") and "<" not in text:
        assert decode(text.encode(), CAP) == text
