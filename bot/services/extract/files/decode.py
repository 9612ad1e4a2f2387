"""Turns a file's bytes into text. The bytes tell the format: declared types are often missing.

Nothing here raises. A status code and the words beside it are mostly ASCII, so a few wrong bytes do
no harm: they become U+FFFD.
"""

import codecs
import zlib
from collections import Counter

from bot.model.unread_file import Unreadable
from bot.services.extract.files.html_page import is_html, visible_text

GZIP = b"\x1f\x8b"
# A gzip file consists of members. A rotated log has a single member. Without a limit, a file of
# empty members would take quadratic time.
MAX_GZIP_MEMBERS = 100
# Text has tabs, line ends, form feeds, backspaces and terminal escapes, but no other controls.
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\r\f\b\x1b"})
_CONTROL_CHARACTERS = _CONTROLS.decode()
# In random bytes, controls have a share of about 0.1.
MAX_CONTROL_SHARE = 0.02
# If the share of wrong characters is above this, the file is refused as Unreadable.NO_TEXT. It may
# be a text in an encoding that Teapot doesn't know.
MAX_WRONG_SHARE = 0.3
# A part of the file is enough to tell which encoding it has.
SAMPLE_BYTES = 65_536
# In UTF-16, one byte of each ASCII character is NUL: the first if the text is big-endian, the
# second if it is little-endian. At least a sixth of Korean prose is ASCII. The byte at the other
# position is rarely NUL: only a few Korean syllables have NUL there, such as 가 (U+AC00).
MIN_NUL_SHARE, MIN_NUL_RATIO = 0.15, 3
# A file is in CP949 if at least this share of its characters beyond ASCII are common syllables.
MIN_HANGUL_SHARE = 0.5
_WRONG = "\ufffd"


def decode(content: bytes, max_bytes: int) -> str | Unreadable:
    """Return a file's text, or why the file can't be read.

    Gzip is unpacked, and an HTML page gives its visible text. `max_bytes` limits the unpacked
    bytes. The text has at most that many characters.
    """
    if content.startswith(GZIP):
        unpacked = _unpack(content, max_bytes)
        if isinstance(unpacked, Unreadable):
            return unpacked
        content = unpacked
    if len(content) > max_bytes:
        return Unreadable.TOO_LARGE
    text = _text(content)
    return visible_text(text) if isinstance(text, str) and is_html(text) else text


def encoding_of(sample: bytes) -> str:
    """Return the encoding of a text by its beginning, which may end within a character."""
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if _utf_16(sample) is not None:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    text, _ = codecs.utf_8_decode(sample, "replace", False)
    return "cp949" if _WRONG in text and _is_cp949(sample) else "utf-8-sig"


def _unpack(packed: bytes, max_bytes: int) -> bytes | Unreadable:
    """Unpack gzip. Its end may be missing, as in a log that is still being written."""
    unpacked = bytearray()
    for _ in range(MAX_GZIP_MEMBERS):
        member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            unpacked += member.decompress(packed, max_bytes + 1 - len(unpacked))
        except zlib.error:
            return Unreadable.NO_TEXT
        if len(unpacked) > max_bytes:
            return Unreadable.UNPACKS_TOO_LARGE
        packed = member.unused_data
        if not packed.startswith(GZIP):
            return bytes(unpacked)
    return Unreadable.UNPACKS_TOO_LARGE


def _text(content: bytes) -> str | Unreadable:
    wide = _utf_16(content)
    if wide is not None:
        return wide
    # Log rotation by copying leaves a block of NULs at the start.
    content = content.removeprefix(codecs.BOM_UTF8).strip(b"\0")
    controls = len(content) - len(content.translate(None, _CONTROLS))
    if controls > max(1, MAX_CONTROL_SHARE * len(content)):
        return Unreadable.NO_TEXT
    text, _ = codecs.utf_8_decode(content, "replace", False)  # may end within a character
    wrong = text.count(_WRONG)
    if not wrong:
        return text
    if _is_cp949(content[:SAMPLE_BYTES]):
        return content.decode("cp949", "replace")
    return Unreadable.NO_TEXT if wrong > MAX_WRONG_SHARE * len(text) else text


def _utf_16(content: bytes) -> str | None:
    """Return the text of UTF-16; None if the content is something else."""
    if content.startswith(codecs.BOM_UTF16_LE):
        decode_wide, content = codecs.utf_16_le_decode, content[2:]
    elif content.startswith(codecs.BOM_UTF16_BE):
        decode_wide, content = codecs.utf_16_be_decode, content[2:]
    else:
        sample = content[:SAMPLE_BYTES]
        first, second = (sample[start::2].count(0) / (len(sample) or 1) * 2 for start in (0, 1))
        fewer, more = sorted((first, second))
        if more < MIN_NUL_SHARE or more < MIN_NUL_RATIO * fewer:
            return None
        decode_wide = codecs.utf_16_le_decode if second > first else codecs.utf_16_be_decode
    text, _ = decode_wide(content, "replace", False)
    strange = text.count(_WRONG) + sum(map(text.count, _CONTROL_CHARACTERS))
    return None if strange > MAX_CONTROL_SHARE * len(text) else text


def _is_cp949(content: bytes) -> bool:
    """Return whether CP949 gives Korean with fewer wrong bytes than UTF-8.

    CP949 decodes nearly any two bytes to a character. Most syllables of Korean text are among the
    2,350 of EUC-KR; text in another encoding gives few of them.
    """
    utf_8, cp949 = content.decode("utf-8", "replace"), content.decode("cp949", "replace")
    if cp949.count(_WRONG) >= utf_8.count(_WRONG):
        return False
    foreign = Counter(each for each in cp949 if not each.isascii())
    hangul = sum(count for each, count in foreign.items() if _is_common_hangul(each))
    return hangul >= MIN_HANGUL_SHARE * foreign.total()


def _is_common_hangul(character: str) -> bool:
    # Python's EUC-KR writes other syllables as eight bytes.
    return "가" <= character <= "힣" and len(character.encode("euc_kr", "ignore")) == 2
