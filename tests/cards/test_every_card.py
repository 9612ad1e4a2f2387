"""Every card that can be shown keeps Discord's limits, in both languages."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.cards.daily import post_card
from bot.cards.entry import entry_card
from bot.cards.explain import explained_card
from bot.cards.full import constants_card, full_card
from bot.cards.layout import quoted
from bot.cards.lookup import lookup_card
from bot.model import (
    LANGUAGES,
    Entry,
    Explanation,
    Knowledge,
    Language,
    LookupResult,
    Match,
    NoMatch,
)
from bot.model.daily import Claim, Due, MonthPodium, Post, Result
from bot.model.explanation import CodeCount, Flag, Sender
from bot.model.leaderboard import Span, Standing
from bot.services.lookup.lookup import Lookup
from bot.services.quiz.questions import Questions
from bot.texts import Texts
from tests.discord_limits import components, layout_problems


def sent(view: Any) -> list[dict[str, Any]]:
    tree: list[dict[str, Any]] = view.to_components()
    return tree


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_entry_fits_with_all_that_can_stand_beside_it(
    knowledge: Knowledge, texts: Texts, language: Language
) -> None:
    for entry in knowledge.entries:
        others = [other for other in knowledge.entries if other is not entry][:5]
        for view in (entry_card, full_card):
            tree = sent(view(entry, others, texts.voice(language)))
            assert list(layout_problems(tree)) == [], (view, entry.key)
        assert list(layout_problems(sent(constants_card(entry, texts.voice(language))))) == [], (
            entry.key
        )


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_detail_fits_alone_and_on_the_card_of_its_status(
    lookup: Lookup, knowledge: Knowledge, texts: Texts, language: Language
) -> None:
    others = knowledge.details[:5]
    for detail in knowledge.details:
        alone = lookup.detail(detail, others)
        answers: list[LookupResult] = [alone]
        answers += [Match(entry, (), others, detail) for entry in alone.entries]
        for answer in answers:
            tree = sent(lookup_card(answer, texts.voice(language)))
            assert list(layout_problems(tree)) == [], detail.key


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_explained_code_fits_with_the_longest_paths_and_times(
    lookup: Lookup, knowledge: Knowledge, texts: Texts, language: Language
) -> None:
    paths = tuple((f"/{n}" + "뷁" * 2_000, 10**7) for n in range(3))
    at = "[" * 2_000
    most = 10**7
    flag = Flag("HAProxy", "LC--")
    own = max((e for e in knowledge.details if e.kind == "status"), key=lambda e: len(e.title))
    explained = [
        Explanation(
            CodeCount(
                entry.code, entry.vendor or None, None, None, most, 1, most, at, at, paths
            ),
            lookup.find_code(entry.code, entry.vendor or None),
            Sender("Azure Application Gateway", is_from_text=False, is_logger=True, flag=flag),
            lookup.details.of_flag(flag),
            own if entry.code == 0 else None,
        )
        for entry in knowledge.entries
    ]  # fmt: skip
    for start in range(len(explained)):
        some = explained[start:] + explained[:start]
        view = explained_card(some, 10**7, texts.voice(language))
        assert list(layout_problems(sent(view))) == [], start


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_post_of_the_day_fits(
    lookup: Lookup, knowledge: Knowledge, texts: Texts, language: Language
) -> None:
    due = Due(date(2026, 11, 24), datetime(2026, 11, 24, tzinfo=UTC))
    previous, questions = None, Questions(knowledge)
    best = Standing(1, 2**63, 10**7, 10**6, 10**6)
    for entry in knowledge.entries:
        question = questions.of_the_day(entry.key, previous, str(entry.key))
        claim = Claim(2**63, due, "UTC", 2**63, 2**63, entry.key, question, due.due_at)
        podium = MonthPodium(Span("month", date(2026, 10, 1)), (best,) * 3)
        post = Post(due.local_date, entry.key, question, Result(question, 10**6, 10**6), podium)
        tree = sent(post_card(post, lookup.catalogue, texts.voice(language), role_id=2**63))
        assert list(layout_problems(tree)) == [], entry.key
        assert len(claim.nonce) <= 25
        previous = question.key


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_class_and_unassigned_number_fits(
    lookup: Lookup, texts: Texts, language: Language
) -> None:
    for query in ("1xx", "2xx", "3xx", "4xx", "5xx", "199", "299", "399", "499", "599", "427"):
        tree = sent(lookup_card(lookup.find(query), texts.voice(language)))
        assert list(layout_problems(tree)) == [], query


async def test_more_says_all_that_is_known(knowledge: Knowledge, texts: Texts) -> None:
    entry = _entry(knowledge, 405)
    said = _text(full_card(entry, [], texts.voice("en")))
    for part in (
        "405 Method Not Allowed", "4xx Client error", "IANA registered", "Look at the request",
        entry.en.meaning, *entry.en.causes, *entry.en.actions.client, *entry.en.actions.server,
        "must send Allow (RFC 9110 §15.5.6)", "cacheable by default (RFC 9110 §15.1)", "(advice)",
        "HTTP/1.1 405 Method Not Allowed",
    ):  # fmt: skip
        assert part in said
    korean = _text(full_card(entry, [], texts.voice("ko")))
    assert "필수 헤더 Allow (RFC 9110 §15.5.6)" in korean


async def test_conditional_headers_say_their_condition(knowledge: Knowledge, texts: Texts) -> None:
    assert "that a 200 would have had" in _text(
        full_card(_entry(knowledge, 304), [], texts.voice("en"))
    )
    assert "single range" in _text(full_card(_entry(knowledge, 206), [], texts.voice("en")))


@pytest.mark.parametrize(
    "typed",
    ["`code`", "@everyone", "<@1>", "a\nb", "\u202e drawkcab", "x" * 500, "**b** _i_ ||s||", "```"],
)
async def test_a_quotation_is_harmless(texts: Texts, typed: str) -> None:
    shown = quoted(typed)
    assert shown.count("`") == 2
    assert "\n" not in shown
    assert "\u202e" not in shown
    assert len(shown) <= 62
    tree = sent(lookup_card(NoMatch(typed, ()), texts.voice("en")))
    assert list(layout_problems(tree)) == []


def _entry(knowledge: Knowledge, code: int) -> Entry:
    return next(entry for entry in knowledge.entries if entry.code == code and not entry.vendor)


def _text(view: Any) -> str:
    return "\n".join(part.get("content", "") for part in components(sent(view)))
