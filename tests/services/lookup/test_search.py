"""How good the search is, on queries that were written without a look at the data."""

import hashlib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Key, Knowledge, Match, NoMatch
from bot.services.lookup.index import build_index, from_bytes, to_bytes
from bot.services.lookup.lookup import Lookup
from bot.services.lookup.query_limits import MAX_CHOICES
from tests.yaml_file import read_yaml

HERE = Path(__file__).parent


def load(language: str, part: str) -> list[tuple[str, set[int]]]:
    queries = read_yaml(HERE / f"queries.{language}.yaml")[part]
    return [(each["query"], set(each["codes"])) for each in queries]


def load_kinds(name: str, part: str) -> list[str]:
    return [each["kind"] for each in read_yaml(HERE / f"queries.{name}.yaml")[part]]


def ranks(lookup: Lookup, queries: list[tuple[str, set[int]]]) -> list[int | None]:
    """For each query the place of the first right hit, counted from 0; None beyond the tenth."""
    found = []
    for query, codes in queries:
        hits = [hit.entry.code for hit in lookup.hits(query, 10)]
        found.append(next((place for place, code in enumerate(hits) if code in codes), None))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("part", ["tuning", "aside"])
def test_the_right_code_is_first_in_95_of_100_and_among_three_in_99(
    lookup: Lookup, part: str, say: Callable[[str], None]
) -> None:
    """Both languages together; the set kept aside is the honest figure."""
    together: list[int | None] = []
    for language in ("en", "ko"):
        placed = ranks(lookup, load(language, part))
        together += placed
        say(f"{part} {language}: {_figures(placed)}")
    first, three = _shares(together)
    assert first >= 0.95, _figures(together)
    assert three >= 0.99, _figures(together)


@pytest.mark.parametrize("part", ["tuning", "aside"])
def test_a_word_or_two_find_the_code(
    lookup: Lookup, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    placed = ranks(lookup, load("short", part))
    with capsys.disabled():
        print(f"\n{part} short: {_figures(placed)}", end="")
    first, three = _shares(placed)
    assert first >= 0.89, _figures(placed)
    assert three >= 0.94, _figures(placed)


@pytest.mark.slow
@pytest.mark.parametrize("part", ["tuning", "aside"])
def test_what_people_ask_in_titles_is_found(
    lookup: Lookup, part: str, say: Callable[[str], None]
) -> None:
    """The figure by kind shows where the search is weak."""
    queries, kinds = load("titles", part), load_kinds("titles", part)
    placed = ranks(lookup, queries)
    for kind in sorted(set(kinds)):
        of_kind = [place for place, each in zip(placed, kinds, strict=True) if each == kind]
        say(f"{part} titles, {kind}: {_figures(of_kind)}")
    wrong = _wrong_cards(lookup, queries)
    say(f"{part} titles: {_figures(placed)}, {_answers(lookup, queries)}")
    first, three = _shares(placed)
    assert first >= 0.95, _figures(placed)
    assert three >= 0.985, _figures(placed)
    assert len(wrong) / len(queries) <= 0.04, wrong


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "part", "least", "most_wrong"),
    [
        ("later", "tuning", (0.9, 0.95), 0.06),
        ("later", "aside", (0.74, 0.9), 0.04),
        ("outside.opened", "opened", (0.85, 0.96), 0.05),
        ("outside.aside", "aside", (0.82, 0.94), 0.08),
        ("fresh", "fresh", (0.6, 0.85), 0.04),
    ],
)
def test_titles_of_strangers_are_found_less_often(
    lookup: Lookup,
    name: str,
    part: str,
    least: tuple[float, float],
    most_wrong: float,
    say: Callable[[str], None],
) -> None:
    """What a search can't know: the figure of the set kept aside is what a new question meets.

    Of the titles kept aside only the figures are shown, even by a failure.
    """
    queries = load(name, part)
    placed = ranks(lookup, queries)
    say(f"{name} titles, {part}: {_figures(placed)}, {_answers(lookup, queries)}")
    first, three = _shares(placed)
    wrong = len(_wrong_cards(lookup, queries)) / len(queries)
    assert first >= least[0]
    assert three >= least[1]
    assert wrong <= most_wrong


def test_a_third_of_the_titles_is_korean_and_a_hash_puts_each_in_its_part() -> None:
    asked = {part: [query for query, _ in load("titles", part)] for part in ("tuning", "aside")}
    together = asked["tuning"] + asked["aside"]
    assert len(set(together)) >= 200
    assert sum(not query.isascii() for query in together) * 3 >= len(together)
    for part, odd in (("tuning", 0), ("aside", 1)):
        digests = (hashlib.sha256(query.encode()).digest() for query in asked[part])
        assert all(digest[0] % 2 == odd for digest in digests)


def test_the_query_set_is_large_and_a_third_is_aside() -> None:
    counts = {part: sum(len(load(each, part)) for each in ("en", "ko"))
              for part in ("tuning", "aside")}  # fmt: skip
    assert sum(counts.values()) >= 300
    assert counts["aside"] * 3 >= sum(counts.values()) * 0.99


def _card(lookup: Lookup, query: str) -> int | None:
    """Return the code whose card the channel would see."""
    answer = lookup.find(query)
    return answer.entry.code if isinstance(answer, Match) else None


def _wrong_cards(lookup: Lookup, queries: list[tuple[str, set[int]]]) -> list[str]:
    """Return the queries whose public card is a wrong code's."""
    return [query for query, codes in queries if _card(lookup, query) not in {None, *codes}]


def _answers(lookup: Lookup, queries: list[tuple[str, set[int]]]) -> str:
    """Say how many cards the channel would see, and how many private suggestions have the code."""
    wrong = len(_wrong_cards(lookup, queries))
    right = sum(_card(lookup, query) in codes for query, codes in queries)
    found = [(lookup.find(query), codes) for query, codes in queries]
    suggested = sum(
        isinstance(answer, NoMatch) and any(each.code in codes for each in answer.suggestions)
        for answer, codes in found
    )
    return f"{right} right cards, {wrong} wrong cards, {suggested} suggested"


def _shares(placed: list[int | None]) -> tuple[float, float]:
    first = sum(place == 0 for place in placed) / len(placed)
    three = sum(place is not None and place < 3 for place in placed) / len(placed)
    return first, three


def _figures(placed: list[int | None]) -> str:
    first, three = _shares(placed)
    return f"{len(placed)} queries, hit@1 {first:.1%}, hit@3 {three:.1%}"


@given(st.text(max_size=300))
def test_no_text_breaks_it(lookup: Lookup, text: str) -> None:
    hits = lookup.hits(text, 10)
    assert len(hits) <= 10
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.score <= 1 for hit in hits)
    assert len(lookup.suggest(text)) <= MAX_CHOICES


def test_every_entry_is_found_by_its_names(lookup: Lookup, knowledge: Knowledge) -> None:
    """Where two entries have the same name, either may come first, but both come soon."""
    for entry in knowledge.entries:
        for name in (entry.name, entry.ko.name, *entry.aliases):
            if entry.vendor:
                name = f"{entry.vendor} {name}"
            found = [hit.entry.key for hit in lookup.search.find(name)[:4]]
            assert entry.key in found, (entry.key, name, found)


def test_every_constant_finds_its_code(lookup: Lookup, knowledge: Knowledge) -> None:
    for entry in knowledge.entries:
        for constant in entry.constants.values():
            found = [hit.entry.code for hit in lookup.search.find(constant)[:2]]
            assert entry.code in found, (constant, found)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("캐시 안 먹힘", 304), ("lb 헬스체크 실패", 503), ("커넥션 끊김", 502), ("json 깨짐", 400),
        ("없는 유저 조회", 404), ("인덱스 파일 없음", 403), ("응답이 안와요", 504),
        ("포스트맨은 되는데 브라우저는 안됨", 0), ("클라우드플레어 오리진 죽음", 521),
        ("재고 부족", 409), ("요청 바디 없음", 400), ("타입 안맞음", 400), ("레디스 죽음", 500),
        ("도메인 안잡힘", 0), ("한글 깨짐", 400), ("S3 서명 만료", 403), ("api 안됨", 500),
        ("CrashLoopBackOff 인데", 503), ("디엔에스 못찾음", 0), ("서버 ip가 막힌 것 같습니다", 403),
    ],
)  # fmt: skip
def test_everyday_korean_of_an_incident_finds_its_code(
    lookup: Lookup, typed: str, code: int
) -> None:
    assert lookup.hits(typed, 1)[0].entry.code == code


def test_a_score_that_barely_leads_is_a_suggestion(lookup: Lookup) -> None:
    answer = lookup.find("지원 안함")
    assert isinstance(answer, NoMatch)
    assert len(answer.suggestions) > 1


@pytest.mark.slow
def test_almost_every_text_of_an_error_finds_its_code(
    lookup: Lookup, knowledge: Knowledge, say: Callable[[str], None]
) -> None:
    """Another code may have a text word for word as a keyword; a detail may have it as its name."""
    codes: dict[str, set[int]] = defaultdict(set)
    for entry in knowledge.entries:
        for text in (each for texts in entry.errors.values() for each in texts):
            codes[text].add(entry.code)
    assert len(codes) > 400
    placed: list[int | None] = []
    for text, right in codes.items():
        hits = [hit.entry.code in right for hit in lookup.search.find(text, 3)]
        placed.append(hits.index(True) if any(hits) else None)
    say(f"texts of errors: {_figures(placed)}")
    first, three = _shares(placed)
    assert first >= 0.97, _figures(placed)
    assert three >= 0.985, _figures(placed)


@pytest.mark.slow
def test_almost_every_question_finds_an_answer(
    lookup: Lookup, knowledge: Knowledge, say: Callable[[str], None]
) -> None:
    codes: dict[str, set[int]] = defaultdict(set)
    for entry in knowledge.entries:
        for question in entry.searches:
            codes[question].add(entry.code)
    assert len(codes) > 500
    placed = ranks(lookup, list(codes.items()))
    say(f"questions: {_figures(placed)}")
    first, three = _shares(placed)
    assert first >= 0.95, _figures(placed)
    assert three >= 0.985, _figures(placed)


def test_a_text_of_an_error_is_found_among_names_and_numbers(lookup: Lookup) -> None:
    pasted = (
        "2026/03/02 10:12:44 [error] 31#31: *40 upstream sent too big header while reading "
        "response header from upstream, client: 10.0.0.3, server: shop.example.com"
    )
    answer = lookup.search.find(pasted)
    assert answer[0].entry.key == Key(502)
    assert lookup.search.is_sure(pasted, answer)


@pytest.mark.slow
def test_a_kept_index_is_the_index(knowledge: Knowledge) -> None:
    index = build_index(knowledge)
    assert from_bytes(to_bytes(index)) == index
