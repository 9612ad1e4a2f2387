"""The content of the leaderboard's picture, and the function with which a worker process draws it.

Pillow is imported inside that function, because the bot's own process imports this module too, and
Pillow would delay its start.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    rank: int  # equal for equal points
    name: str  # a display name: any Unicode
    points: int
    # Ranks gained (+) or lost (-) since the period before; None if the person had no rank then.
    change: int | None
    is_asker: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The content of the picture. `new_text` is the text beside the bar of a new person."""

    bars: tuple[Bar, ...]
    title: str
    new_text: str | None


def draw(chart: Chart) -> bytes | None:
    """Return a PNG, or None if this machine's fonts can't draw the texts."""
    from bot.cards.picture.chart import draw_chart

    return draw_chart(chart.bars, chart.title, new_text=chart.new_text)
