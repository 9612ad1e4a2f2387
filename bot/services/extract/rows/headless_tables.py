"""Finds the status columns of a table by the values of its rows, if no header names a status.

These tables count statuses ("404  18,380"), list what was checked ("/health  200"), or say what
each role gets ("| guest | 401 | 403 |").
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import Final

from bot.services.extract.line import Line
from bot.services.extract.log_formats import METHODS
from bot.services.extract.rows.counts import never_rises
from bot.services.extract.rows.rows import are_consecutive
from bot.services.extract.vendor_codes import KNOWN
from bot.services.extract.words.word_patterns import compile_later

# A longer line is no row of a small table.
MAX_CHARACTERS: Final = 120
MIN_ROWS: Final = 2
# This many rows need no other sign that the text is about HTTP.
SURE_ROWS: Final = 3
MAX_CELLS: Final = 14
# Several columns of codes must have at least this many codes together, unless bars separate the
# cells and each row says what was requested.
MIN_CODES: Final = 5
# A rule, the line drawn between two rows, consists of these characters.
_RULE: Final = " \t\r\n|+-=─━═│┃├┼┤╞╪╡┌┬┐└┴┘"
# A code and its count, with a share, further counts, or a remark after two spaces. With possessive
# repetitions, a line of spaces takes linear time.
_NUMBER: Final = r"(?:[0-9]{1,3}(?:[,' ][0-9]{3})++|[0-9]{1,12}+(?:\.[0-9]{1,3})?)"
_COUNTED: Final = compile_later(
    r"[\s|│>]{0,60}+[\"'`]?(?P<code>[1-5][0-9]{2})[\"'`]?"
    r"(?:[ \t]{0,60}+[|│:=][ \t]{0,60}+|,[ \t]{1,9}+|[ \t]{1,60}+)"
    rf"(?P<count>{_NUMBER})(?:\s?(?P<unit>[kKM%]|만|천)|\s?[건회개])?(?![0-9A-Za-z.:/-])"
    rf"(?:[\s|│,;(]{{1,60}}+{_NUMBER}[kKM%]?\)?){{0,6}}+"
    rf"(?:[\s|│,;]*+$|[ \t]{{2,60}}+(?!(?:{METHODS})\b)[^\d\s].*$)"
)
_BEFORE_CODE: Final = " \t\r|│>\"'`"
# The shape of a line that counts a code.
_COUNTS: Final = ("count", 0)
_UNITS: Final = {"k": 1e3, "K": 1e3, "M": 1e6, "만": 1e4, "천": 1e3}
# A title above the rows that calls their numbers statuses.
_TITLE: Final = compile_later(
    r"(?:status|response|http|edge)[\s_.-]?codes?|status(?:es)?\b|\bby\s(?:code|status)|response\.keyword"
    r"|^\W{0,4}codes?\W{1,60}(?:count|rows?|hits|requests|n\b|#)|(?:상태|응답)\s?(?:코드|값)"
    r"|状态码|ステータス|estado|statut",
    re.MULTILINE,
)
_TITLE_CHARACTERS: Final = 120
# A cell that has a code, and perhaps a remark: "404", "200 (empty)", "302!".
_CODE_CELL: Final = compile_later(
    r"[\s\"'`*(\[]{0,30}([1-5][0-9]{2})[\"'`*)\]!]{0,3}"
    r"(?:\s?(?:\([^()0-9]{1,40}\)|\+\s[^0-9]{1,30}))?\s{0,60}"
)
_NO_CODE: Final = frozenset(("", "-", "–", "—", "N/A", "n/a"))
# A cell with what was requested: a path, a URL, a host, or a method.
_ASKED: Final = compile_later(
    rf"[\s\"'`]{{0,30}}(?:(?:(?:{METHODS})\s+)?(?:https?://\S+|/(?:\S*|\s))"
    rf"|(?:{METHODS})\b|(?:[a-z][a-z0-9-]*\.){{2,6}}[a-z]{{2,12}}(?::[0-9]+|/\S*)?[\s\"'`]*$)"
)
# A path of a file: a number beside it may be the file's size.
_OF_FILES: Final = compile_later(
    r"[\s\"'`]{0,30}/(?:var|usr|home|etc|opt|tmp|mnt|dev|proc|data|root|srv|lib|backup|Users|media)\b"
)
# Titles of columns that compare outcomes: before and after, success and failure.
_OUTCOME_TITLES: Final = compile_later(
    r"\b(?:before|after|expected|actual|old|new|success|failure|response)\b"
    r"|기존|변경|기대|예상|실제|성공|실패|정상|응답"
)
_CSV_CELL: Final = compile_later(r"(\"[^\"\n]*\"|[^,\"\n]*)(?:,|$)")
_WORD: Final = compile_later(r"\S+")

_Cells = list[tuple[int, str]]


def read(text: str, lines: Sequence[Line]) -> None:
    """Find the statuses of tables without a header.

    `lines` are those lines of the text that contain a number of three digits.
    """
    if not lines or lines[0].shared.only_clear:
        return
    for run in _runs(text, lines):
        for shape, group in groupby(run, key=_shape):
            rows = list(group)
            if shape is None or len(rows) < MIN_ROWS:
                continue
            if shape is _COUNTS:
                _find_counts(text, rows)
            else:
                _find_columns(text, rows, shape[0])


def _shape(line: Line) -> tuple[str, int] | None:
    """Return what the rows of one table share: the separator of their cells, and a number.

    The number counts the separators or the words. It is 0 for CSV, where quoted cells may contain
    commas. Returns `_COUNTS` if the line counts a code, and None if the line is no row.
    """
    text = line.text
    if not any(number.code in KNOWN for number in line.numbers):
        return None
    first = line.numbers[0].start
    if not text[:first].strip(_BEFORE_CODE) and _COUNTED.match(text):
        return _COUNTS
    for separator in "|│\t":
        if separator in text:
            return separator, text.count(separator)
    if "/" not in text and "." not in text:
        return None
    if text.startswith('"') or text.count(",") > text.count(" "):
        return ",", 0
    return " ", len(text.split())


def _runs(text: str, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield each run of successive lines that may be rows. Drawn lines may be between them."""
    run: list[Line] = []
    last = -1
    for line in lines:
        if line.is_settled or not line.numbers or len(line.text) > MAX_CHARACTERS:
            continue
        if line.number - last != 1 and not (
            run
            and line.number - last == 2
            and ("|" in line.text or "│" in line.text)
            and _is_rule(text, run[-1], line)
        ):
            if len(run) >= MIN_ROWS:
                yield run
            run = []
        run.append(line)
        last = line.number
    if len(run) >= MIN_ROWS:
        yield run


def _is_rule(text: str, above: Line, below: Line) -> bool:
    between = text[above.offset + len(above.text) : below.offset]
    return not between.strip(_RULE) and between.strip() != ""


def _settle(line: Line, places: list[int]) -> None:
    """Add a row's statuses, and remove its other codes that have only weak evidence."""
    line.found = (line.found - line.weak).union(places)
    line.weak, line.is_settled, line.numbers = set(), True, []


def _find_counts(text: str, lines: Sequence[Line]) -> None:
    matches = [match for line in lines if (match := _COUNTED.match(line.text))]
    if _are_counts(text, lines, matches):
        for line, match in zip(lines, matches, strict=True):
            _settle(line, [match.start("code")])


def _are_counts(text: str, lines: Sequence[Line], matches: Sequence[re.Match[str]]) -> bool:
    """Return whether the lines' first numbers are codes, and the next ones their counts.

    The codes must be known and different. The lines must be sorted by falling counts or by rising
    codes, because columns of other numbers seldom are. With rising codes, the counts must fall at
    least once. Equal counts may follow each other.

    One code must be an error that is no multiple of 100. Without the code 200, there must be
    SURE_ROWS codes or more, and they must not be consecutive. In a text that isn't about HTTP, the
    counts must fall, and there must be SURE_ROWS codes or more, with 200 among them.

    If a title above the lines names statuses, three conditions are enough: the codes are known and
    different; the counts fall or the codes rise; one code is a success or over 400.
    """
    codes = [int(match["code"]) for match in matches]
    counts = [_count(match) for match in matches]
    if len(set(codes)) < len(codes) or not KNOWN.issuperset(codes):
        return False
    start = lines[0].offset
    titled = _TITLE.search(text[max(0, start - _TITLE_CHARACTERS) : start].lower()) is not None
    rise, fall = never_rises(codes[::-1]), never_rises(counts)
    if titled and (rise or fall):
        return any(code // 100 == 2 or code > 400 for code in codes)
    if not any(code > 400 and code % 100 for code in codes):
        return False
    if 200 not in codes and (len(codes) < SURE_ROWS or are_consecutive(codes)):
        return False
    if lines[0].about_http:
        return fall or (rise and not never_rises(counts[::-1]))
    return fall and 200 in codes and len(codes) >= SURE_ROWS


def _count(match: re.Match[str]) -> float:
    number = re.sub("[,' ]", "", match["count"])
    return float(number) * _UNITS.get(match["unit"] or "", 1)


def _find_columns(text: str, lines: Sequence[Line], separator: str) -> None:
    """Find the columns that hold only codes, among rows with the same number of cells."""
    split = [(line, _cells(line.text, separator)) for line in lines]
    for size, group in groupby(split, key=lambda row: len(row[1])):
        rows = list(group)
        if len(rows) < MIN_ROWS or not MIN_ROWS <= size <= MAX_CELLS:
            continue
        places = [_column([cells[at] for _, cells in rows]) for at in range(size)]
        columns = [column for column in places if column]
        if columns and _are_statuses(text, rows, columns, separator):
            for index, (line, _) in enumerate(rows):
                _settle(line, [found for column in columns if (found := column[index]) >= 0])


def _cells(line: str, separator: str) -> _Cells:
    """Return each cell of a line with its start."""
    if separator == " ":
        return [(each.start(), each[0]) for each in _WORD.finditer(line)]
    if separator == ",":
        return [(each.start(1), each[1]) for each in _CSV_CELL.finditer(line)]
    cells = line.split(separator)
    return list(zip(accumulate((len(cell) + 1 for cell in cells), initial=0), cells, strict=False))


def _column(cells: _Cells) -> list[int]:
    """Return the start of each row's code in a column; -1 for a row without a code.

    Returns an empty list if a cell has another value, or if too few rows have a code.
    """
    places = []
    for start, cell in cells:
        code = _CODE_CELL.fullmatch(cell)
        if code and int(code[1]) in KNOWN:
            places.append(start + code.start(1))
        elif cell.strip() in _NO_CODE:
            places.append(-1)
        else:
            return []
    return places if sum(place >= 0 for place in places) >= MIN_ROWS else []


def _are_statuses(
    text: str, rows: Sequence[tuple[Line, _Cells]], columns: Sequence[list[int]], separator: str
) -> bool:
    """Return whether the columns of codes hold statuses.

    Either each row says what was requested, or several columns hold successes and errors.
    """
    codes = [
        line.code(column[index])
        for column in columns
        for index, (line, _) in enumerate(rows)
        if column[index] >= 0
    ]
    if not any(code > 400 and code % 100 for code in codes):
        return False
    has_both = min(codes) < 400
    has_bars = separator in "|│"
    if len(columns) > 1 and has_bars and any(code // 100 == 2 for code in codes):
        start = rows[0][0].offset
        above = text[max(0, start - _TITLE_CHARACTERS) : start].lower()
        is_compared = len(set(codes)) < len(codes) or _OUTCOME_TITLES.search(above)
        if len(codes) >= MIN_CODES and is_compared:
            return True
    return (
        (len(columns) == 1 or has_bars)
        and (len(rows) >= SURE_ROWS or has_both or rows[0][0].about_http)
        and all(any(_ASKED.match(cell) for _, cell in cells) for _, cells in rows)
        and not any(_OF_FILES.match(cell) for _, cells in rows for _, cell in cells)
    )
