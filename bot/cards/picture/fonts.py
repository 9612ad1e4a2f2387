"""Lays out text in the machine's fonts, so that no character is drawn as a box.

Teapot ships no font, since Korean fonts take megabytes. It searches the usual font folders.
"""

import functools
import math
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "${HOME}/.local/share/fonts",
    "${HOME}/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "${HOME}/Library/Fonts",
    "${WINDIR}/Fonts",
    "${LOCALAPPDATA}/Microsoft/Windows/Fonts",
)
# Regular and bold, in order of preference. The Korean fonts come first. DejaVu and the fonts below
# it draw the characters that the Korean fonts lack. If a font has one file for both weights, or has
# only one weight, that file is named twice.
FILES = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("NotoSansCJK-VF.ttc", "NotoSansCJK-VF.ttc"),
    ("NotoSansCJKkr-Regular.otf", "NotoSansCJKkr-Bold.otf"),
    ("NotoSansKR-Regular.otf", "NotoSansKR-Bold.otf"),
    ("NotoSansKR-Regular.ttf", "NotoSansKR-Bold.ttf"),
    ("NotoSansKR-VF.ttf", "NotoSansKR-VF.ttf"),
    ("AppleSDGothicNeo.ttc", "AppleSDGothicNeo.ttc"),
    ("malgun.ttf", "malgunbd.ttf"),
    ("NanumGothic.ttf", "NanumGothicBold.ttf"),
    ("UnDotum.ttf", "UnDotumBold.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("segoeui.ttf", "segoeuib.ttf"),
    ("Arial Unicode.ttf", "Arial Unicode.ttf"),
)
MAX_FACES_OF_A_FILE = 20
NOTHING = "—"  # replaces a text that no font can draw
MAX_CHARACTERS = 300
# Marks on one letter. Thai and Vietnamese need two; more marks would climb out of the line.
MAX_MARKS = 2
VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
# Unicode guarantees that this code point is never a character. So every font draws it as the box of
# a missing character.
NEVER_A_CHARACTER = "\U0010ffff"
OVERHANG_PX = 6  # how far a glyph's ink may reach beyond its advance


@dataclass(frozen=True, slots=True)
class Face:
    """One font of a file, in one weight."""

    path: str
    index: int
    is_bold: bool


@dataclass(frozen=True, slots=True)
class TextRun:
    """A text that is ready to draw, `width` pixels wide."""

    runs: tuple[tuple[Face, str], ...]
    size: int

    @property
    def width(self) -> int:
        return math.ceil(sum(_font(face, self.size).getlength(text) for face, text in self.runs))

    def draw(
        self, canvas: Image.Image, left: int, middle: int, colour: str, *, height: int
    ) -> None:
        """Draw the text with its capitals centred on `middle`.

        Marks that reach beyond `height` are cut off.
        """
        mask = Image.new("L", (self.width + 2 * OVERHANG_PX, height))
        brush = ImageDraw.Draw(mask)
        x, baseline = float(OVERHANG_PX), height // 2 + self._capitals() // 2
        for face, text in self.runs:
            font = _font(face, self.size)
            brush.text((x, baseline), text, fill=255, font=font, anchor="ls")
            x += font.getlength(text)
        canvas.paste(colour, (left - OVERHANG_PX, middle - height // 2), mask)

    def _capitals(self) -> int:
        """Return the height of capitals in the first font."""
        if not self.runs:
            return 0
        return -int(_font(self.runs[0][0], self.size).getbbox("H", anchor="ls")[1])


def can_draw(text: str) -> bool:
    """Return False if the machine has no font, or no font for some Hangul letter of `text`.

    Other characters don't matter: typeset() leaves out those that no font has.
    """
    found = faces(is_bold=False)
    hangul = {char for char in plain(text) if "가" <= char <= "힣" or "ㄱ" <= char <= "ㅣ"}
    return bool(found) and all(any(has(face, char) for face in found) for char in hangul)


def typeset(text: str, size: int, width: int, *, is_bold: bool = False) -> TextRun:
    """Return a text that is ready to draw, cut with "…" if it is wider than `width` pixels.

    A text that no font can draw becomes a dash.
    """
    found = faces(is_bold=is_bold)
    drawable = _drawable(text, found) or _drawable(NOTHING, found)
    line = TextRun(_runs(drawable), size)
    dots = _drawable("…", found)
    while drawable and line.width > width:
        drawable.pop()
        while drawable and drawable[-1][1] == " ":
            drawable.pop()
        line = TextRun(_runs([*drawable, *dots]), size)
    return line


def plain(text: str) -> str:
    """Return a text in one line and in NFC, without controls, joiners and direction marks."""
    spaced = (" " if char.isspace() else char for char in text[:MAX_CHARACTERS])
    seen = "".join(
        char
        for char in spaced
        if unicodedata.category(char)[0] != "C" and char not in VARIATION_SELECTORS
    )
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def clusters(text: str) -> list[str]:
    """Return each character with at most MAX_MARKS of its marks."""
    found: list[str] = []
    for char in text:
        if not unicodedata.category(char).startswith("M"):
            found.append(char)
        elif found and found[-1] != " " and len(found[-1]) <= MAX_MARKS:
            found[-1] += char
    return found


@functools.cache
def faces(*, is_bold: bool) -> tuple[Face, ...]:
    """Return the machine's fonts by preference. A new font is found only after a restart."""
    files = _files()
    # A preferred family in the wrong weight is better than the next family.
    wanted = (name.casefold() for pair in FILES for name in (pair[is_bold], pair[not is_bold]))
    found = (_face(files[name], is_bold=is_bold) for name in wanted if name in files)
    return tuple(dict.fromkeys(face for face in found if face is not None))


@functools.lru_cache(maxsize=8192)
def has(face: Face, char: str) -> bool:
    """Return whether a font has a visible glyph for a character.

    Pillow doesn't tell, so the glyph is compared with the font's box for a missing character.
    """
    image = _alone(face, char)
    return image.getbbox() is not None and image.tobytes() != _missing(face)


def _files() -> dict[str, Path]:
    files: dict[str, Path] = {}
    for folder in FOLDERS:
        for parent, _, names in os.walk(os.path.expandvars(folder)):
            for name in names:
                files.setdefault(name.casefold(), Path(parent, name))
    return files


def _face(path: Path, *, is_bold: bool) -> Face | None:
    """Return a file's best face, or None if the file is broken.

    In a collection, the Korean face is best, because it draws Hanja as Korea does.
    """
    style = "Bold" if is_bold else "Regular"
    best: tuple[tuple[bool, bool], Face] | None = None
    for index in range(MAX_FACES_OF_A_FILE):
        try:
            family, named = ImageFont.truetype(str(path), 20, index=index).getname()
        except OSError:  # no face has this index
            break
        fitness = ((family or "").endswith("KR"), named == style)
        if best is None or fitness > best[0]:
            best = fitness, Face(str(path), index, is_bold)
    return best and best[1]


@functools.lru_cache(maxsize=128)
def _font(face: Face, size: int, engine: ImageFont.Layout | None = None) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(face.path, size, index=face.index, layout_engine=engine)
    try:
        axes = font.get_variation_axes()
    except OSError:  # not a variable font
        return font
    weight = 700 if face.is_bold else 400
    values = (weight if axis["name"] == b"Weight" else axis["default"] for axis in axes)
    font.set_variation_by_axes([float(value or 0) for value in values])
    return font


def _alone(face: Face, char: str) -> Image.Image:
    # The basic layout neither replaces nor combines characters.
    font = _font(face, 24, ImageFont.Layout.BASIC)
    image = Image.new("L", (64, 48))
    ImageDraw.Draw(image).text((16, 32), char, fill=255, font=font, anchor="ls")
    return image


@functools.lru_cache(maxsize=128)
def _missing(face: Face) -> bytes:
    return _alone(face, NEVER_A_CHARACTER).tobytes()


def _drawable(text: str, found: Sequence[Face]) -> list[tuple[Face | None, str]]:
    """Return each drawable cluster with the first face that has it. A space has no face."""
    drawable: list[tuple[Face | None, str]] = []
    for cluster in clusters(plain(text)):
        if cluster == " ":
            if drawable and drawable[-1][0] is not None:
                drawable.append((None, cluster))
        else:
            drawable += _first(cluster, found)
    while drawable and drawable[-1][0] is None:
        drawable.pop()
    return drawable


def _first(cluster: str, found: Sequence[Face]) -> list[tuple[Face | None, str]]:
    """Return the first form of a cluster that a face has, with the face; [] if there is none.

    There are three forms: the whole cluster, its letter without marks, and that letter made
    plain (K for 𝓚).
    """
    for text in (cluster, cluster[0], unicodedata.normalize("NFKC", cluster[0])):
        for face in found:
            if all(has(face, char) for char in text):
                return [(face, text)]
    return []


def _runs(drawable: Sequence[tuple[Face | None, str]]) -> tuple[tuple[Face, str], ...]:
    """Join neighbouring clusters of one face, so that Arabic letters, for example, stay joined."""
    runs: list[tuple[Face, str]] = []
    for face, text in drawable:
        if runs and face in (None, runs[-1][0]):
            runs[-1] = (runs[-1][0], runs[-1][1] + text)
        elif face is not None:
            runs.append((face, text))
    return tuple(runs)
