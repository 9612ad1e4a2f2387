"""Texts about a code in a pasted text: how often it occurs, on which lines and paths, and when.

The card and the terminal share them. This module makes each piece of the pasted text printable,
short and one line long. The card also escapes the markup in each piece.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from bot.model.explanation import CodeCount
from bot.texts import Voice

# The longest path, time and file name that fit beside a count on one line of a phone.
MAX_PATH_CHARACTERS, MAX_TIME_CHARACTERS, MAX_FILE_CHARACTERS = 36, 40, 24
_TIME = re.compile(r"(.*?)(?<!\d)(\d{1,2}:\d{2}:\d{2})(?:[.,]\d+)?(?!:?\d)(.*)")
# The characters "first strong isolate" and "pop directional isolate". Right-to-left text between
# the two can't reorder the text around it.
_ISOLATE = "\u2068{}\u2069"


def number(value: int) -> str | int:
    """Return a count with thousands separators.

    1 stays an int, so that `Voice.say` selects the singular.
    """
    return value if value == 1 else f"{value:,}"


def times(code: CodeCount, voice: Voice) -> str:
    return voice.say("explain.times", count=number(code.count))


def lines_of(code: CodeCount, voice: Voice, escape: Callable[[str], str] = str) -> str:
    """Return "line 3", "lines 3 and 9", or "first line 3, last 9,981".

    "Lines 3–9,981" would say that each line between them has the code. `escape` is applied to the
    name of a file.
    """
    first = _line(code.first_line, code.first_file, voice, escape)
    last = _line(code.last_line, code.last_file, voice, escape)
    if first == last:
        return voice.say("explain.line", first=first)
    key = "two_lines" if code.count == 2 else "lines"
    return voice.say(f"explain.{key}", first=first, last=last)


def begin_of(code: CodeCount, voice: Voice, escape: Callable[[str], str]) -> str:
    """Return the code's first line, as in "from line 3", or all its lines if it has one or two."""
    if code.count == 2 or code.first_line == code.last_line:
        return lines_of(code, voice, escape)
    first = _line(code.first_line, code.first_file, voice, escape)
    return voice.say("explain.from_line", first=first)


def _line(line: int, file: str | None, voice: Voice, escape: Callable[[str], str]) -> str:
    """Return a line's number, with the name of the line's file if several files were read."""
    if file is None:
        return f"{line:,}"
    name = escape(_plain(file, MAX_FILE_CHARACTERS))
    return voice.say("explain.in_file", line=f"{line:,}", file=name)


def day_of(codes: Iterable[CodeCount]) -> str:
    """Return the date and zone that all times share, "24/Nov/2026 +0000".

    Returns "" if the dates or the zones differ, or if there is no time.
    """
    written = [at for code in codes for at in (code.first_at, code.last_at) if at]
    days = {(time[1], time[3]) if (time := _time(at)) else None for at in written}
    day = days.pop() if len(days) == 1 else None
    return f"{day[0].rstrip(' :T')} {day[1].strip()}".strip() if day else ""


def period(code: CodeCount, *, with_day: bool) -> str:
    """Return the code's first and last time. A date and zone that both share are written once.

    `with_day=False` leaves out a shared date and zone. Returns "" if the lines have no time.
    """
    first, last = (_plain(at or "", MAX_TIME_CHARACTERS) for at in (code.first_at, code.last_at))
    one, other = _time(first), _time(last)
    if not (one and other and one[1] == other[1] and one[3] == other[3]):
        return " – ".join(dict.fromkeys(filter(None, (first, last))))
    both = "–".join(dict.fromkeys((one[2], other[2])))
    return f"{one[1]}{both}{one[3]}" if with_day else both


def _time(at: str) -> re.Match[str] | None:
    """Match a time's date, time of the day, and zone."""
    return _TIME.fullmatch(_plain(at, MAX_TIME_CHARACTERS))


def paths_of(code: CodeCount) -> Iterator[tuple[str, str]]:
    """Yield the code's commonest paths, each with its count: " ×800".

    The count is "" if all places of the code have the path.
    """
    for path, count in code.paths:
        times = f" ×{count:,}" if count < code.count else ""
        yield _plain(path, MAX_PATH_CHARACTERS) or "…", times


def isolated(shown: str) -> str:
    """Return a piece of the pasted text, isolated if any of it is written from right to left."""
    is_mixed = any(unicodedata.bidirectional(each) in ("R", "AL", "AN") for each in shown)
    return _ISOLATE.format(shown) if is_mixed else shown


def _plain(text: str, limit: int) -> str:
    """Return the text's start on one line, without unprintable characters."""
    spaced = re.sub(r"\s+", " ", text[: limit * 4])
    plain = "".join(each for each in spaced if each.isprintable()).strip()
    return plain if len(plain) <= limit else f"{plain[: limit - 1]}…"
