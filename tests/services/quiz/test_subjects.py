"""What is asked: only what has an answer that the card itself stands by."""

import re
from dataclasses import replace

from bot.model import Knowledge
from bot.model.entry import QuizLimits
from bot.services.lookup.lookup import Lookup
from bot.services.quiz.subjects import every_subject


def test_what_a_card_doubts_is_not_asked(lookup: Lookup) -> None:
    """That Apache sends 218, say, and that 450 is Microsoft's."""
    asked = {str(each) for each in every_subject(lookup.knowledge)}
    for key in ("218/Apache", "450/Microsoft", "598/proxies"):
        assert not asked & {f"meaning:{key}", f"sender:{key}"}
    for key in ("419/Spring", "420/Spring", "509/cPanel", "999/LinkedIn", "000/curl"):
        assert f"sender:{key}" not in asked
    assert "meaning:421/Spring" not in asked
    # IANA's registration of the name was temporary, and its date has passed.
    assert "name:104" not in asked
    # That AWS gives 460 no name is no reason not to ask whose number it is.
    assert "sender:460/AWS" in asked


def test_every_limit_of_an_entry_changes_something(knowledge: Knowledge) -> None:
    """Else it is left over from a summary or a doubt that has changed."""
    bare = replace(
        knowledge,
        entries=tuple(replace(entry, quiz=QuizLimits()) for entry in knowledge.entries),
    )
    possible = {(each.kind, each.key) for each in every_subject(bare)}
    for entry in knowledge.entries:
        if entry.quiz is not None:
            limited = {*entry.quiz.unasked, *entry.quiz.also}
            idle = [kind for kind in limited if (kind, entry.key) not in possible]
            assert not idle, (str(entry.key), idle)


def test_a_code_for_the_same_thing_is_true_as_well(knowledge: Knowledge) -> None:
    """What a card calls another code for the same event is no wrong answer for its meaning."""
    alike = re.compile(r"same event|(?:registered|standard) code", re.IGNORECASE)
    asked = {each.key for each in every_subject(knowledge) if each.kind == "meaning"}
    found = [
        (entry, f"{other.code:03}")
        for entry in knowledge.entries
        for other in entry.related
        if entry.key in asked and other.code != entry.code and alike.search(other.en)
    ]
    assert len(found) >= 10
    assert [
        (str(entry.key), code) for entry, code in found if code not in entry.also("meaning")
    ] == []
