"""Draws the leaderboard's picture: the first ten people with their points as bars.

Discord shows the picture 350 to 550 pixels wide. The picture is drawn twice as wide, in large
letters. The background is always dark, because the reader's theme is unknown.
"""

import functools
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageColor, ImageDraw

from bot.cards.picture.drawing import Bar
from bot.cards.picture.fonts import TextRun, can_draw, typeset

# The contrast of each text to its background is at least 4.5 : 1 (WCAG 2.2, 1.4.3), and that of
# each bar at least 3 : 1 (1.4.11). The tests check both.
PANEL = "#1b1f2a"
ASKER = "#303850"  # background of the asker's row
EDGE = "#39415a"  # separates the panel from a dark theme
TEXT = "#f4f5f8"
MUTED = "#a9b1c6"
CLIMBED = "#5fd38d"
FELL = "#ff9a8d"
NEW = "#8cc8ff"
BAR = "#6f86d6"
MEDALS = {1: "#f7c948", 2: "#cbd3df", 3: "#e09a62"}
RIBBONS = {1: "#c2410c", 2: "#64748b", 3: "#8a4b2a"}
INK = "#20180a"  # the number on a medal

# All sizes are in pixels.
WIDTH, PAD, GAP = 1100, 36, 20
HEAD, ROW, FOOT = 104, 64, 22
CORNER, SHARPNESS = 28, 4
TITLE_SIZE, NAME_SIZE, NUMBER_SIZE, CHANGE_SIZE = 42, 38, 36, 32
RANK_WIDTH, TRIANGLE = 56, 22
MOST_CHANGE_WIDTH, MOST_NAME_WIDTH, MOST_POINTS_WIDTH = 120, 360, 240
BAR_HEIGHT, LEAST_BAR, MEDAL = 34, 4, 44
MOST_BARS = 10
# A palette makes the file three times smaller and its encoding twice as fast. The edges of letters
# look the same.
COLOURS = 64
# Pillow's octree method mixes the few transparent pixels of the round corners into the opaque edge.
# So an alpha above OPAQUE is set back to 255.
OPAQUE = 250
OWN_COLOURS = (PANEL, ASKER, TEXT, MUTED, CLIMBED, FELL, NEW, BAR, INK, *MEDALS.values())


@dataclass(frozen=True, slots=True)
class _Row:
    """The texts of a row, ready to draw."""

    bar: Bar
    name: TextRun
    points: TextRun
    change: TextRun | None

    @property
    def change_width(self) -> int:
        if self.change is None:
            return 0
        return self.change.width + (TRIANGLE + 6 if self.bar.change else 0)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The left edge of each column, and the length of the longest bar."""

    change: int
    name: int
    bar: int
    longest: int


def draw_chart(bars: Sequence[Bar], title: str, *, new_text: str | None = None) -> bytes | None:
    """Return a PNG, 1,100 pixels wide, or None if this machine can't draw the texts.

    The machine can't draw the texts if it has no font, or if the texts have a Hangul letter that no
    font has. Other characters that no font has are left out. A long name is cut. If a bar's
    `change` is None, the person is new, and `new_text` stands before the name.
    """
    shown = bars[:MOST_BARS]
    if not all(map(can_draw, (title, new_text or "", *(bar.name for bar in shown)))):
        return None
    rows = [_row(bar, new_text) for bar in shown]
    columns = _columns(rows)
    most = max((bar.points for bar in shown), default=0)
    canvas = _panel(HEAD + ROW * len(rows) + FOOT)
    heading = typeset(title, TITLE_SIZE, WIDTH - 2 * PAD, is_bold=True)
    heading.draw(canvas, PAD, HEAD // 2 + 2, TEXT, height=HEAD - 16)
    for number, row in enumerate(rows):
        _draw_row(canvas, HEAD + ROW * number, row, columns, most)
    file = io.BytesIO()
    _with_palette(canvas).save(file, "PNG", compress_level=4)
    return file.getvalue()


def _row(bar: Bar, new_text: str | None) -> _Row:
    change = new_text if bar.change is None else str(abs(bar.change)) if bar.change else ""
    return _Row(
        bar,
        typeset(bar.name, NAME_SIZE, MOST_NAME_WIDTH, is_bold=bar.is_asker),
        typeset(f"{bar.points:,}", NUMBER_SIZE, MOST_POINTS_WIDTH, is_bold=True),
        typeset(change, CHANGE_SIZE, MOST_CHANGE_WIDTH, is_bold=True) if change else None,
    )


def _columns(rows: Sequence[_Row]) -> _Columns:
    """Return the columns, as narrow as their texts. The bars get the rest of the width."""
    change_width = max((row.change_width for row in rows), default=0)
    if not change_width and any(row.bar.change == 0 for row in rows):
        change_width = TRIANGLE
    change = PAD + RANK_WIDTH + GAP
    name = change + (change_width + GAP if change_width else 0)
    bar = name + max((row.name.width for row in rows), default=0) + GAP
    points = max((row.points.width for row in rows), default=0)
    return _Columns(change, name, bar, WIDTH - PAD - points - GAP - bar)


def _draw_row(canvas: Image.Image, top: int, row: _Row, columns: _Columns, most: int) -> None:
    middle = top + ROW // 2
    if row.bar.is_asker:
        _rounded(canvas, ASKER, PAD // 2, top + 2, WIDTH - PAD, ROW - 4, 16)
    _draw_rank(canvas, middle, row.bar)
    _draw_change(canvas, columns.change, middle, row)
    row.name.draw(canvas, columns.name, middle, TEXT, height=ROW - 4)
    length = bar_length(row.bar.points, most, columns.longest)
    if length:
        colour = MEDALS.get(row.bar.rank, BAR)
        _rounded(canvas, colour, columns.bar, middle - BAR_HEIGHT // 2, length, BAR_HEIGHT, 9)
    after = columns.bar + (length + GAP if length else 0)
    row.points.draw(canvas, after, middle, TEXT, height=ROW - 4)


def bar_length(points: int, most: int, longest: int) -> int:
    """Return a bar's length, in proportion to the most points; 0 for no points."""
    return max(LEAST_BAR, round(longest * points / most)) if points > 0 else 0


def _draw_rank(canvas: Image.Image, middle: int, bar: Bar) -> None:
    """Draw the rank's number, on a medal for ranks 1 to 3 with points."""
    rank, colour, centre = bar.rank, MUTED, middle
    if rank in MEDALS and bar.points > 0:
        colour, centre = INK, middle + 5
        left = PAD + (RANK_WIDTH - MEDAL) // 2
        canvas.paste(RIBBONS[rank], (left, middle - 28), _shape(MEDAL, 24, _ribbon))
        canvas.paste(MEDALS[rank], (left, centre - MEDAL // 2), _shape(MEDAL, MEDAL, _disc))
    number = typeset(str(rank), NUMBER_SIZE - 4, RANK_WIDTH + GAP, is_bold=True)
    number.draw(canvas, PAD + (RANK_WIDTH - number.width) // 2, centre, colour, height=ROW - 12)


def _draw_change(canvas: Image.Image, left: int, middle: int, row: _Row) -> None:
    """Draw a triangle for a change of rank, a dash for no change, or the word for a new person.

    The three differ in shape as well as in colour.
    """
    change = row.bar.change
    if change == 0:
        _rounded(canvas, MUTED, left, middle - 2, TRIANGLE, 5, 2)
        return
    if row.change is None:
        return
    colour = NEW
    if change is not None:
        colour, draw = (CLIMBED, _up) if change > 0 else (FELL, _down)
        canvas.paste(colour, (left, middle - 10), _shape(TRIANGLE, 20, draw))
        left += TRIANGLE + 6
    row.change.draw(canvas, left, middle, colour, height=ROW - 4)


def _panel(height: int) -> Image.Image:
    """Return a rounded panel with a thin edge on a transparent background."""
    canvas = Image.new("RGBA", (WIDTH, height), f"{EDGE}00")
    _rounded(canvas, EDGE, 0, 0, WIDTH, height, CORNER)
    _rounded(canvas, PANEL, 2, 2, WIDTH - 4, height - 4, CORNER - 2)
    return canvas


def _with_palette(canvas: Image.Image) -> Image.Image:
    """Reduce the colours to a palette. Pillow moves OWN_COLOURS a little; put them back."""
    reduced = canvas.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    flat = reduced.getpalette("RGBA") or []
    palette = [
        (*flat[start : start + 3], 255 if flat[start + 3] > OPAQUE else flat[start + 3])
        for start in range(0, len(flat), 4)
    ]
    for colour in OWN_COLOURS:
        own = (*ImageColor.getrgb(colour), 255)
        distances = [max(map(abs, map(int.__sub__, own, each))) for each in palette]
        nearest = min(range(len(palette)), key=distances.__getitem__)
        if distances[nearest] <= 2:
            palette[nearest] = own
    reduced.putpalette([value for each in palette for value in each], "RGBA")
    return reduced


Draw = Callable[[ImageDraw.ImageDraw, int, int], None]


@functools.lru_cache(maxsize=64)
def _shape(width: int, height: int, draw: Draw) -> Image.Image:
    """Return a mask with smooth edges. Pillow draws hard edges, so draw large and then reduce."""
    large = Image.new("L", (width * SHARPNESS, height * SHARPNESS))
    draw(ImageDraw.Draw(large), large.width - 1, large.height - 1)
    return large.reduce(SHARPNESS)


def _rounded(
    canvas: Image.Image, colour: str, left: int, top: int, width: int, height: int, radius: int
) -> None:
    """Draw a filled rectangle with round corners. Only the corners need a mask."""
    radius = min(radius, width // 2, height // 2)
    right, bottom = left + width, top + height
    disc = _shape(2 * radius, 2 * radius, _disc)
    for x in (left, right - 2 * radius):
        for y in (top, bottom - 2 * radius):
            canvas.paste(colour, (x, y), disc)
    canvas.paste(colour, (left + radius, top, right - radius, bottom))
    canvas.paste(colour, (left, top + radius, right, bottom - radius))


def _disc(brush: ImageDraw.ImageDraw, right: int, bottom: int) -> None:
    brush.ellipse((0, 0, right, bottom), fill=255)


def _up(brush: ImageDraw.ImageDraw, right: int, bottom: int) -> None:
    brush.polygon(((0, bottom), (right / 2, 0), (right, bottom)), fill=255)


def _down(brush: ImageDraw.ImageDraw, right: int, bottom: int) -> None:
    brush.polygon(((0, 0), (right / 2, bottom), (right, 0)), fill=255)


def _ribbon(brush: ImageDraw.ImageDraw, right: int, bottom: int) -> None:
    """Draw two bands that meet behind the medal."""
    for side in (0, 1):
        xs = (0.04, 0.36, 0.62, 0.40)
        a, b, c, d = ((1 - x if side else x) * right for x in xs)
        brush.polygon(((a, 0), (b, 0), (c, bottom), (d, bottom)), fill=255)
