"""Both languages say the same things."""

import re
import shutil
from pathlib import Path

import pytest

from bot.errors import SourceError
from bot.texts import LOCALES, Texts, load_texts

BOT = LOCALES.parent


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LOCALES, tmp_path / "bot" / "locales"))


def test_a_key_missing_in_one_language_is_named_with_its_line(locales: Path) -> None:
    path = locales / "ko.yaml"
    path.write_text(
        re.sub(r"(?m)^  nothing:.*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    with pytest.raises(SourceError) as caught:
        load_texts(locales)
    (complaint,) = map(str, caught.value.complaints)
    assert re.fullmatch(
        r"bot/locales/en.yaml:\d+: lookup.nothing: -: is missing in ko.yaml", complaint
    )


def test_other_placeholders_are_named(locales: Path) -> None:
    path = locales / "ko.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("{limit}", "{count}"), encoding="utf-8"
    )
    with pytest.raises(SourceError, match="other placeholders"):
        load_texts(locales)


def test_no_text_is_left_that_nothing_says(texts: Texts) -> None:
    """A key stands in the code as a whole, or is made there from a prefix."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in BOT.rglob("*.py"))
    prefixes = ("command.", "class.", "thumb.", "facts.", "constants.", "card.", "language.")
    unsaid = [key for key in texts.all_keys if f'"{key}"' not in code]
    assert [key for key in unsaid if not key.startswith(prefixes)] == []
