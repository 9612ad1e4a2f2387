"""Whose code it is, who sent it, and the piece of the line that is shown."""

from bot.model import UnassignedCode
from bot.model.explanation import Sender
from bot.services.extract.excerpts import SHOWN_AFTER_CHARACTERS, SHOWN_BEFORE_CHARACTERS
from bot.services.extract.explain import explain
from bot.services.lookup.lookup import Lookup


def test_an_explanation_says_who_answered(lookup: Lookup) -> None:
    [each] = explain("HTTP/1.1 503 Service Unavailable\nServer: awselb/2.0", lookup)
    assert each.sender == Sender("AWS ELB")


def test_each_code_stands_once_in_order_of_its_first_place(lookup: Lookup) -> None:
    explained = explain("HTTP 502\nHTTP 404\nHTTP 502", lookup)
    assert [(each.mention.code, each.mention.line) for each in explained] == [(502, 1), (404, 2)]


def test_a_long_line_is_cut_on_both_sides(lookup: Lookup) -> None:
    [each] = explain("x" * 99 + " HTTP 502 " + "y" * 99, lookup)
    assert each.before.startswith("…")
    assert each.before.endswith("HTTP ")
    assert each.after.endswith("…")
    assert (len(each.before), len(each.after)) == (
        SHOWN_BEFORE_CHARACTERS + 1,
        SHOWN_AFTER_CHARACTERS + 1,
    )


def test_a_number_that_nobody_assigned_is_its_classs(lookup: Lookup) -> None:
    [each] = explain("HTTP 427", lookup)
    assert isinstance(each.result, UnassignedCode)
    assert each.entry.code == 400
