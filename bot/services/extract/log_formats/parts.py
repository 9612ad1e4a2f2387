r"""Parts that the patterns of several formats share.

A pattern begins with `^`, ends with `$` and matches no line break, so that it finds every line of
its format in a block of lines, too. Every repetition is bounded, or ends at a character that can't
begin it: a line takes linear time. No pattern says `\s`, which contains line breaks.
"""

from typing import Final, NamedTuple


class Row(NamedTuple):
    """A format before its pattern is compiled; the fields are those of LineFormat."""

    name: str
    needed: str
    pattern: str
    sender: str | None = None


# What a collector writes before a line: "web-1  | ", "Jan  6 17:33:18 lb1 haproxy[1180]: ". A
# number that could be a code makes it prose.
_WORD: Final = r"(?:(?![1-5][0-9]{2}s?[,:.)]?[ \t])[^ \t\r\n\"{}가-힣]++[ \t]++)"
PREFIX: Final = rf"{_WORD}{{0,10}}?"
# What comes after the columns of a format. In Korean, it is a remark, and the line is prose.
REST: Final = r"(?:[ \t\r,;|][^\n가-힣]*)?$"
# A request line in quotes, with escaped quotes: "GET /path HTTP/1.1", "-", "\x16\x03".
REQUEST: Final = r'"(?:[A-Z][A-Z_-]{2,19} (?P<path>[^ "\n]++))?(?:[^"\\\n]|\\[^\n])*"'
