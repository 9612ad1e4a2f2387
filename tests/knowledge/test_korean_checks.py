"""What `teapot check` holds of the data's Korean."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.config import shipped
from bot.errors import InvalidFilesError
from bot.knowledge.korean_checks import problems, scenario_problems
from bot.knowledge.seed import read_knowledge
from bot.korean_terms import term_problems
from bot.model import Entry, Key, Knowledge


@pytest.fixture
def entry(knowledge: Knowledge) -> Entry:
    return next(entry for entry in knowledge.entries if entry.key == Key(200))


def saying(entry: Entry, **texts: Any) -> Entry:
    return replace(entry, ko=replace(entry.ko, **texts))


@pytest.mark.parametrize(
    ("said", "out", "term"),
    [
        ("가까운 에지 서버가 보냅니다", "에지", "엣지"),
        ("낙관적 잠금에 실패", "낙관적 잠금", "낙관적 락"),
        ("요청 줄이 깨졌습니다", "요청 줄", "요청 라인"),
        ("access log를 봅니다", "access log", "액세스 로그"),
        ("ingress가 보냅니다", "ingress", "인그레스"),
        ("CORS 사전 요청", "사전 요청", "preflight"),
        ("목 서버", "목 서버", "목(mock) 서버"),
    ],
)
def test_a_term_that_is_out_is_named_with_the_right_one(said: str, out: str, term: str) -> None:
    assert list(term_problems(said)) == [f"says '{out}'; the term is '{term}'"]


@pytest.mark.parametrize(
    "said",
    [
        "ingress-nginx가 308을 보냅니다",
        "nginx의 access_log와 error_log 지시어",
        "CORS preflight(사전 요청)의 응답",
        "multipart/form-data 본문",
        "목(mock) 서버, 항목 서버",
        "WebDAV 잠금 토큰",
    ],
)
def test_names_of_things_are_no_terms(said: str) -> None:
    assert list(term_problems(said)) == []


@pytest.mark.parametrize(
    "name", ["ko.summary", "ko.sender", "ko.causes", "ko.actions.client", "pitfall.ko", "related"]
)
def test_a_term_is_looked_for_in_every_field_but_the_keywords(entry: Entry, name: str) -> None:
    assert entry.pitfall is not None
    first, *others = entry.related
    edited = {
        "ko.summary": saying(entry, summary="에지가 응답했습니다."),
        "ko.sender": saying(entry, sender="에지가 보냅니다."),
        "ko.causes": saying(entry, causes=("에지 캐시의 옛 사본", *entry.ko.causes[1:])),
        "ko.actions.client": saying(
            entry, actions=replace(entry.ko.actions, client=("에지를 확인합니다",))
        ),
        "pitfall.ko": replace(entry, pitfall=replace(entry.pitfall, ko="에지도 있습니다.")),
        "related": replace(entry, related=(replace(first, ko="에지인 경우"), *others)),
    }[name]
    assert list(problems(edited)) == [(name, "says '에지'; the term is '엣지'")]
    assert list(problems(saying(entry, keywords=("에지", "바디", "유저")))) == []


def test_a_situations_terms_are_looked_at_too(knowledge: Knowledge) -> None:
    scenario = knowledge.scenarios[0]
    edited = replace(scenario, ko=replace(scenario.ko, why="뒷단이 응답했습니다."))
    assert list(scenario_problems(edited)) == [("ko.why", "says '뒷단'; the term is '업스트림'")]


@pytest.mark.parametrize(
    ("cause", "problem"),
    [
        ("새 ID가 본문에 있는지 확인", "is a check; put the cause and a colon"),
        ("읽기 복제본이 늦습니다", "is a sentence; name the cause as a noun"),
        ("읽기 복제본 지연(로그 확인)", None),
        ("읽기 복제본 지연: 로그 확인", None),
    ],
)
def test_a_cause_is_named_as_a_cause(entry: Entry, cause: str, problem: str | None) -> None:
    found = list(problems(saying(entry, causes=(*entry.ko.causes[:2], cause))))
    assert [field for field, _ in found] == ["ko.causes"] * (problem is not None)
    assert all(said.startswith(problem or "") for _, said in found)


@pytest.mark.parametrize(
    ("pitfall", "is_wrong"),
    [
        ("본문이 비어 있는지 확인합니다.", True),
        ("본문이 비어 있는지 확인해야 합니다.", False),
        ("조건이 맞지 않으면 서버가 거절합니다.", False),
    ],
)
def test_an_instruction_never_reads_as_a_fact(entry: Entry, pitfall: str, is_wrong: bool) -> None:
    assert entry.pitfall is not None
    found = list(problems(replace(entry, pitfall=replace(entry.pitfall, ko=pitfall))))
    assert [field for field, _ in found] == ["pitfall.ko"] * is_wrong


def test_a_term_that_is_out_is_named_at_its_line(tmp_path: Path) -> None:
    data = Path(shutil.copytree(shipped("data"), tmp_path / "data"))
    path = data / "details/envoy.yaml"
    text = path.read_text(encoding="utf-8").replace("업스트림", "뒷단", 1)
    path.write_text(text, encoding="utf-8")
    line = text[: text.index("뒷단")].count("\n") + 1
    with pytest.raises(InvalidFilesError) as caught:
        read_knowledge(data, None)
    [complaint] = map(str, caught.value.complaints)
    assert complaint.startswith(
        f"data/details/envoy.yaml:{line}: Envoy UH: ko.meaning: says '뒷단'"
    )


def test_a_sender_is_who_sends_it_and_not_what_it_means(entry: Entry) -> None:
    """Entry after entry ended in "…가 보내며, 클라이언트에게는 …라는 뜻입니다"."""
    edited = saying(entry, sender="앱이 보내며, 클라이언트에게는 처리가 끝났다는 뜻입니다.")
    assert [field for field, _ in problems(edited)] == ["ko.sender"]
