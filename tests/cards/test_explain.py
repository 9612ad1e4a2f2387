"""The card of a text's codes, and the terminal's text, from summaries made by hand."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.explain import MAX_IN_BRIEF, MAX_IN_FULL_OF_MORE, explained_card
from bot.cards.layout import COLOURS
from bot.model import LANGUAGES, Language
from bot.model.explanation import CodeCount, Summary
from bot.services.extract.explain import explain
from bot.services.extract.summary.summarise import summarise
from bot.services.lookup.lookup import Lookup
from bot.terminal.explained_text import explained_text
from bot.texts import Texts
from tests.discord_limits import components, layout_problems

FIRST, LAST = "24/Nov/2026:02:11:09 +0000", "24/Nov/2026:02:48:51 +0000"
HARMLESS = re.compile(r"\\.|`[^`\n]+`")  # what is escaped, and inline code


def counted(
    code: int,
    count: int = 1,
    *,
    lines: tuple[int, int] = (1, 1),
    at: tuple[str | None, str | None] = (None, None),
    paths: tuple[tuple[str, int], ...] = (),
    sender: str | None = None,
) -> CodeCount:
    return CodeCount(code, None, sender, None, count, *lines, *at, paths)


INCIDENT = Summary(
    10_000,
    (
        counted(
            502, 1_204, lines=(3, 9_981), at=(FIRST, LAST), sender="nginx",
            paths=(("/v1/orders", 800), ("/v1/payments", 300), ("/health", 104)),
        ),
        counted(404, 37, lines=(41, 9_000), at=(FIRST, LAST), paths=(("/favicon.ico", 37),)),
        counted(304, 12, lines=(5, 80), at=(FIRST, LAST)),
        counted(200, 8_747, lines=(1, 10_000), at=(FIRST, LAST)),
    ),
)  # fmt: skip


def shown(summary: Summary, lookup: Lookup, texts: Texts, language: Language = "en") -> str:
    view = explained_card(explain(summary, lookup), summary.lines, texts.voice(language))
    return "\n".join(part["content"] for part in parts(view) if part["type"] == 10)


def test_a_files_name_is_no_markdown(lookup: Lookup, texts: Texts) -> None:
    named = replace(counted(502, 2, lines=(1, 9)), first_file="**a**.log", last_file="<@1>.log")
    said = shown(Summary(9, (named,)), lookup, texts)
    assert r"Lines 1 in \*\*a\*\*.log and 9 in \<\@1>.log" in said


def parts(view: Any) -> list[dict[str, Any]]:
    tree = view.to_components()
    assert list(layout_problems(tree)) == []
    return list(components(tree))


def in_terminal(
    summary: Summary, lookup: Lookup, texts: Texts, language: Language = "en"
) -> list[str]:
    voice = texts.in_terminal().voice(language)
    return explained_text(explain(summary, lookup), summary.lines, voice).splitlines()


def test_a_log_begins_with_its_worst_code(lookup: Lookup, texts: Texts) -> None:
    view = explained_card(explain(INCIDENT, lookup), INCIDENT.lines, texts.voice("en"))
    said = [part["content"] for part in parts(view) if part["type"] == 10]
    assert said[0].splitlines() == [
        "### 502 Bad Gateway ×1,204",
        r"-# First line 3, last 9,981 · 02\:11\:09–02\:48\:51",
        "-# `/v1/orders` ×800 · `/v1/payments` ×300 · `/health` ×104",
        "The proxy could not get a valid response from the app behind it.",
        "`client → proxy [502] ✕ app`",
        "-# Sent by nginx",
        "-# Check first: An app that is down, restarting or on another port: see if it is running",
    ]
    assert said[1].splitlines()[0] == "### 404 Not Found ×37"
    assert said[2].splitlines() == [
        "-# Also: 304 ×12 · 200 ×8,747",
        "-# 10,000 lines in all · 24/Nov/2026 +0000",
    ]
    assert parts(view)[0]["accent_color"] == COLOURS[5]


def test_the_terminal_says_the_same_with_a_bar_for_each_count(lookup: Lookup, texts: Texts) -> None:
    said = in_terminal(INCIDENT, lookup, texts)
    assert said[:8] == [
        "502 Bad Gateway",
        "  ███ 1,204 times · first line 3, last 9,981",
        "  24/Nov/2026:02:11:09–02:48:51 +0000",
        "  /v1/orders ×800 · /v1/payments ×300 · /health ×104",
        "  The proxy could not get a valid response from the app behind it.",
        "  client → proxy [502] ✕ app",
        "  Sent by nginx",
        "  Check first: An app that is down, restarting or on another port: see if it is running",
    ]
    assert said[-4:] == ["Also:", "  304 █ 12", f"  200 {'█' * 20} 8,747", "10,000 lines in all"]


def test_it_is_said_in_korean(lookup: Lookup, texts: Texts) -> None:
    said = shown(INCIDENT, lookup, texts, "ko")
    assert "### 502 Bad Gateway · 잘못된 게이트웨이 ×1,204" in said
    assert "-# 줄: 처음 3, 마지막 9,981 · " in said
    assert "-# 그 외: 304 ×12 · 200 ×8,747\n-# 총 10,000줄 · 24/Nov/2026 +0000" in said
    assert "  ███ 1,204회 · 줄: 처음 3, 마지막 9,981" in in_terminal(INCIDENT, lookup, texts, "ko")


@pytest.mark.parametrize(
    ("text", "en", "ko"),
    [
        ("\nHTTP 502\n\n", "line 2", "2번째 줄"),
        ("\nHTTP 502\n\nok\nHTTP 502\n", "lines 2 and 5", "2, 5번째 줄"),
        ("\nHTTP 502, then HTTP 502 again\n", "line 2", "2번째 줄"),
        (
            "\nHTTP 502\nHTTP 502\n\nHTTP 502\n",
            "first line 2, last 5",
            "줄: 처음 2, 마지막 5",
        ),
    ],
)
def test_no_line_is_named_that_lacks_the_code(
    lookup: Lookup, texts: Texts, text: str, en: str, ko: str
) -> None:
    summary = summarise(text)
    for language, said in zip(LANGUAGES, (en, ko), strict=True):
        place = f"{said[:1].upper()}{said[1:]}"
        assert f"\n-# {place}\n" in shown(summary, lookup, texts, language)
        first = in_terminal(summary, lookup, texts, language)[1]
        assert first.partition(" · ")[2] == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_code_in_one_line_has_neither_count_nor_lines(
    lookup: Lookup, texts: Texts, language: Language
) -> None:
    summary = Summary(1, (counted(502),))
    entry = explain(summary, lookup)[0].entry
    said = shown(summary, lookup, texts, language).splitlines()
    assert said[1] == entry.text(language).summary
    assert in_terminal(summary, lookup, texts, language)[1].strip() == said[1]
    assert len(said) == 4


def test_one_is_said_in_the_singular(lookup: Lookup, texts: Texts) -> None:
    said = in_terminal(Summary(7, (counted(502, lines=(4, 4)),)), lookup, texts)
    assert said[1] == "  1 time · line 4"
    assert said[-1] == "7 lines in all"
    assert "Line 4\n" in shown(Summary(7, (counted(502, lines=(4, 4)),)), lookup, texts)


def test_without_an_error_the_other_codes_are_explained(lookup: Lookup, texts: Texts) -> None:
    said = shown(Summary(20, (counted(301, 4), counted(200, 16))), lookup, texts)
    assert re.findall(r"### (\d+)", said) == ["301", "200"]
    assert "Also" not in said


def test_the_worst_are_in_full_some_in_brief_and_all_in_the_menu(
    lookup: Lookup, texts: Texts
) -> None:
    codes = [500, 502, 503, 504, 400, 401, 403, 404, 405, 429, 200]
    summary = Summary(99, tuple(counted(code, 5, lines=(1, 9)) for code in codes))
    view = explained_card(explain(summary, lookup), summary.lines, texts.voice("en"))
    said = "\n".join(part["content"] for part in parts(view) if part["type"] == 10)
    assert re.findall(r"### (\d+)", said) == ["500", "502"]
    assert re.findall(r"-# \*\*(\d+)", said) == ["503", "504", "400", "401", "403"]
    assert said.count(" ×5") == MAX_IN_FULL_OF_MORE + MAX_IN_BRIEF + 1
    assert "-# **503 Service Unavailable ×5** · from line 1\n" in said
    assert "-# And 3 more.\n" in said
    assert "-# **503 서비스 이용 불가 ×5** · 1번째 줄부터\n" in shown(summary, lookup, texts, "ko")
    [menu] = [part for part in parts(view) if part["type"] == 3]
    assert [int(option["value"]) for option in menu["options"]] == codes


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-11-24T05:01:22.123Z", "2026-11-24T05:09:01.000Z", "2026-11-24T05:01:22–05:09:01Z"),
        ("02:11:09", "02:48:51", "02:11:09–02:48:51"),
        ("24/Nov/2026:02:11:09 +0000", "25/Nov/2026:02:11:09 +0000", "24/Nov/2026:02:11:09 +0000"
         " – 25/Nov/2026:02:11:09 +0000"),
        ("1732420000", "1732420999", "1732420000 – 1732420999"),
        ("02:11:09", "02:11:09", "02:11:09"),
    ],
)  # fmt: skip
def test_what_two_times_share_of_date_and_zone_is_said_once(
    lookup: Lookup, texts: Texts, first: str, last: str, said: str
) -> None:
    summary = Summary(9, (counted(502, 2, lines=(1, 9), at=(first, last)),))
    place = shown(summary, lookup, texts).splitlines()[1].replace("\\", "")
    assert place == f"-# Lines 1 and 9 · {said}"


def test_times_of_two_days_keep_their_days(lookup: Lookup, texts: Texts) -> None:
    other = ("25/Nov/2026:02:00:00 +0000", "25/Nov/2026:03:00:00 +0000")
    summary = Summary(9, (counted(502, 2, at=(FIRST, LAST)), counted(404, 2, at=other)))
    said = shown(summary, lookup, texts).replace("\\", "")
    assert "24/Nov/2026:02:11:09–02:48:51 +0000" in said
    assert "25/Nov/2026:02:00:00–03:00:00 +0000" in said


def test_one_code_by_two_senders_has_one_button(lookup: Lookup, texts: Texts) -> None:
    summary = Summary(9, (counted(503, 2, sender="Envoy"), counted(503, 1, sender="app")))
    view = explained_card(explain(summary, lookup), summary.lines, texts.voice("en"))
    assert [part["label"] for part in parts(view) if part["type"] == 2] == ["More on 503"]


nasty = st.text(
    alphabet=st.one_of(
        st.sampled_from("`*_~|<>@#[]()\\:\n\r\t\u202e\u200f\u2028א‏/?"), st.characters()
    ),
    max_size=80,
) | st.sampled_from(
    ["`" * 2_000, "@everyone", "<@1> <@&2> </http:1> <t:1>", "[x](https://example.com)", "/א" * 900]
)


@given(paths=st.lists(nasty, max_size=3), at=st.tuples(nasty, nasty))
def test_nothing_of_the_text_pings_formats_or_breaks_a_line(
    lookup: Lookup, texts: Texts, paths: list[str], at: tuple[str, str]
) -> None:
    code = counted(502, 3, lines=(2, 8), at=at, paths=tuple((path, 1) for path in paths))
    said = shown(Summary(9, (code,)), lookup, texts)
    # Title, place, summary, chain, check and lines, and one line more if there are paths.
    assert len(said.splitlines()) == 6 + bool(paths)
    for line in said.splitlines():
        rest = HARMLESS.sub("", line)
        if line.startswith("-# ") and "Check first" not in line:
            assert not re.search(r"[`*_~|<\[@]", rest[3:]), line
    assert all(each.isprintable() or each in "\n\u2068\u2069" for each in said)
    for line in in_terminal(Summary(9, (code,)), lookup, texts):
        assert all(each.isprintable() or each in "\u2068\u2069" for each in line)


@pytest.mark.parametrize("written", ["/א/ב", "/مرحبا"])
def test_a_path_from_right_to_left_does_not_turn_what_is_beside_it(
    lookup: Lookup, texts: Texts, written: str
) -> None:
    summary = Summary(9, (counted(502, 3, paths=((written, 2), ("/a", 1))),))
    assert f"\u2068`{written}`\u2069 ×2 · `/a` ×1" in shown(summary, lookup, texts)
    assert f"  \u2068{written}\u2069 ×2 · /a ×1" in in_terminal(summary, lookup, texts)
