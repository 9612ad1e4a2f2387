"""What `teapot check` says of searches that are wrong."""

from pathlib import Path

import pytest

from bot.errors import Complaint
from bot.knowledge.searches import with_searches
from bot.model import Key, Knowledge

GOOD = """\
- answers: [503]
  searches: [is the shop closed for good, 가게가 문을 닫았나요]
- answers: [503, 499/nginx]
  searches: [nobody waits so long]
"""


def complaints(folder: Path, knowledge: Knowledge, text: str) -> list[str]:
    found: list[Complaint] = []
    _write(folder, text)
    with_searches(knowledge.entries, folder / "data", found)
    return [str(each) for each in found]


def _write(folder: Path, text: str) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "searches.yaml").write_text(text, encoding="utf-8")


def test_each_entry_that_answers_has_the_searches(tmp_path: Path, knowledge: Knowledge) -> None:
    _write(tmp_path, GOOD)
    found: list[Complaint] = []
    entries = with_searches(knowledge.entries, tmp_path / "data", found)
    asked = {entry.key: entry.searches for entry in entries}
    assert found == []
    assert asked[Key(503)] == (
        "is the shop closed for good",
        "가게가 문을 닫았나요",
        "nobody waits so long",
    )
    assert asked[Key(499, "nginx")] == ("nobody waits so long",)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("[503]", "[599]", "data/searches.yaml:1: 599: answers: 599 is no entry's key"),
        ("499/nginx", "nginx", "data/searches.yaml:3: 503, nginx: answers: nginx is no entry's"),
        ("nobody waits so long", "Is the shop closed for good", ":4: 503, 499/nginx: searches: "),
        ("[503]", "[]", ":1: -: answers: has 0 items; it can have 1 to 4"),
        ("nobody waits so long", "", "searches: has 0 items; it can have 1 or more"),
        ("nobody waits so long", "''", ":4: -: searches[0]"),
        ("nobody waits so long", "a" * 111, ":4: -: searches[0]"),
        ("searches", "asked", ":2: -: asked: is not a field"),
    ],
)
def test_a_wrong_search_is_complained_about_at_its_line(
    tmp_path: Path, knowledge: Knowledge, old: str, new: str, complaint: str
) -> None:
    found = complaints(tmp_path, knowledge, GOOD.replace(old, new, 1))
    assert any(complaint in each for each in found), found
