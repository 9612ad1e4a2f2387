"""The chain: who stands in line, who answered, and where it broke, on one line of a phone."""

import dataclasses

import pytest

from bot.chain_text import MAX_WIDTH, chain_line, chain_problems
from bot.model import LANGUAGES, Entry, Key, Knowledge, Language
from bot.model.chain import BrokenLink, Chain
from bot.services.lookup.lookup import Lookup
from bot.texts import Texts


@pytest.fixture
def entry(lookup: Lookup) -> Entry:
    return lookup.catalogue.entries[Key(502)]


@pytest.mark.parametrize(
    ("chain", "english", "korean"),
    [
        (
            Chain(("client", "proxy", "app"), "proxy", BrokenLink("proxy", "refused")),
            "client → proxy [502] ✕ app",
            "클라이언트 → 프록시 [502] ✕ 앱",
        ),
        (
            Chain(("client", "proxy", "app"), "proxy", BrokenLink("proxy", "silent")),
            "client → proxy [502] … app",
            "클라이언트 → 프록시 [502] … 앱",
        ),
        (
            Chain(("client", "nginx", "app"), "nginx", BrokenLink("client", "closed")),
            "client ✕ nginx [502] → app",
            "클라이언트 ✕ nginx [502] → 앱",
        ),
        (
            Chain(("user", "CDN", "origin"), "CDN", BrokenLink("CDN", "tls")),
            "user → CDN [502] ✕tls origin",
            "사용자 → CDN [502] ✕tls 오리진",
        ),
        (Chain(("client", "app"), "app"), "client → app [502]", "클라이언트 → 앱 [502]"),
        (Chain(("curl",), "curl"), "curl [502]", "curl [502]"),
    ],
)
def test_a_chain_shows_who_answered_and_where_it_broke(
    entry: Entry, texts: Texts, chain: Chain, english: str, korean: str
) -> None:
    entry = dataclasses.replace(entry, chain=chain)
    assert chain_line(entry, texts.voice("en")) == english
    assert chain_line(entry, texts.voice("ko")) == korean
    assert list(chain_problems(entry, texts)) == []


@pytest.mark.parametrize(
    ("chain", "field", "problem"),
    [
        (Chain(("client", "app", "app"), "app"), "chain.hops", "names a hop twice"),
        (Chain(("client", "app"), "proxy"), "chain.sender", "is no hop"),
        (
            Chain(("client", "app"), "app", BrokenLink("app", "closed")),
            "chain.broken.after", "no link comes",
        ),
        (
            Chain(("client", "gateway", "origin"), "gateway", BrokenLink("gateway", "dns")),
            "chain", "a phone shows 31",
        ),
    ],
)  # fmt: skip
def test_a_chain_that_cannot_be_or_does_not_fit_is_named(
    entry: Entry, texts: Texts, chain: Chain, field: str, problem: str
) -> None:
    found = list(chain_problems(dataclasses.replace(entry, chain=chain), texts))
    assert any(where == field and problem in said for where, said in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_has_a_chain_with_its_code(
    knowledge: Knowledge, texts: Texts, language: Language
) -> None:
    for entry in knowledge.entries:
        line = chain_line(entry, texts.voice(language))
        assert f"[{entry.code:03}]" in line
        assert len(line) <= MAX_WIDTH
