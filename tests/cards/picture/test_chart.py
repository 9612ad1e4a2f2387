"""The chart of the leaderboard can be read: by its colours, its shapes and its letters."""

import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from bot.cards.picture import chart, fonts
from bot.cards.picture.chart import MEDALS, WIDTH, draw_chart
from bot.cards.picture.drawing import Bar
from bot.cards.picture.fonts import Face, plain, typeset
from tests.needs import HAS_KOREAN, needs_font, needs_korean

NAMES = (
    "김민준",
    "이서연",
    "박지훈",
    "최수아",
    "정도윤",
    "강하은",
    "뷁쀍",
    "ㅋㅋㅋ",
    "민준 (backend)",
)


def bar(
    rank: int = 4,
    points: int = 0,
    name: str = "a",
    *,
    change: int | None = None,
    asks: bool = False,
) -> Bar:
    return Bar(rank, name, points, change, asks)


def drawn(*bars: Bar, title: str = "Teapot", new_text: str | None = None) -> Image.Image:
    png = draw_chart(bars, title, new_text=new_text)
    assert png is not None
    with Image.open(io.BytesIO(png)) as image:
        assert image.format == "PNG"
        return image.convert("RGBA")


def middle(number: int) -> int:
    return chart.HEAD + chart.ROW * number + chart.ROW // 2


def row(image: Image.Image, number: int, left: int = 0, right: int = WIDTH) -> Image.Image:
    top = chart.HEAD + chart.ROW * number
    return image.crop((left, top, right, top + chart.ROW))


def rank_of(image: Image.Image, number: int) -> Image.Image:
    return row(image, number, chart.PAD, chart.PAD + chart.RANK_WIDTH)


def change_of(image: Image.Image, number: int) -> Image.Image:
    left = chart.PAD + chart.RANK_WIDTH + chart.GAP
    return row(image, number, left, left + chart.TRIANGLE)


def pixels(image: Image.Image, colour: str) -> int:
    """How many are of exactly this colour."""
    return unlike(image, colour).histogram()[0]


def unlike(image: Image.Image, colour: str) -> Image.Image:
    """Black where it has this colour."""
    plain_image = image.convert("RGB")
    difference = ImageChops.difference(plain_image, Image.new("RGB", image.size, colour))
    red, green, blue = difference.split()
    return ImageChops.lighter(red, ImageChops.lighter(green, blue))


def length(image: Image.Image, number: int) -> int:
    """Of the bar in this row, in pixels."""
    y = middle(number) + chart.BAR_HEIGHT // 2 - 10
    return pixels(image.crop((0, y, WIDTH, y + 1)), chart.BAR)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, "contrast ratio" and "relative luminance"."""

    def luminance(colour: str) -> float:
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (value / 255 for value in ImageColor.getrgb(colour)[:3])
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_text_is_told_from_its_ground() -> None:
    for text in (chart.TEXT, chart.MUTED, chart.CLIMBED, chart.FELL, chart.NEW):
        for ground in (chart.PANEL, chart.ASKER):
            assert contrast(text, ground) >= 4.5, (text, ground)
    for medal in MEDALS.values():
        assert contrast(chart.INK, medal) >= 4.5, medal


def test_every_bar_and_medal_is_told_from_its_ground() -> None:
    for colour in (chart.BAR, *MEDALS.values()):
        for ground in (chart.PANEL, chart.ASKER):
            assert contrast(colour, ground) >= 3, (colour, ground)


@needs_font
def test_bars_are_as_long_as_their_points() -> None:
    image = drawn(*(bar(points=points) for points in (9_000_000, 4_500_000, 2_250_000, 0)))
    longest = length(image, 0)
    assert longest > WIDTH // 2
    assert length(image, 1) == pytest.approx(longest / 2, abs=1)
    assert length(image, 2) == pytest.approx(longest / 4, abs=1)
    assert length(image, 3) == 0


@needs_font
def test_a_single_point_among_millions_is_seen() -> None:
    assert length(drawn(bar(points=9_999_999), bar(points=1)), 1) > 0


@needs_font
def test_the_longest_name_the_largest_points_and_change_leave_room_for_bars() -> None:
    widest = bar(1, 9_999_999, "뷁" * 32 if HAS_KOREAN else "W" * 32, change=-999, asks=True)
    image = drawn(widest, bar(points=9_999_999, name="W" * 32, change=999), title="W" * 100)
    assert length(image, 1) > WIDTH // 6
    assert pixels(image.crop((WIDTH - 20, 4, WIDTH - 4, image.height - 4)), chart.TEXT) == 0


@needs_font
@pytest.mark.parametrize("count", range(1, 11))
def test_one_to_ten_bars_have_a_row_each(count: int) -> None:
    image = drawn(*(bar(points=count - number) for number in range(count)))
    assert image.size == (WIDTH, chart.HEAD + count * chart.ROW + chart.FOOT)
    assert all(length(image, number) for number in range(count))


@needs_font
def test_only_the_first_ten_are_drawn() -> None:
    assert drawn(*[bar()] * 11).size == drawn(*[bar()] * 10).size


@needs_font
def test_those_who_tie_have_the_same_medal_and_the_fourth_has_none() -> None:
    image = drawn(*(bar(rank, 5) for rank in (1, 1, 3, 3, 3, 6)))
    medals = [rank_of(image, number) for number in range(6)]
    assert medals[0].tobytes() == medals[1].tobytes()
    assert medals[2].tobytes() == medals[3].tobytes() == medals[4].tobytes()
    for number, colour in ((0, MEDALS[1]), (2, MEDALS[3])):
        assert pixels(medals[number], colour) > 500
    assert not any(pixels(medals[5], colour) for colour in MEDALS.values())


@needs_font
def test_without_points_there_is_no_medal() -> None:
    image = drawn(bar(1, 5), bar(2, 0), bar(2, 0))
    medals = [rank_of(image, number) for number in range(3)]
    assert pixels(medals[0], MEDALS[1]) > 500
    assert not any(pixels(each, colour) for each in medals[1:] for colour in MEDALS.values())
    assert not any(pixels(rank_of(drawn(bar(1, 0)), 0), each) for each in MEDALS.values())


@needs_font
def test_climbing_and_falling_differ_in_shape_not_only_in_colour() -> None:
    image = drawn(bar(change=1), bar(change=-1), bar(change=0), bar())
    shapes = [
        unlike(change_of(image, number), chart.PANEL).point(lambda value: 255 if value else 0)
        for number in range(4)
    ]
    assert [shape.getbbox() is not None for shape in shapes] == [True, True, True, False]
    assert len({shape.tobytes() for shape in shapes}) == 4


@needs_font
def test_new_is_said_only_with_a_word_for_it() -> None:
    assert not pixels(drawn(bar()), chart.NEW)
    assert pixels(drawn(bar(), new_text="new"), chart.NEW)


@needs_font
def test_the_one_who_asked_stands_out() -> None:
    image = drawn(bar(), bar(asks=True), bar())
    grounds = [pixels(row(image, number), chart.ASKER) for number in range(3)]
    # An edge of a letter may have the same colour.
    assert max(grounds[0], grounds[2]) < WIDTH * chart.ROW // 500
    assert grounds[1] > WIDTH * chart.ROW // 2


@needs_font
def test_the_panel_covers_all_but_its_corners() -> None:
    image = drawn(bar())
    alpha = image.getchannel("A")
    right, bottom = image.width - 1, image.height - 1
    assert {alpha.getpixel(at) for at in ((0, 0), (right, 0), (0, bottom), (right, bottom))} == {0}
    assert alpha.crop((chart.CORNER, 0, right - chart.CORNER, bottom)).getextrema() == (255, 255)


@pytest.mark.slow
@needs_font
@given(st.text(max_size=60), st.text(max_size=60))
@example("Z" + "\u0300\u0335\u0316" * 40, "\u202eevil\u202c\u2066")
@example("🫖👩‍💻🏳️‍🌈", "﷽" * 5)
@example("\u3164\u115f\u2800", "\n\t\x00\x1b[31m")
@example("\udc80", "𒐫𒐫")
def test_any_text_stays_in_its_row(name: str, title: str) -> None:
    png = draw_chart([bar(name=name), bar(name=name, asks=True), bar(3, 7)], title, new_text=name)
    if png is None:
        assert not HAS_KOREAN
        return
    with Image.open(io.BytesIO(png)) as file:
        image = file.convert("RGBA")
        assert image.size == (WIDTH, chart.HEAD + 3 * chart.ROW + chart.FOOT)
        for y in (chart.HEAD, chart.HEAD + chart.ROW, chart.HEAD + 3 * chart.ROW + 2):
            strip = image.crop((4, y, WIDTH - 4, y + 2))
            assert pixels(strip, chart.PANEL) == strip.width * 2
        for x in (4, WIDTH - 18):
            strip = image.crop((x, chart.HEAD, x + 14, chart.HEAD + 3 * chart.ROW))
            assert pixels(strip, chart.PANEL) == strip.width * strip.height


@needs_font
@given(st.text(), st.integers(60, 400))
def test_any_line_is_as_narrow_as_asked(text: str, width: int) -> None:
    assert typeset(text, 38, width).width <= width


@needs_font
def test_what_was_cut_says_so() -> None:
    assert text_of("short") == "short"
    assert text_of("long " * 20).endswith("…")
    assert " …" not in text_of("long " * 20)


def text_of(text: str) -> str:
    return "".join(run for _, run in typeset(text, 38, 360).runs)


def glyph(face: Face, char: str) -> bytes:
    font = ImageFont.truetype(face.path, 38, index=face.index)
    image = Image.new("L", (96, 64))
    ImageDraw.Draw(image).text((8, 8), char, fill=255, font=font)
    return image.tobytes()


@needs_korean
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_bold", [False, True])
def test_every_letter_of_a_korean_name_is_drawn_and_none_is_a_box(name: str, is_bold: bool) -> None:
    for written in (name, unicodedata.normalize("NFD", name)):
        runs = typeset(written, 38, WIDTH, is_bold=is_bold).runs
        assert "".join(text for _, text in runs) == name
        for face, text in runs:
            box = glyph(face, "\U000efffe")
            assert all(glyph(face, char) != box for char in text)


@pytest.mark.slow
@needs_korean
def test_all_syllables_can_be_drawn() -> None:
    face = fonts.faces(is_bold=False)[0]
    assert all(fonts.has(face, chr(syllable)) for syllable in range(ord("가"), ord("힣") + 1))


@needs_font
def test_what_no_font_has_is_left_out() -> None:
    assert text_of("a \U0010ffff b") == "a b"
    assert text_of("\U0010ffff") == text_of("") == "—"
    assert text_of("\u3164\u115f") == "—"


@needs_font
def test_fancy_letters_are_read_as_plain_ones_where_no_font_has_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fonts, "has", lambda face, char: char.isascii())
    assert text_of("𝓚𝓲𝓶") == "Kim"


def test_what_is_not_seen_is_not_drawn() -> None:
    assert plain("\u202eabc\u2069\u200b\ufeff") == "abc"
    assert plain("a\n\tb\x00\x1b") == "a b"
    assert plain("❤\ufe0f") == "❤"
    assert plain("김") == "김"


def test_no_letter_carries_more_than_two_marks() -> None:
    assert fonts.clusters("Z" + "\u0335" * 40 + "a") == ["Z\u0335\u0335", "a"]
    assert fonts.clusters("\u0335a \u0335") == ["a", " "]


def test_without_a_font_there_is_no_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "faces", lambda *, is_bold: ())
    assert draw_chart([bar()], "Teapot") is None


@needs_font
def test_without_a_korean_font_there_is_a_chart_only_of_what_can_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    latin = tuple(face for face in fonts.faces(is_bold=True) if not fonts.has(face, "가"))
    if not latin:
        pytest.skip("no font without Hangul (Debian: apt-get install fonts-dejavu-core)")
    monkeypatch.setattr(fonts, "faces", lambda *, is_bold: latin)
    assert draw_chart([bar()], "Teapot", new_text="new")
    assert draw_chart([bar(name="김민준")], "Teapot") is None
    assert draw_chart([bar()], "백엔드") is None
    assert draw_chart([bar()], "Teapot", new_text="신규") is None


def test_a_broken_file_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "nanumgothic.TTF").write_bytes(b"no font")
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path), str(tmp_path / "not there")))
    assert fonts.faces.__wrapped__(is_bold=False) == ()


def test_of_a_collection_the_korean_face_is_taken() -> None:
    collections = [face for face in fonts.faces(is_bold=True) if "NotoSansCJK-Bold" in face.path]
    if not collections:
        pytest.skip("no font for several countries (Debian: apt-get install fonts-noto-cjk)")
    for face in collections:
        font = ImageFont.truetype(face.path, 20, index=face.index)
        assert font.getname() == ("Noto Sans CJK KR", "Bold")
