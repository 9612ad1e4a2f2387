"""What `teapot check` says of texts of errors that are wrong."""

from pathlib import Path

import pytest

from bot.errors import Complaint
from bot.knowledge.error_texts import with_errors
from bot.model import Knowledge

GOOD = """\
- product: Kong
  errors:
    503: [failure to get a peer]
    499/nginx: [the client left]
"""


def complaints(folder: Path, knowledge: Knowledge, text: str) -> list[str]:
    (folder / "data").mkdir()
    (folder / "data" / "errors.yaml").write_text(text, encoding="utf-8")
    found: list[Complaint] = []
    with_errors(knowledge.entries, folder / "data", found)
    return [str(each) for each in found]


def test_good_texts_are_not_complained_about(tmp_path: Path, knowledge: Knowledge) -> None:
    assert complaints(tmp_path, knowledge, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("503:", "599:", "data/errors.yaml:3: Kong: errors.599: is no entry's key"),
        ("499/nginx:", "nginx:", "data/errors.yaml:4: Kong: errors.nginx: is no entry's key"),
        ("a peer]", "a peer, failure to get a peer]", ":3: Kong: errors.503: says a text twice"),
        ("a peer]", "a peer, '']", ":3: Kong: errors.503[1]"),
        ("product", "maker", ":1: -: maker: is not a field"),
    ],
)
def test_a_wrong_text_is_complained_about_at_its_line(
    tmp_path: Path, knowledge: Knowledge, old: str, new: str, complaint: str
) -> None:
    found = complaints(tmp_path, knowledge, GOOD.replace(old, new, 1))
    assert any(complaint in each for each in found), found


def test_a_product_is_in_the_file_once(tmp_path: Path, knowledge: Knowledge) -> None:
    found = complaints(tmp_path, knowledge, GOOD + GOOD)
    assert found
    assert all("is given for this product twice" in each for each in found)
