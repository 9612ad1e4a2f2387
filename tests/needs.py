"""What an empty machine lacks: tests that need it are skipped there, and say what to install."""

import pytest

from bot.cards.picture.fonts import can_draw

HAS_KOREAN = can_draw("가힣ㄱ")
needs_font = pytest.mark.skipif(
    not can_draw("a"), reason="no font on this machine (Debian: apt-get install fonts-dejavu-core)"
)
needs_korean = pytest.mark.skipif(
    not HAS_KOREAN, reason="no Korean font on this machine (Debian: apt-get install fonts-noto-cjk)"
)
