"""What an empty machine lacks: tests that need it are skipped there, and say what to install."""

import pytest

from bot.cards.picture.fonts import can_draw
from tests.playground.browsing import CHROMIUM

HAS_KOREAN = can_draw("가힣ㄱ")
needs_font = pytest.mark.skipif(
    not can_draw("a"), reason="no font on this machine (Debian: apt-get install fonts-dejavu-core)"
)
needs_korean = pytest.mark.skipif(
    not HAS_KOREAN, reason="no Korean font on this machine (Debian: apt-get install fonts-noto-cjk)"
)
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None,
    reason="no Chromium on this machine (Debian: apt-get install chromium-headless-shell)",
)
